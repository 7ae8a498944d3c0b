// Swallows every error.
//#replace
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  } catch (error) {
    console.error(error)
    database.exec('rollback')
  }
//#end
