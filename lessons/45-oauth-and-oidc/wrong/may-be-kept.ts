// Lets caches keep the token.
//#file oauthRoutes.ts
//#replace
return json({ access_token: token, ...expires }, 200, noStore)
//#with
return json({ access_token: token, ...expires }, 200)
//#end
