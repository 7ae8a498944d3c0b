// Treats what a visitor wrote as finished HTML.
//#file main.ts
//#replace
<p>${text}</p>
//#with
<p>${new Html(text)}</p>
//#end
//#replace
import { html, type Html }
//#with
import { html, Html }
//#end
