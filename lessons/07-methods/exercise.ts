// Notes in memory. Any JSON object is a note: { "title": "Shopping", "text": "Milk, bread" }.
//
//   /notes        all notes              GET, HEAD, POST, OPTIONS
//   /notes/milk   the note named milk    GET, HEAD, PUT, PATCH, DELETE, OPTIONS

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

type Note = Record<string, unknown>
type Visit = { name: string; request: IncomingMessage; response: ServerResponse }
type Actions = Record<string, (visit: Visit) => void | Promise<void>>

const notes = new Map<string, Note>()
let lastNumber = 0

// What the list supports.
const listActions: Actions = {
  GET({ response }) {
    send(response, 200, [...notes].map(([name, note]) => ({ ...note, name })))
  },

  // The server chooses the name, and Location says where the note is.
  async POST({ request, response }) {
    const note = await readJson(request)
    do lastNumber += 1
    while (notes.has(`note-${lastNumber}`))
    const name = `note-${lastNumber}`
    notes.set(name, note)
    response.setHeader('location', `/notes/${name}`)
    send(response, 201, note)
  },
}

// What a note supports.
const noteActions: Actions = {
  GET({ name, response }) {
    const note = notes.get(name)
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    send(response, 200, note)
  },

  //#region todo PUT stores the whole note, PATCH changes some fields, DELETE deletes it
  //? After each of the three, what is at the URL? And what if the same request comes again?
  //> notes.has, notes.set and notes.delete do the work, and { ...note, ...changes } is a note with
  //> changes. A PUT that makes a note is 201. A PATCH of a missing note is 404
  //= async PUT({ name, request, response }) {
  //=   send(response, 501, { error: 'PUT is not written yet' })
  //= },
  //=
  //= async PATCH({ name, request, response }) {
  //=   send(response, 501, { error: 'PATCH is not written yet' })
  //= },
  //=
  //= DELETE({ name, response }) {
  //=   send(response, 501, { error: 'DELETE is not written yet' })
  //= },
  async PUT({ name, request, response }) {
    const note = await readJson(request)
    const status = notes.has(name) ? 200 : 201
    notes.set(name, note)
    send(response, status, note)
  },

  async PATCH({ name, request, response }) {
    const changes = await readJson(request)
    const note = notes.get(name)
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    const changed = { ...note, ...changes }
    notes.set(name, changed)
    send(response, 200, changed)
  },

  DELETE({ name, response }) {
    const wasThere = notes.delete(name)
    if (!wasThere) return send(response, 404, { error: `There is no note ${name}` })
    response.writeHead(204).end()
  },
  //#endregion
}

const server = createServer(async (request, response) => {
  const [, first, name = '', ...rest] = (request.url ?? '').split('/')
  const isKnown = first === 'notes' && rest.length === 0
  if (!isKnown) return send(response, 404, { error: 'There is nothing at this path' })
  const actions = name === '' ? listActions : noteActions

  //#region todo HEAD is like GET, OPTIONS is 204 with Allow, other methods are 405 with Allow
  //? The path is right and the method isn't. What does 404 tell the client, and what does 405?
  //> The keys of actions are the methods that the URL supports. HEAD can use the action of GET
  //= const action = actions[request.method ?? '']
  //= if (action === undefined) return send(response, 404, { error: 'Not found' })
  const method = request.method === 'HEAD' ? 'GET' : request.method ?? ''
  response.setHeader('allow', [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', '))
  if (method === 'OPTIONS') return response.writeHead(204).end()
  const action = actions[method]
  if (action === undefined) return send(response, 405, { error: `${method} does not work here` })
  //#endregion

  try {
    await action({ name, request, response })
  } catch (error) {
    if (!(error instanceof BadBody)) throw error
    send(response, 400, { error: error.message })
  }
})

server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')

class BadBody extends Error {}

// Reads the body as a JSON object; Object() makes one of any other value. Lesson 10 is about
// everything that can go wrong here.
async function readJson(request: IncomingMessage): Promise<Note> {
  try {
    let text = ''
    for await (const piece of request.setEncoding('utf8')) text += piece
    return Object(JSON.parse(text))
  } catch {
    throw new BadBody('The body is not JSON')
  }
}

// Sends a value as JSON. In a response to HEAD, Node leaves the body out.
function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  const length = Buffer.byteLength(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length })
  response.end(body)
}
