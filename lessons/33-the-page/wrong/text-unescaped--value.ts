// Escapes only what is between tags.
//#file page.ts
//#replace
import { html, safeUrl, type Html, type HtmlValue }
//#with
import { Html, html, safeUrl, type HtmlValue }
//#end
//#replace
value="${typed.get(name) ?? ''}"
//#with
value='${new Html((typed.get(name) ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;'))}'
//#end
