// Responds as the program of lesson 35 does: without a cookie.
//#file sessionRoutes.ts
//#replace
return json({ user }, 201, startSession(parts, context, user))
//#with
return json({ user }, 200, noStore)
//#end
