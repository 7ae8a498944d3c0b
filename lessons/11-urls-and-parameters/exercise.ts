// Takes the URL of a request apart: the path, its segments, and the query.
//
//   GET /notes?tag=home&tag=work&limit=5   → { "tags": ["home", "work"], "limit": 5 }
//   GET /notes/12                          → { "id": 12 }
//   GET /files/report%2F2026.txt           → { "name": "report/2026.txt" }

import { createServer } from 'node:http'

// A mistake of the client; the status says which one.
class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const server = createServer((request, response) => {
  const { status, body } = handle(request.url ?? '/')
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
})

server.listen(Number(process.env.PORT), '127.0.0.1')

function handle(target: string): { status: number; body: object } {
  try {
    return { status: 200, body: find(target) }
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { error: error.message } }
    console.error(error)
    return { status: 500, body: { error: 'Something went wrong on our side' } }
  }
}

function find(target: string): object {
  //#region todo Take the target apart: query (URLSearchParams) and segments, split and decoded
  //? Which question mark begins the query? And what happens to the slash in %2F if you decode
  //? the path before you split it?
  //> Read "Four steps". URLSearchParams also takes a text that begins with the question mark
  //= const url = new URL(target, 'http://localhost')
  //= const query = url.searchParams
  //= const segments = decode(url.pathname).split('/').slice(1)
  const end = target.search(/\?|$/)
  const query = new URLSearchParams(target.slice(end))
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
  //#endregion

  const [first, second, ...more] = segments
  if (more.length > 0) throw new Refusal(404, 'There is nothing at this URL')
  if (first === 'files' && second) return { name: second }
  if (first === 'notes' && second) return { id: readNumber(second, 404) }
  if (first === 'notes' && second === undefined) return readList(query)
  throw new Refusal(404, 'There is nothing at this URL')
}

//#region todo Decode a segment; read all tags, the limit (20 if it is missing), and strict numbers
//? What do get('tag') and getAll('tag') return for ?tag=a&tag=b? What do Number('') and
//? parseInt('12abc') return?
//> A pattern such as /^[1-9]\d*$/ looks at the whole text. A limit that isn't a number is 400
//= function decode(segment: string): string {
//=   return decodeURIComponent(segment)
//= }
//=
//= // The tags and the limit of a list of notes.
//= function readList(query: URLSearchParams): object {
//=   return { tags: [query.get('tag')], limit: Number(query.get('limit')) }
//= }
//=
//= // Reads a whole number from 1 up; refuses anything else with this status.
//= function readNumber(text: string, status: number): number {
//=   return parseInt(text)
//= }
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new Refusal(400, `The path has a malformed escape in ${JSON.stringify(segment)}`)
  }
}

// The tags and the limit of a list of notes.
function readList(query: URLSearchParams): object {
  const limit = query.get('limit')
  return { tags: query.getAll('tag'), limit: limit === null ? 20 : readNumber(limit, 400) }
}

// Reads a whole number from 1 up; refuses anything else with this status.
function readNumber(text: string, status: number): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new Refusal(status, `Can't read ${JSON.stringify(text)} as a whole number from 1 up`)
  }
  return Number(text)
}
//#endregion
