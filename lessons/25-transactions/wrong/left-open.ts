// Nothing undoes a failed transaction.
//#replace
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  } finally {
  }
//#end
