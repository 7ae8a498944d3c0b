// Takes a code from a URL, too.
//#file oauthRoutes.ts
//#replace
  router.add('GET', '/oauth/userinfo',
//#with
  router.add('GET', '/oauth/token', (context) => exchangeCode(parts, context.target.query))
  router.add('GET', '/oauth/userinfo',
//#end
