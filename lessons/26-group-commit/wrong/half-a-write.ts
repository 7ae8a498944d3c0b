// Without savepoints.
//#replace
  database.exec('savepoint one')
//#with
//#end
//#replace
    database.exec('rollback to one; release one')
//#with
//#end
//#replace
  database.exec('release one')
  return undefined
//#with
  return undefined
//#end
