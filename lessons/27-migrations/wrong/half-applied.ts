// No transaction.
//#replace
    database.exec('begin immediate')
//#with
//#end
//#replace
      database.exec('commit')
//#with
//#end
//#replace
      if (database.isTransaction) database.exec('rollback')
//#with
//#end
