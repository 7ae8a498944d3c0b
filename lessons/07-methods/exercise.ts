// Notes in memory. A note is an object such as { "title": "Shopping", "text": "Milk, bread" }.
//
//   /notes        all notes              GET, HEAD, POST, OPTIONS
//   /notes/milk   the note named milk    GET, HEAD, PUT, PATCH, DELETE, OPTIONS

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

type Note = Record<string, unknown>
type Visit = { name: string; request: IncomingMessage; response: ServerResponse }
type Actions = Record<string, (visit: Visit) => void | Promise<void>>

const notes = new Map<string, Note>()
let lastNumber = 0

// What can be done with the list.
const listActions: Actions = {
  GET({ response }) {
    send(response, 200, [...notes].map(([name, note]) => ({ ...note, name })))
  },

  // The server chooses the address, and tells it.
  async POST({ request, response }) {
    const note = await readJson(request)
    lastNumber += 1
    const name = `note-${lastNumber}`
    notes.set(name, note)
    response.setHeader('location', `/notes/${name}`)
    send(response, 201, note)
  },
}

// What can be done with one note.
const noteActions: Actions = {
  GET({ name, response }) {
    const note = notes.get(name)
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    send(response, 200, note)
  },

  // The client has chosen the address: whatever is there, afterwards this note is.
  async PUT({ name, request, response }) {
    //#region todo PUT: afterwards the note that was sent is at this address, and nothing else
    //? PUT comes twice with the same note. How many notes are there afterwards?
    //> Map has a method set: it makes what is not there and replaces what is.
    //> Answer 201 when the note is new, 200 when it was there
    //= send(response, 501, { error: 'PUT is not written yet' })
    const note = await readJson(request)
    const status = notes.has(name) ? 200 : 201
    notes.set(name, note)
    send(response, status, note)
    //#endregion
  },

  // Changes what was sent, and keeps the rest.
  async PATCH({ name, request, response }) {
    //#region todo PATCH: change the fields that were sent, keep the others
    //? The client sends only a new text. What happens to the title?
    //> { ...note, ...changes } is a new object: the note, with the changes laid over it
    //= send(response, 501, { error: 'PATCH is not written yet' })
    const changes = await readJson(request)
    const note = notes.get(name)
    if (note === undefined) return send(response, 404, { error: `There is no note ${name}` })
    const changed = { ...note, ...changes }
    notes.set(name, changed)
    send(response, 200, changed)
    //#endregion
  },

  DELETE({ name, response }) {
    //#region todo DELETE: afterwards nothing is there, however often it comes
    //? The first DELETE worked, but its answer was lost.
    //? The client sends it again. What should it hear?
    //> Answer 204 without a body. For a note that is gone already, 204 and 404 are both right
    //= send(response, 501, { error: 'DELETE is not written yet' })
    const wasThere = notes.delete(name)
    if (!wasThere) return send(response, 404, { error: `There is no note ${name}` })
    response.writeHead(204).end()
    //#endregion
  },
}

const server = createServer(async (request, response) => {
  const [, first, name = ''] = (request.url ?? '').split('/')
  if (first !== 'notes') return send(response, 404, { error: 'There is nothing at this address' })
  const actions = name === '' ? listActions : noteActions

  //#region todo Answer HEAD as GET, OPTIONS with Allow, and an unknown method with 405 and Allow
  //? The address is right and the method is not. What does 404 tell the client, and what does 405?
  //> The keys of actions are the methods that the address knows. HEAD can run the action of GET
  //= const action = actions[request.method ?? '']
  //= if (action === undefined) return send(response, 404, { error: 'Not found' })
  const method = request.method === 'HEAD' ? 'GET' : request.method ?? ''
  response.setHeader('allow', [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', '))
  if (method === 'OPTIONS') return response.writeHead(204).end()
  const action = actions[method]
  if (action === undefined) return send(response, 405, { error: `${method} does not work here` })
  //#endregion

  await action({ name, request, response })
})

server.listen(process.env.PORT)

// Reads the body as JSON. A body that is none ends the program: lesson 10 does better.
async function readJson(request: IncomingMessage): Promise<Note> {
  let text = ''
  request.setEncoding('utf8')
  for await (const piece of request) text += piece
  return JSON.parse(text)
}

// Answers with a value as JSON. Node sends the head alone when the method was HEAD.
function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  const length = Buffer.byteLength(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length })
  response.end(body)
}
