// An address book. Its database file can be older than the program, so each start brings the file
// up to date, in numbered steps. The file's user_version is the number of its last step.
//
//   GET  /contacts   all contacts, in the order of their ids
//   POST /contacts   adds { "name": …, "email": …, "phone": … }; the phone may be missing

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

// Step 1 is the first one in this list. There are files with 0, 1, 2 and 3 steps.
const steps = [
  `create table contacts (
    id integer primary key,
    name text not null,
    email text not null
  ) strict`,
  `alter table contacts add column phone text not null default ''`,
  //#region todo Add step 3 (addresses in lower case, and unique) and step 4 (created_at)
  //? A file at version 2 has had everything above. What does it still need, and in which order?
  //> Read "Only at the end". A step can have several statements, with a semicolon after each
  `update contacts set email = lower(email);
  create unique index contacts_by_email on contacts (email)`,
  `alter table contacts add column created_at integer`,
  //#endregion
]

// A statement that finds the file locked waits for up to five seconds.
const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5000 })
migrate()

const server = createServer((request, response) => {
  respond(request, response).catch((error) => {
    console.error(error)
    if (!response.headersSent) sendJson(response, 500, { error: 'Something went wrong' })
  })
})
server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

// Brings the file up to date, or throws an error, which ends the program before it listens.
function migrate(): void {
  //#region todo Apply the steps that the file needs, each in a transaction; refuse a newer file
  //? What is in the file when the second statement of a step fails? And which steps does a file
  //? need if another program changes it while yours waits for the lock?
  //> Read "All or nothing", "Look again" and "A newer file". If a statement fails, the exec that
  //> ran it throws an error, and the transaction stays open until you roll it back
  //= for (const step of steps) database.exec(step)
  const found = readVersion()
  if (found > steps.length) {
    throw new Error(`The file is at version ${found}, and this program knows ${steps.length}`)
  }
  for (const [index, step] of steps.entries()) {
    const number = index + 1
    if (number <= found) continue
    database.exec('begin immediate')
    try {
      if (readVersion() < number) database.exec(`${step}; pragma user_version = ${number}`)
      database.exec('commit')
    } catch (error) {
      if (database.isTransaction) database.exec('rollback')
      throw new Error(`Step ${number} failed, and nothing of it is left: ${String(error)}`)
    }
  }
  //#endregion
}

function readVersion(): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'])
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '' } = request
  const [path] = (request.url ?? '').split('?')
  if (path !== '/contacts') return sendJson(response, 404, { error: 'There is no such page' })
  if (method === 'GET' || method === 'HEAD') return sendJson(response, 200, listContacts())
  if (method === 'POST') return addContact(request, response)
  response.setHeader('allow', 'GET, HEAD, POST')
  sendJson(response, 405, { error: `${method} isn't allowed here` })
}

function listContacts(): object[] {
  return database.prepare(`
    select id, name, email, phone, created_at as createdAt from contacts order by id`).all()
}

async function addContact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name, email, phone = '' } = await readFields(request)
  const isText = typeof name === 'string' && typeof email === 'string' && typeof phone === 'string'
  if (!isText || name === '' || !/^[^@\s]+@[^@\s]+$/.test(email)) {
    return sendJson(response, 422, { error: 'Send a name and an email address' })
  }
  const contact = database.prepare(`
    insert into contacts (name, email, phone, created_at) values (?, lower(?), ?, ?)
    on conflict do nothing
    returning id, name, email, phone, created_at as createdAt`)
    .get(name, email, phone, Date.now())
  if (contact === undefined) return sendJson(response, 409, { error: 'The address is taken' })
  sendJson(response, 201, contact)
}

// The fields of a JSON object. A body that isn't one has no fields.
async function readFields(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) {
    if (text.length < 10_000) text += piece
  }
  try {
    return { ...JSON.parse(text) }
  } catch {
    return {}
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
