// Ends the session, and leaves the cookie.
//#file sessionRoutes.ts
//#replace
return empty(204, signOutHeaders(publicOrigin))
//#with
return empty(204, noStore)
//#end
