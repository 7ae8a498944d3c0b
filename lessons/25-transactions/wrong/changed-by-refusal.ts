// Commits in any case.
//#replace
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  } finally {
    database.exec('commit')
  }
//#end
