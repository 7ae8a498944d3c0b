// Notes with a priority. They're in a database, so they survive the end of the program.
//
//   POST   /notes      { "text": "Buy milk", "priority": 3 }: stores a note
//   GET    /notes      all notes, the highest priority first; of equals, the oldest first
//   GET    /notes/7    one note
//   DELETE /notes/7    removes it

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

type Draft = { text: string; priority: number }
type Note = Draft & { id: number }

const maxBytes = 1_000_000
const file = process.env.DATABASE ?? 'data.db'

const createTable = `
  create table if not exists notes (
    id integer primary key autoincrement,
    text text not null,
    priority integer not null
  ) strict
`

//#region todo Open the database in `file`, and create the table
//? How often must the program open the file: once, or for each request?
//> Read "A database in one file" and "A table is created once". `createTable` has the statement.
//= let notes: Note[] = []
//= let lastId = 0
const database = new DatabaseSync(file)
database.exec(createTable)
//#endregion

//#region todo Store, list, find and remove notes in the table instead of the array
//? Which statement adds a row, which ones read rows, and which one removes a row?
//? How do you find out which id a new row got, and whether a row was removed?
//> Read "Four statements" and "Run, get and all". For the order of the list, `order by` can name
//> two columns. For TypeScript, a new id may be a bigint: `Number(…)` makes a number of it.
//= function addNote({ text, priority }: Draft): Note {
//=   lastId += 1
//=   const note = { id: lastId, text, priority }
//=   notes.push(note)
//=   return note
//= }
//=
//= function listNotes(): unknown[] {
//=   return notes.toSorted((one, other) => other.priority - one.priority || one.id - other.id)
//= }
//=
//= // The note, or undefined if there's none with this id.
//= function findNote(id: number): unknown {
//=   return notes.find((note) => note.id === id)
//= }
//=
//= // Says whether there was a note to remove.
//= function removeNote(id: number): boolean {
//=   const before = notes.length
//=   notes = notes.filter((note) => note.id !== id)
//=   return notes.length < before
//= }
function addNote({ text, priority }: Draft): Note {
  const insert = database.prepare('insert into notes (text, priority) values (?, ?)')
  const { lastInsertRowid } = insert.run(text, priority)
  return { id: Number(lastInsertRowid), text, priority }
}

function listNotes(): unknown[] {
  return database.prepare('select id, text, priority from notes order by priority desc, id').all()
}

// The note, or undefined if there's none with this id.
function findNote(id: number): unknown {
  return database.prepare('select id, text, priority from notes where id = ?').get(id)
}

// Says whether there was a note to remove.
function removeNote(id: number): boolean {
  return database.prepare('delete from notes where id = ?').run(id).changes > 0
}
//#endregion

const server = createServer((request, response) => {
  respond(request, response).catch((error) => {
    if (error instanceof Refusal) return send(response, error.status, { error: error.message })
    console.error(error)
    send(response, 500, { error: 'Something went wrong on our side' })
  })
})

server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request
  const [path = ''] = url.split('?')
  const isRead = method === 'GET' || method === 'HEAD'
  if (path === '/notes') {
    if (isRead) return send(response, 200, listNotes())
    if (method !== 'POST') return refuseMethod(response, 'GET, HEAD, POST')
    const note = addNote(await readDraft(request))
    response.setHeader('location', `/notes/${note.id}`)
    return send(response, 201, note)
  }
  const [, digits] = /^\/notes\/([1-9]\d{0,14})$/.exec(path) ?? []
  if (digits === undefined) throw new Refusal(404, 'There is nothing here')
  const id = Number(digits)
  if (!isRead && method !== 'DELETE') return refuseMethod(response, 'GET, HEAD, DELETE')
  const found = isRead ? findNote(id) : removeNote(id)
  if (!found) throw new Refusal(404, `There is no note ${id}`)
  if (isRead) return send(response, 200, found)
  response.writeHead(204).end()
}

// What the client did wrong, and the status that says so.
class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

function refuseMethod(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow)
  send(response, 405, { error: `Send one of ${allow}` })
}

// Reads a note from the body, and trusts nothing.
async function readDraft(request: IncomingMessage): Promise<Draft> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') throw new Refusal(415, 'Send JSON')
  const value: unknown = parseJson(await readBytes(request))
  const { text, priority } = { text: undefined, priority: undefined, ...Object(value) }
  if (typeof text !== 'string' || text === '') throw new Refusal(422, 'Send a text')
  const isPriority = Number.isInteger(priority) && priority >= 1 && priority <= 1000
  if (!isPriority) throw new Refusal(422, 'Send a priority: a whole number from 1 to 1000')
  return { text, priority }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal(400, "The body isn't JSON in UTF-8")
  }
}

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    // Too much: the rest is read and dropped, so that the client gets to read the response.
    if (length <= maxBytes) pieces.push(piece)
  }
  if (length > maxBytes) throw new Refusal(413, `Send at most ${maxBytes} bytes`)
  return Buffer.concat(pieces)
}

function send(response: ServerResponse, status: number, value: unknown): void {
  // This comes first: if it throws an error, a 500 can still be sent.
  const text = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(text)
}
