// Goes on after the transaction is gone.
//#replace
    if (!database.isTransaction) throw error
    database.exec('rollback to one; release one')
    return error
//#with
    if (database.isTransaction) database.exec('rollback to one; release one')
    else database.exec('begin immediate')
    return error
//#end
