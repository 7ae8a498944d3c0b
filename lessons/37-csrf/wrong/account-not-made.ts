// Lets nobody sign up who isn't signed in.
//#file main.ts
//#replace
addAccountRoutes(router, parts)
//#with

//#end
