// A library. Fourteen things can happen here, and each has its own status.
//
//   POST /books         adds a book such as { "title": "Emma", "isbn": "9780141439587" }
//   GET /books/1        shows a book
//   DELETE /books/1     deletes it
//   GET /shelf/1        the old URL of /books/1, which has moved permanently
//   GET /report         has a bug
//   GET /search         is closed for an hour
//
// POST and DELETE need a key. `Authorization: Bearer librarian` may add and delete books.
// `Bearer reader` is a valid key too, but it may not change anything.

import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'

type Book = { id: string; title: string; isbn: string }
type Headers = Record<string, string>
type Reply = { status: number; headers?: Headers; body?: unknown }

// An expected error: thrown where the program notices it, and sent in one place.
class HttpError extends Error {
  status: number
  headers: Headers

  constructor(status: number, message: string, headers: Headers = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

//#region todo Give each situation its status, and the header that belongs to it
//? Did it work? If it didn't, who can fix it: the client or the server?
//> Each line is a row of the table "Fourteen situations". Five of them also need a header, and a
//> 204 has no body. For the URL of a book, read "Created, and where".
//= const replies = {
//=   shown: (book: Book): Reply => ({ status: 200, body: book }),
//=   added: (book: Book): Reply => ({ status: 200, body: book }),
//=   deleted: (): Reply => ({ status: 200, body: { deleted: true } }),
//=   moved: (id: string): Reply => ({ status: 200, body: { movedTo: `/books/${id}` } }),
//= }
//=
//= const errors = {
//=   brokenJson: () => new HttpError(200, "The body isn't valid JSON"),
//=   unknownKey: () => new HttpError(200, 'Send a valid key'),
//=   notAllowed: () => new HttpError(200, 'Only librarians may change books'),
//=   notFound: (path: string) => new HttpError(200, `There is nothing at ${path}`),
//=   wrongMethod: (methods: string) => new HttpError(200, `The methods here are ${methods}`),
//=   duplicate: (isbn: string) => new HttpError(200, `The library already has ${isbn}`),
//=   wrongType: () => new HttpError(200, 'Send the book as application/json'),
//=   incomplete: () => new HttpError(200, 'A book needs a title and an isbn'),
//=   closed: () => new HttpError(200, 'The search is closed for an hour'),
//= }
const replies = {
  shown: (book: Book): Reply => ({ status: 200, body: book }),
  added: (book: Book): Reply =>
    ({ status: 201, body: book, headers: { location: `/books/${book.id}` } }),
  deleted: (): Reply => ({ status: 204 }),
  moved: (id: string): Reply => ({ status: 308, headers: { location: `/books/${id}` } }),
}

const errors = {
  brokenJson: () => new HttpError(400, "The body isn't valid JSON"),
  unknownKey: () => new HttpError(401, 'Send a valid key', { 'www-authenticate': 'Bearer' }),
  notAllowed: () => new HttpError(403, 'Only librarians may change books'),
  notFound: (path: string) => new HttpError(404, `There is nothing at ${path}`),
  wrongMethod: (methods: string) =>
    new HttpError(405, `The methods here are ${methods}`, { allow: methods }),
  duplicate: (isbn: string) => new HttpError(409, `The library already has ${isbn}`),
  wrongType: () => new HttpError(415, 'Send the book as application/json'),
  incomplete: () => new HttpError(422, 'A book needs a title and an isbn'),
  closed: () => new HttpError(503, 'The search is closed for an hour', { 'retry-after': '3600' }),
}
//#endregion

// Makes the reply for anything that was thrown: an HttpError, or a bug.
function errorReply(error: unknown): Reply {
  //#region todo Send each error as a problem document, and tell the client nothing about a bug
  //? Which errors did the program throw on purpose? What may a client read about the others?
  //> `error instanceof HttpError` tells the two kinds apart. Read "One format for all errors".
  //= if (error instanceof HttpError) return { status: 200, body: { error: error.message } }
  //= return { status: 200, body: { error: String(error) } }
  const isExpected = error instanceof HttpError
  if (!isExpected) console.error(error)
  const status = isExpected ? error.status : 500
  const detail = isExpected ? error.message : 'Something went wrong on our side'
  const headers = isExpected ? error.headers : {}
  return {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: { type: 'about:blank', title: STATUS_CODES[status], status, detail },
  }
  //#endregion
}

const books = new Map<string, Book>()
const keys = new Map([['Bearer librarian', 'librarian'], ['Bearer reader', 'reader']])
let lastId = 0

const server = createServer(async (request, response) => {
  send(response, await respond(request).catch(errorReply))
})

server.listen(Number(process.env.PORT), '127.0.0.1')

async function respond(request: IncomingMessage): Promise<Reply> {
  const [path = ''] = (request.url ?? '').split('?')
  const [, folder, id = ''] = /^\/(books|shelf)\/([^/]+)$/.exec(path) ?? []
  if (path === '/books') return addBook(request)
  if (folder === 'books') return useBook(request, id)
  if (folder === 'shelf') return replies.moved(id)
  if (path === '/report') return writeReport()
  if (path === '/search') throw errors.closed()
  throw errors.notFound(path)
}

async function addBook(request: IncomingMessage): Promise<Reply> {
  if (request.method !== 'POST') throw errors.wrongMethod('POST')
  checkKey(request)
  if (!isJson(request)) throw errors.wrongType()
  const { title, isbn } = parse(await readText(request))
  if (!isText(title) || !isText(isbn)) throw errors.incomplete()
  if ([...books.values()].some((book) => book.isbn === isbn)) throw errors.duplicate(isbn)
  lastId += 1
  const book = { id: String(lastId), title, isbn }
  books.set(book.id, book)
  return replies.added(book)
}

function useBook(request: IncomingMessage, id: string): Reply {
  const book = books.get(id)
  if (book === undefined) throw errors.notFound(`/books/${id}`)
  if (request.method === 'GET' || request.method === 'HEAD') return replies.shown(book)
  if (request.method !== 'DELETE') throw errors.wrongMethod('GET, HEAD, DELETE')
  checkKey(request)
  books.delete(id)
  return replies.deleted()
}

function checkKey(request: IncomingMessage): void {
  const role = keys.get(request.headers.authorization ?? '')
  if (role === undefined) throw errors.unknownKey()
  if (role !== 'librarian') throw errors.notAllowed()
}

// The bug. Its message says where our files are, and no client may see that.
function writeReport(): Reply {
  throw new Error('Cannot open /srv/library/loans.db')
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

// Reads the whole body. The lesson "Reading a body" does it with a limit.
async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}

function parse(text: string): { title?: unknown; isbn?: unknown } {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    throw errors.brokenJson()
  }
}

// Sends the body as JSON, or no body if there is none.
function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  if (body === undefined) return void response.writeHead(status, headers).end()
  const text = JSON.stringify(body)
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-length', Buffer.byteLength(text))
  response.writeHead(status, headers).end(text)
}
