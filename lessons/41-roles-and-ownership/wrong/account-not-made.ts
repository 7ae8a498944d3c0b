// Lets nobody sign up who has not been invited by an administrator.
//#file main.ts
//#replace
addAccountRoutes(router, parts)
//#with

//#end
