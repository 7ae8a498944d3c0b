// Nobody undoes a transaction whose commit failed.
//#replace
    if (database.isTransaction) database.exec('rollback')
//#with
//#end
