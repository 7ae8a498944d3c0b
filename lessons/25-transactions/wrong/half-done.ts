// No transaction: whether the accounts exist is looked up before.
//#replace
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  work()
//#end
//#replace
    const debit = 'update
//#with
    findAccount(to)
    const debit = 'update
//#end
