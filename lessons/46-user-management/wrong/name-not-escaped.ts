// Puts the name into the page as it is.
//#file adminPage.ts
//#replace
<td>${name}</td><td>${role}</td>
//#with
<td>${new Html(name)}</td><td>${role}</td>
//#end
//#replace
import { html, type Html }
//#with
import { Html, html }
//#end
