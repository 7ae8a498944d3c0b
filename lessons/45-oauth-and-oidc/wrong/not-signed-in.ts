// Lets people sign in at the page only, because applications send them there.
//#file main.ts
//#replace
addSessionRoutes(router, parts)
//#with

//#end
