// Lets caches keep the page with the forms.
//#file login.ts
//#replace
return pageReply('Sign in', loginPage({ formToken, ...typed }), { status, headers })
//#with
return pageReply('Sign in', loginPage({ formToken, ...typed }), {
    status, headers: { ...headers, 'cache-control': 'no-cache' },
  })
//#end
