// Allows applications a little HTML in their name.
//#file authorize.ts
//#replace
<p>${application.name} wants
//#with
<p>${new Html(application.name)} wants
//#end
//#replace
import { html, type Html }
//#with
import { html, Html }
//#end
