// Sends the page itself after a form.
//#file form.ts
//#replace
      return empty(303, { location: '/', 'cache-control': 'no-store' })
//#with
      return showPage(parts, owner, blank)
//#end
//#replace
import { empty, page,
//#with
import { page,
//#end
