// Tickets: what has to be done, and by whom. The handlers get them from a store. STORE says which
// one: `memory` forgets everything at the end, and `sqlite`, the default, uses the database file.
//
//   POST  /people        adds { "fullName": … }
//   POST  /tickets       adds { "title": …, "assigneeId": … or null }
//   GET   /tickets       the newest first; ?words=… finds titles, ?short=1 abbreviates
//   GET   /tickets/:id   one ticket; ?short=1 abbreviates
//   PATCH /tickets/:id   { "isDone": true or false }

import { createServer, type IncomingMessage } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

type Person = { id: number; fullName: string }
type Ticket = {
  id: number; title: string; isDone: boolean; createdAt: number; assignee: Person | null
}
type NewTicket = { title: string; assigneeId: number | null; createdAt: number }

// All that the handlers may ask for. What they get is theirs: they may change it.
type Store = {
  addPerson(fullName: string): Person
  /** Undefined if there's no such assignee. */
  addTicket(ticket: NewTicket): Ticket | undefined
  findTicket(id: number): Ticket | undefined
  /** The tickets with these words in their titles, letter for letter; the newest first. */
  listTickets(words: string): Ticket[]
  /** Undefined if there's no such ticket. */
  setDone(id: number, isDone: boolean): Ticket | undefined
}

const schema = `
  create table if not exists people (
    id integer primary key,
    full_name text not null
  ) strict;
  create table if not exists tickets (
    id integer primary key,
    title text not null,
    is_done integer not null default 0,
    created_at integer not null,
    assignee_id integer references people (id)
  ) strict`

function memoryStore(): Store {
  const people: Person[] = []
  const tickets: Ticket[] = []
  //#region todo Write the store in memory, which behaves like the one in SQLite
  //? A handler changes a ticket that it got from you. What does the next request find?
  //> Read "Copies" and "The same behaviour". structuredClone makes a copy, also of undefined
  //= throw new Error(`Not written yet: ${people.length + tickets.length}`)
  const find = (id: number) => tickets.find((ticket) => ticket.id === id)
  return {
    addPerson(fullName) {
      const person = { id: people.length + 1, fullName }
      people.push(person)
      return { ...person }
    },
    addTicket({ title, assigneeId, createdAt }) {
      const assignee = people.find(({ id }) => id === assigneeId) ?? null
      if (assigneeId !== null && assignee === null) return undefined
      const ticket = { id: tickets.length + 1, title, isDone: false, createdAt, assignee }
      tickets.unshift(ticket)
      return structuredClone(ticket)
    },
    findTicket: (id) => structuredClone(find(id)),
    listTickets: (words) => structuredClone(tickets
      .filter(({ title }) => title.includes(words))
      .sort((one, other) => other.createdAt - one.createdAt)),
    setDone(id, isDone) {
      const ticket = find(id)
      if (ticket !== undefined) ticket.isDone = isDone
      return structuredClone(ticket)
    },
  }
  //#endregion
}

function sqliteStore(): Store {
  const database = new DatabaseSync(process.env.DATABASE ?? 'data.db', { timeout: 5000 })
  database.exec(schema)
  //#region todo Replace the mapper with SQL: one statement for each function of the store
  //? How many statements run for a list of 20 tickets? Which columns do they name?
  //> Read "Name the columns" and "One statement". A left join keeps tickets without an assignee,
  //> and instr(title, ?) > 0 finds text letter for letter
  //= // A small object-relational mapper: a class for any table.
  //= class Table {
  //=   name: string
  //=   constructor(name: string) {
  //=     this.name = name
  //=   }
  //=   find(id: unknown): any {
  //=     return database.prepare(`select * from ${this.name} where id = ?`).get(Number(id))
  //=   }
  //=   where(column: string, pattern: string): any[] {
  //=     return database.prepare(`select * from ${this.name} where ${column} like ?`).all(pattern)
  //=   }
  //=   insert(row: Record<string, string | number | null>): any {
  //=     const values = Object.values(row)
  //=     return database.prepare(`
  //=       insert into ${this.name} (${Object.keys(row).join(', ')})
  //=       values (${values.map(() => '?').join(', ')}) returning *`).get(...values)
  //=   }
  //=   set(id: number, column: string, value: number): any {
  //=     return database.prepare(`
  //=       update ${this.name} set ${column} = ? where id = ? returning *`).get(value, id)
  //=   }
  //= }
  //= const people = new Table('people')
  //= const tickets = new Table('tickets')
  //= // The assignee is loaded when somebody reads it, for example JSON.stringify.
  //= const toTicket = (row: any): any => row && {
  //=   ...row,
  //=   get assignee() {
  //=     return people.find(row.assignee_id)
  //=   },
  //= }
  //= return {
  //=   addPerson: (fullName) => people.insert({ full_name: fullName }),
  //=   addTicket: ({ title, assigneeId, createdAt }) =>
  //=     toTicket(tickets.insert({ title, assignee_id: assigneeId, created_at: createdAt })),
  //=   findTicket: (id) => toTicket(tickets.find(id)),
  //=   listTickets: (words) => tickets.where('title', `%${words}%`).map(toTicket),
  //=   setDone: (id, isDone) => toTicket(tickets.set(id, 'is_done', Number(isDone))),
  //= }
  const select = `
    select tickets.id, title, is_done, created_at, assignee_id, full_name
    from tickets left join people on people.id = assignee_id`
  const findById = database.prepare(`${select} where tickets.id = ?`)
  const findByWords = database.prepare(`
    ${select} where instr(title, ?) > 0 order by created_at desc, tickets.id desc`)
  const findPerson = database.prepare('select id from people where id = ?')
  const insertPerson = database.prepare('insert into people (full_name) values (?) returning id')
  const insertTicket = database.prepare(`
    insert into tickets (title, assignee_id, created_at) values (?, ?, ?) returning id`)
  const updateDone = database.prepare('update tickets set is_done = ? where id = ?')
  const toTicket = (row: Record<string, unknown>): Ticket => ({
    id: Number(row['id']),
    title: String(row['title']),
    isDone: row['is_done'] === 1,
    createdAt: Number(row['created_at']),
    assignee: row['assignee_id'] === null ? null
      : { id: Number(row['assignee_id']), fullName: String(row['full_name']) },
  })
  const findTicket = (id: number) => {
    const row = findById.get(id)
    return row && toTicket(row)
  }
  return {
    findTicket,
    addPerson: (fullName) => ({ id: Number(insertPerson.get(fullName)?.['id']), fullName }),
    addTicket({ title, assigneeId, createdAt }) {
      if (assigneeId !== null && findPerson.get(assigneeId) === undefined) return undefined
      return findTicket(Number(insertTicket.get(title, assigneeId, createdAt)?.['id']))
    },
    listTickets: (words) => findByWords.all(words).map(toTicket),
    setDone(id, isDone) {
      updateDone.run(Number(isDone), id)
      return findTicket(id)
    },
  }
  //#endregion
}

const store = process.env.STORE === 'memory' ? memoryStore() : sqliteStore()

type Reply = { status: number; body?: object; allow?: string }

const server = createServer(async (request, response) => {
  try {
    const { status, body, allow } = await respond(request)
    const text = body && JSON.stringify(body)
    if (allow !== undefined) response.setHeader('allow', allow)
    if (text !== undefined) response.setHeader('content-type', 'application/json')
    response.writeHead(status).end(text)
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
})
server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

async function respond(request: IncomingMessage): Promise<Reply> {
  const [path = '', query] = (request.url ?? '').split('?')
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const [, id] = /^\/tickets\/(\d{1,15})$/.exec(path) ?? []
  if (path === '/people' && method === 'POST') return addPerson(await readFields(request))
  if (path === '/tickets' && method === 'POST') return addTicket(await readFields(request))
  if (path === '/tickets' && method === 'GET') return listTickets(new URLSearchParams(query))
  if (id && method === 'GET') return showTicket(Number(id), new URLSearchParams(query))
  if (id && method === 'PATCH') return changeTicket(Number(id), await readFields(request))
  if (path === '/people') return { status: 405, allow: 'POST' }
  if (path === '/tickets') return { status: 405, allow: 'GET, HEAD, POST' }
  return id ? { status: 405, allow: 'GET, HEAD, PATCH' } : { status: 404 }
}

function addPerson({ fullName }: Record<string, unknown>): Reply {
  if (typeof fullName !== 'string' || fullName === '') return invalid('Send a fullName')
  return { status: 201, body: store.addPerson(fullName) }
}

function addTicket({ title, assigneeId = null }: Record<string, unknown>): Reply {
  if (typeof title !== 'string' || title === '') return invalid('Send a title')
  const isId = typeof assigneeId === 'number' && Number.isSafeInteger(assigneeId)
  if (!isId && assigneeId !== null) return invalid('Send the id of a person, or null')
  const ticket = store.addTicket({ title, assigneeId, createdAt: Date.now() })
  return ticket ? { status: 201, body: ticket } : invalid("There's no such person")
}

function listTickets(query: URLSearchParams): Reply {
  const tickets = store.listTickets(query.get('words') ?? '')
  if (query.has('short')) tickets.forEach(abbreviate)
  return { status: 200, body: tickets }
}

function showTicket(id: number, query: URLSearchParams): Reply {
  const ticket = store.findTicket(id)
  if (ticket && query.has('short')) abbreviate(ticket)
  return ticketOr404(ticket)
}

function abbreviate(ticket: Ticket): void {
  ticket.title = ticket.title.slice(0, 10)
  if (ticket.assignee) ticket.assignee.fullName = ticket.assignee.fullName.slice(0, 1)
}

function changeTicket(id: number, { isDone }: Record<string, unknown>): Reply {
  if (typeof isDone !== 'boolean') return invalid('Send isDone, true or false')
  return ticketOr404(store.setDone(id, isDone))
}

function ticketOr404(ticket: Ticket | undefined): Reply {
  return ticket ? { status: 200, body: ticket } : { status: 404 }
}

function invalid(error: string): Reply {
  return { status: 422, body: { error } }
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
