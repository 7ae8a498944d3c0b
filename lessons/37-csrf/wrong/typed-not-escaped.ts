// Writes the address into the HTML as it is.
//#file loginPage.ts
//#replace
value="${email}"
//#with
value="${new Html(email)}"
//#end
//#replace
import { html, type Html }
//#with
import { html, Html }
//#end
