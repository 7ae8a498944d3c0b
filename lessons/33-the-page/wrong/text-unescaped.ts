// Puts notes into the list as they are.
//#file page.ts
//#replace
import { html, safeUrl, type Html, type HtmlValue }
//#with
import { Html, html, safeUrl, type HtmlValue }
//#end
//#replace
<p>${note}</p>
//#with
<p>${new Html(note)}</p>
//#end
