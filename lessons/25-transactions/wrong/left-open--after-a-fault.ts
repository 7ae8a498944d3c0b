// A refusal is undone, and other errors aren't. The next transfer joins what is open.
//#replace
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  if (!database.isTransaction) database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } catch (error) {
    if (error instanceof Refusal) database.exec('rollback')
    throw error
  }
//#end
