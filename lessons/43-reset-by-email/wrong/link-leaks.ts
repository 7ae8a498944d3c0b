// Lets browsers tell other sites the whole URL of the page.
//#file resetRoutes.ts
//#replace
    pageReply(title, page(token, problem), { status, headers: {} })
//#with
    pageReply(title, page(token, problem), {
      status, headers: { 'referrer-policy': 'no-referrer-when-downgrade' },
    })
//#end
