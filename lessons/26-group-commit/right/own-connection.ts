// Writes on a connection of its own, after a short while, and repeats what the lock refuses.
//#replace
    if (waiting.length === 0) setImmediate(flush)
//#with
    if (waiting.length === 0) setTimeout(flush, 5)
//#end
//#replace
let waiting: Write[] = []
//#with
let waiting: Write[] = []
const writer = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 100 })
//#end
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
function flush(tries = 3): void {
  try {
    writer.exec('begin immediate')
  } catch (error) {
    if (tries > 0) return void setTimeout(flush, 20, tries - 1)
    for (const { reject } of waiting.splice(0)) reject(error)
    return
  }
  const settlers: (() => void)[] = []
  const writes = waiting.splice(0)
  try {
    for (const each of writes) {
      const error = attempt(each)
      settlers.push(() => error === undefined ? each.resolve() : each.reject(error))
    }
    writer.exec('commit')
    for (const settle of settlers) settle()
  } catch (error) {
    if (writer.isTransaction) writer.exec('rollback')
    writes.forEach(({ reject }) => reject(error))
  }
}
//#end
//#replace
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
//#with
  writer.exec('savepoint vote')
  try {
    for (const [sql, ...values] of statements) writer.prepare(sql).run(...values)
    writer.exec('release vote')
    return undefined
  } catch (error) {
    writer.exec('rollback to vote')
    writer.exec('release vote')
    return error
  }
//#end
