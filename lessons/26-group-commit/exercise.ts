// An election: each voter has one vote, and each vote is two statements in one transaction. On the
// evening of the election, hundreds of votes arrive at once.
//
//   GET  /candidates   200, [{ "name": "Ada", "votes": 3 }, …]
//   POST /votes        201 for { "voter": "Zoë", "candidate": "Ada" }; 409 for a second vote

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const maxBytes = 10_000

// A statement waits up to half a second for another program that is writing.
const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 500 })
database.exec(`
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists candidates (
    name text primary key,
    votes integer not null
  ) strict;
  create table if not exists voters (
    name text primary key,
    candidate text not null references candidates,
    time integer not null
  ) strict;
  insert or ignore into candidates (name, votes) values ('Ada', 0), ('Grace', 0), ('Margaret', 0);
`)

type Statement = readonly [sql: string, ...values: (string | number)[]]
type Write = {
  statements: readonly Statement[]
  resolve(): void
  reject(error: unknown): void
}

// The writes that wait for their transaction.
let waiting: Write[] = []

// Runs all statements of one write, or none. Settles when the result is on disk.
function write(...statements: Statement[]): Promise<void> {
  return new Promise((resolve, reject) => {
    //#region todo Let the writes of one turn of the event loop wait for each other
    //? When should `flush` run, so that all requests of this turn are in the list by then? And what
    //? happens if each of them asks for it?
    //> Read "Gather". Only the first write of a turn has to call setImmediate
    //= waiting.push({ statements, resolve, reject })
    //= flush()
    if (waiting.length === 0) setImmediate(flush)
    waiting.push({ statements, resolve, reject })
    //#endregion
  })
}

//#region todo In flush, run all waiting writes in one transaction, and settle each after the commit
//? If one write fails, what has to happen to its statements, and what to the other writes? And
//? what do you tell them all if begin or commit fails?
//> Read "Isolate", "Settle after the commit" and "When everything fails". `savepoint one` marks a
//> place in a transaction, and `rollback to one` goes back to it
//= function flush(): void {
//=   for (const { statements, resolve, reject } of waiting.splice(0)) {
//=     try {
//=       database.exec('begin immediate')
//=       for (const [sql, ...values] of statements) database.prepare(sql).run(...values)
//=       database.exec('commit')
//=       resolve()
//=     } catch (error) {
//=       if (database.isTransaction) database.exec('rollback')
//=       reject(error)
//=     }
//=   }
//= }
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
//#endregion

async function vote(body: unknown) {
  const { voter, candidate } = { voter: '', candidate: '', ...asObject(body) }
  if (typeof voter !== 'string' || voter === '') throw new Refusal(422, 'voter must be a name')
  if (!listCandidates().some(({ name }) => name === candidate)) {
    throw new Refusal(404, 'There is no such candidate')
  }
  await write(
    ['update candidates set votes = votes + 1 where name = ?', candidate],
    ['insert into voters values (?, ?, ?)', voter, candidate, Date.now()],
  )
  return { status: 201, body: { voter, candidate } }
}

function listCandidates() {
  return database.prepare('select name, votes from candidates order by name').all()
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {}
}

// What gets another status than 500, and why.
class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

// https://sqlite.org/rescode.html: 1555 is a primary key that exists already, 5 is a busy file.
function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
  if (code === 1555) return new Refusal(409, 'This voter has voted already')
  console.error(error)
  if ((code & 255) === 5) return new Refusal(503, 'The database is busy: try again')
  return new Refusal(500, 'Something went wrong on our side')
}

type Handler = (body: unknown) => Promise<{ status: number; body: object }>

const routes = new Map<string, Record<string, Handler>>([
  ['/candidates', { GET: async () => ({ status: 200, body: listCandidates() }) }],
  ['/votes', { POST: vote }],
])

createServer(async (request, response) => {
  try {
    const handlers = routes.get((request.url ?? '').split('?')[0] ?? '')
    if (handlers === undefined) throw new Refusal(404, 'There is nothing here')
    const handler = handlers[request.method === 'HEAD' ? 'GET' : request.method ?? '']
    if (handler === undefined) {
      response.setHeader('allow', Object.keys(handlers).join(', '))
      throw new Refusal(405, 'Not with this method')
    }
    const { status, body } =
      await handler(request.method === 'POST' ? await readJson(request) : undefined)
    send(response, status, body)
  } catch (error) {
    const { status, message } = toRefusal(error)
    send(response, status, { error: message })
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
