// Responds before the commit.
//#replace
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
    setTimeout(() => database.exec('commit'), 500)
  } catch (error) {
    database.exec('rollback')
    throw error
  }
//#end
