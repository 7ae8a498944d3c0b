// Takes a path for a text that needs no escaping.
//#file loginPage.ts
//#replace
<input type="hidden" name="next" value="${next}">
//#with
<input type="hidden" name="next" value="${new Html(next)}">
//#end
//#replace
import { html, type Html }
//#with
import { html, Html }
//#end
