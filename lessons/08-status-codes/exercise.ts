// A library. Fourteen things can happen here, and each has its status.
//
//   POST /books         adds a book such as { "title": "Emma", "isbn": "9780141439587" }
//   GET /books/1        shows a book
//   DELETE /books/1     takes it away
//   GET /shelf/1        the old address of /books/1; it has moved for good
//   GET /report         breaks: there is a bug in it
//   GET /search         is being repaired, and will be back in an hour
//
// POST and DELETE need a key. `Authorization: Bearer librarian` may do both; `Bearer reader` is a
// key too, but readers may not change anything.

import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'

type Book = { id: number; title: string; isbn: string }
type Headers = Record<string, string | number>

const books = new Map<number, Book>()
const keys = new Map([['Bearer librarian', 'librarian'], ['Bearer reader', 'reader']])
let lastId = 0

// A refusal: thrown where it is noticed, answered in one place.
class HttpError extends Error {
  status: number
  headers: Headers

  constructor(status: number, message: string, headers: Headers = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

const server = createServer(async (request, response) => {
  try {
    await answer(request, response)
  } catch (error) {
    //#region todo Give all errors one shape, and keep the words of a bug inside
    //? Which errors did you throw on purpose? What may a stranger read of the others?
    //> error instanceof HttpError tells the two apart.
    //> The shape is under "One shape for all errors"
    //= const status = error instanceof HttpError ? error.status : 200
    //= send(response, status, { error: String(error) })
    const isOurs = error instanceof HttpError
    if (!isOurs) console.error(error)
    const status = isOurs ? error.status : 500
    const detail = isOurs ? error.message : 'Something broke on our side'
    const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail }
    const headers = isOurs ? error.headers : {}
    send(response, status, problem, { ...headers, 'content-type': 'application/problem+json' })
    //#endregion
  }
})

server.listen(process.env.PORT)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method } = request
  const [, place, word] = (request.url ?? '').split('/')
  const id = Number(word)

  //#region todo Moved, closed, missing, deleted, a method that does not work: status and header
  //? Moved for good, nothing there, back in an hour, wrong method, gone now:
  //? which number says each of these?
  //> Read the table of the lesson.
  //> Three of the five need a header beside the number, and 204 has no body
  //= if (place === 'shelf') return send(response, 200, { movedTo: `/books/${id}` })
  //= if (place === 'report') return writeReport()
  //= if (place === 'search') throw new HttpError(200, 'The search is back in an hour')
  //= if (place !== 'books') throw new HttpError(200, 'There is nothing at this address')
  //= if (word === undefined && method === 'POST') return addBook(request, response)
  //= if (word === undefined) throw new HttpError(200, `${method} does not work here`)
  //= const book = books.get(id)
  //= if (book === undefined) throw new HttpError(200, `There is no book ${word}`)
  //= if (method === 'GET') return send(response, 200, book)
  //= if (method === 'DELETE') {
  //=   checkKey(request)
  //=   books.delete(id)
  //=   return send(response, 200, { deleted: id })
  //= }
  //= throw new HttpError(200, `${method} does not work here`)
  if (place === 'shelf') return send(response, 308, undefined, { location: `/books/${id}` })
  if (place === 'report') return writeReport()
  if (place === 'search') {
    throw new HttpError(503, 'The search is back in an hour', { 'retry-after': 3600 })
  }
  if (place !== 'books') throw new HttpError(404, 'There is nothing at this address')
  if (word === undefined && method === 'POST') return addBook(request, response)
  if (word === undefined) {
    throw new HttpError(405, `${method} does not work here`, { allow: 'POST' })
  }
  const book = books.get(id)
  if (book === undefined) throw new HttpError(404, `There is no book ${word}`)
  if (method === 'GET') return send(response, 200, book)
  if (method === 'DELETE') {
    checkKey(request)
    books.delete(id)
    return send(response, 204)
  }
  throw new HttpError(405, `${method} does not work here`, { allow: 'GET, DELETE' })
  //#endregion
}

async function addBook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  checkKey(request)
  //#region todo A new book: four ways to refuse it, and what to say when it is there
  //? Whose fault is each of the four: the type, the JSON, the fields, or what is here already?
  //> 415, 400, 422 and 409, each for one. The answer to success has a number and an address
  //= if (!isJson(request)) throw new HttpError(200, 'Send the book as application/json')
  //= const book = parse(await readText(request))
  //= if (book === undefined) throw new HttpError(200, 'This is no JSON')
  //= const { title, isbn } = book
  //= if (!isText(title) || !isText(isbn)) {
  //=   throw new HttpError(200, 'A book has a title and an isbn')
  //= }
  //= if (has(isbn)) throw new HttpError(200, `The book ${isbn} is here already`)
  //= lastId += 1
  //= books.set(lastId, { id: lastId, title, isbn })
  //= send(response, 200, books.get(lastId))
  if (!isJson(request)) throw new HttpError(415, 'Send the book as application/json')
  const book = parse(await readText(request))
  if (book === undefined) throw new HttpError(400, 'This is no JSON')
  const { title, isbn } = book
  if (!isText(title) || !isText(isbn)) throw new HttpError(422, 'A book has a title and an isbn')
  if (has(isbn)) throw new HttpError(409, `The book ${isbn} is here already`)
  lastId += 1
  books.set(lastId, { id: lastId, title, isbn })
  send(response, 201, books.get(lastId), { location: `/books/${lastId}` })
  //#endregion
}

// Only librarians may go on.
function checkKey(request: IncomingMessage): void {
  const role = keys.get(request.headers.authorization ?? '')
  //#region todo Nobody knows who you are; or we know it, and you may not
  //? Would a key help this visitor, or is there one already that is not enough?
  //> 401 asks for a key, and says in WWW-Authenticate what kind of key. 403 is the other one
  //= if (role === undefined) throw new HttpError(200, 'Send a key')
  //= if (role !== 'librarian') throw new HttpError(200, 'Only librarians may do this')
  const challenge = { 'www-authenticate': 'Bearer realm="library"' }
  if (role === undefined) throw new HttpError(401, 'Send a key that we know', challenge)
  if (role !== 'librarian') throw new HttpError(403, 'Only librarians may do this')
  //#endregion
}

// The bug. Its message tells where our files lie, which is nobody's business.
function writeReport(): void {
  throw new Error('Cannot open /srv/library/loans.db')
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function has(isbn: string): boolean {
  return [...books.values()].some((book) => book.isbn === isbn)
}

// Reads the whole body; how to do it with a limit is lesson 10.
async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const piece of request) text += piece
  return text
}

// Reads a text as a JSON object. Undefined when it is not JSON at all.
function parse(text: string): { title?: unknown; isbn?: unknown } | undefined {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return undefined
  }
}

// Answers with a value as JSON, or without a body.
function send(
  response: ServerResponse, status: number, value?: unknown, headers: Headers = {},
): void {
  if (value === undefined) return void response.writeHead(status, headers).end()
  const body = JSON.stringify(value)
  const length = Buffer.byteLength(body)
  const usual = { 'content-type': 'application/json', 'content-length': length }
  response.writeHead(status, { ...usual, ...headers })
  response.end(body)
}
