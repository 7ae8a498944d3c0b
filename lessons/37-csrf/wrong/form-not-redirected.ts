// Sends the page itself after a good sign-in.
//#file login.ts
//#replace
return empty(303, { location: '/', ...startSession(parts, context, user) })
//#with
return empty(200, startSession(parts, context, user))
//#end
