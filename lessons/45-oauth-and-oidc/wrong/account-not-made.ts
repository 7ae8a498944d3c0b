// Lets nobody sign up who has not been sent by an application.
//#file main.ts
//#replace
addAccountRoutes(router, parts)
//#with

//#end
