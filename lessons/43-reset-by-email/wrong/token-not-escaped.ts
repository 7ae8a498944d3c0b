// Takes the token for a text of its own, which needs no escaping.
//#file resetPage.ts
//#replace
<input type="hidden" name="token" value="${token}">
<p><label>New
//#with
<input type="hidden" name="token" value="${new Html(token)}">
<p><label>New
//#end
//#replace
import { html, type Html }
//#with
import { html, Html }
//#end
