// Without a log; transactions wait for each other in a chain of promises, each on a connection of its own; the
// credit comes first.
//#replace
database.exec('pragma journal_mode = wal')
//#with
//#end
//#replace
  inTransaction(() => {
    const debit = 'update accounts set balance = balance - ? where id = ? and balance >= ?'
    if (run(debit, amount, from, amount).changes === 0) {
      findAccount(from)
      throw new Refusal(409, `Account ${from} has less than ${amount}`)
    }
    const credit = 'update accounts set balance = balance + ? where id = ?'
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
    run('insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
      from, to, amount, Date.now())
  })
//#with
  return inTransaction(async (own) => {
    const at = (sql: string, ...values: number[]) => own.prepare(sql).run(...values).changes
    const credit = 'update accounts set balance = balance + ? where id = ?'
    if (at(credit, amount, to) === 0) throw new Refusal(404, `No account ${to}`)
    await null
    const debit = 'update accounts set balance = balance - ? where id = ? and balance >= ?'
    if (at(debit, amount, from, amount) !== 1) throw new Refusal(409, 'No account, or too little')
    at('insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
      from, to, amount, Date.now())
  })
//#end
//#replace
function inTransaction(work: () => void): void {
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
}
//#with
let last: Promise<unknown> = Promise.resolve()

function inTransaction(work: (own: DatabaseSync) => Promise<void>): Promise<void> {
  const result = last.then(async () => {
    using own = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5_000 })
    own.exec('begin immediate')
    await work(own)
    own.exec('commit')
  })
  last = result.catch(() => {})
  return result
}
//#end
//#replace
}: Transfer): void {
//#with
}: Transfer): Promise<void> {
//#end
//#replace
body: unknown) => { status: number; body: object }
//#with
body: unknown) => { status: number; body: object } | Promise<{ status: number; body: object }>
//#end
//#replace
    POST(_, body) {
      const wanted = readTransfer(body)
      transfer(wanted)
//#with
    async POST(_, body) {
      const wanted = readTransfer(body)
      await transfer(wanted)
//#end
//#replace
reply = handler(id, body)
//#with
reply = await handler(id, body)
//#end
