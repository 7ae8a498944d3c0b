// A bank: accounts with a balance in whole cents, and transfers between them. Both are in the
// database file that DATABASE names, and several copies of this program can use it at once.
//
//   GET  /accounts/:id  200, { "id": 1, "owner": "Ada", "balance": 500 }
//   POST /transfers     201 for { "from": 1, "to": 2, "amount": 50 }

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const maxBytes = 10_000
const mostMoney = 1_000_000_000

// A statement waits up to five seconds for another program that is writing.
const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5_000 })

// With a log beside the file (WAL), a commit is quicker, and nobody waits for a reader.
database.exec('pragma journal_mode = wal')
database.exec(`
  create table if not exists accounts (
    id integer primary key,
    owner text not null,
    balance integer not null
  ) strict;
  create table if not exists transfers (
    id integer primary key,
    sender integer not null references accounts,
    receiver integer not null references accounts,
    amount integer not null,
    time integer not null
  ) strict;
  insert or ignore into accounts (id, owner, balance) values (1, 'Ada', 500), (2, 'Zoë', 500);
`)

type Transfer = { from: number; to: number; amount: number }

function transfer({ from, to, amount }: Transfer): void {
  inTransaction(() => {
    //#region todo Refuse what isn't possible: throw a Refusal with 409, or 404 for unknown accounts
    //? The first statement makes the balance smaller. How could the same statement make sure that
    //? there is enough money? And how would you notice that an account doesn't exist?
    //> Read "Put the condition into the statement". `run` returns an object with `changes`: the
    //> number of rows that the statement changed
    //= run('update accounts set balance = balance - ? where id = ?', amount, from)
    //= run('update accounts set balance = balance + ? where id = ?', amount, to)
    const debit = 'update accounts set balance = balance - ? where id = ? and balance >= ?'
    if (run(debit, amount, from, amount).changes === 0) {
      findAccount(from)
      throw new Refusal(409, `Account ${from} has less than ${amount}`)
    }
    const credit = 'update accounts set balance = balance + ? where id = ?'
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
    //#endregion
    run('insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
      from, to, amount, Date.now())
  })
}

// Runs the statements of `work`: all of them take effect, or none.
function inTransaction(work: () => void): void {
  //#region todo Begin a transaction, commit it, and undo it if `work` throws
  //? What has happened to the first statement if the second one throws an error? And can the next
  //? transaction begin, if this one was never ended?
  //> Read "All or nothing" and "Begin as a writer". `database.exec` runs any statement, and
  //> `database.isTransaction` tells whether a transaction is open
  //= work()
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
  //#endregion
}

function run(sql: string, ...values: (string | number)[]) {
  return database.prepare(sql).run(...values)
}

function findAccount(id: number) {
  const account = database.prepare('select id, owner, balance from accounts where id = ?').get(id)
  if (account === undefined) throw new Refusal(404, `No account ${id}`)
  return account
}

function readTransfer(body: unknown): Transfer {
  if (typeof body !== 'object') throw new Refusal(422, 'Send an object')
  const { from, to, amount } = { from: 0, to: 0, amount: 0, ...body }
  if (!isWhole(from) || !isWhole(to)) throw new Refusal(422, 'from and to must be account ids')
  if (!isWhole(amount) || amount < 1) throw new Refusal(422, 'amount must be a positive integer')
  if (from === to) throw new Refusal(422, 'from and to are the same account')
  return { from, to, amount }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= mostMoney
}

// What the client did wrong, and the status that says so.
class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

type Handler = (id: number, body: unknown) => { status: number; body: object }

const routes = new Map<string, Record<string, Handler>>([
  ['/accounts/:id', { GET: (id) => ({ status: 200, body: findAccount(id) }) }],
  ['/transfers', {
    POST(_, body) {
      const wanted = readTransfer(body)
      transfer(wanted)
      return { status: 201, body: wanted }
    },
  }],
])

createServer(async (request, response) => {
  try {
    const [path = ''] = (request.url ?? '').split('?')
    const id = Number(/^\/accounts\/(\d{1,9})$/.exec(path)?.[1])
    const handlers = routes.get(Number.isNaN(id) ? path : '/accounts/:id')
    if (handlers === undefined) throw new Refusal(404, 'There is nothing here')
    const handler = handlers[request.method === 'HEAD' ? 'GET' : request.method ?? '']
    if (handler === undefined) {
      response.setHeader('allow', Object.keys(handlers).join(', '))
      throw new Refusal(405, 'Not with this method')
    }
    const body = request.method === 'POST' ? await readJson(request) : undefined
    const reply = handler(id, body)
    send(response, reply.status, reply.body)
  } catch (error) {
    if (error instanceof Refusal) return send(response, error.status, { error: error.message })
    console.error(error)
    send(response, 500, { error: 'Something went wrong on our side' })
  }
}).listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of request) {
      length += piece.length
      if (length <= maxBytes) pieces.push(piece)
    }
    if (length <= maxBytes) {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
    }
  } catch {
    throw new Refusal(400, "The body isn't JSON in UTF-8")
  }
  throw new Refusal(413, `Send at most ${maxBytes} bytes`)
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}
