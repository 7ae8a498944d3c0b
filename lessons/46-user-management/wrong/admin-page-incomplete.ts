// Shows what the administrator did, and nobody else.
//#file adminRoutes.ts
//#replace
adminPage(users.list(), audit.list())
//#with
adminPage(users.list(), audit.list(identity.user.id))
//#end
