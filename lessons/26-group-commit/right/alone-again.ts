// If one write fails, everything is undone, and then each write gets a transaction of its own. The
// voter comes first, so that a second vote changes nothing.
//#replace
function flush(): void {
  const writes = waiting
  waiting = []
  try {
    database.exec('begin immediate')
    const errors = writes.map(attempt)
    database.exec('commit')
    for (const [index, { resolve, reject }] of writes.entries()) {
      if (errors[index] === undefined) resolve()
      else reject(errors[index])
    }
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    for (const { reject } of writes) reject(error)
  }
}
//#with
function flush(): void {
  const writes = waiting
  waiting = []
  const error = together(writes)
  for (const each of writes) {
    const own = error === undefined || writes.length === 1 ? error : together([each])
    if (own === undefined) each.resolve()
    else each.reject(own)
  }
}

function together(writes: Write[]): unknown {
  try {
    database.exec('begin immediate')
    for (const [sql, ...values] of writes.flatMap(({ statements }) => statements)) {
      database.prepare(sql).run(...values)
    }
    database.exec('commit')
    return undefined
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    return error
  }
}
//#end
//#replace
// Gives the error of a write that was undone.
function attempt({ statements }: Write): unknown {
  database.exec('savepoint one')
  try {
    for (const [sql, ...values] of statements) database.prepare(sql).run(...values)
  } catch (error) {
    // Then the whole transaction is gone, and with it the writes before this one.
    if (!database.isTransaction) throw error
    database.exec('rollback to one; release one')
    return error
  }
  database.exec('release one')
  return undefined
}
//#with
//#end
//#replace
    ['update candidates set votes = votes + 1 where name = ?', candidate],
    ['insert into voters values (?, ?, ?)', voter, candidate, Date.now()],
//#with
    ['insert into voters values (?, ?, ?)', voter, candidate, Date.now()],
    ['update candidates set votes = votes + 1 where name = ?', candidate],
//#end
