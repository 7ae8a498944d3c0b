// Forgets that some links have no user.
//#file store.ts
//#replace
(user is null or user = ? or ? = 'admin')
//#with
(user = ? or ? = 'admin')
//#end
