// Rolls back after the commit, too.
//#replace
if (database.isTransaction) database.exec('rollback')
//#with
database.exec('rollback')
//#end
