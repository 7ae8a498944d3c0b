// Begins, and never commits.
//#replace
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  } catch (error) {
    database.exec('rollback')
    throw error
  }
//#end
