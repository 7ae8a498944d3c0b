// Takes the address of a request apart: the path, the segments of it, the query.
//
//   GET /notes?tag=home&tag=work&limit=5   → { "tags": ["home", "work"], "limit": 5 }
//   GET /notes/12                          → { "id": 12 }
//   GET /files/report%2F2026.txt           → { "name": "report/2026.txt" }

import { createServer } from 'node:http'

// What the client did wrong; the status says what.
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

server.listen(process.env.PORT)

function handle(target: string): { status: number; body: object } {
  try {
    return { status: 200, body: find(target) }
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { error: error.message } }
    return { status: 500, body: { error: 'Something went wrong on our side' } }
  }
}

function find(target: string): object {
  //#region todo Take the path and the query apart
  //? How many question marks may a URL have, and which of them begins the query?
  //> Only the first one counts: indexOf. URLSearchParams reads the query
  //= const url = new URL(target, 'http://localhost')
  //= const path = url.pathname
  //= const query = url.searchParams
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1))
  //#endregion

  //#region todo Split the path, and decode each segment
  //? In %2F the slash is data. What happens to it when you decode before you split?
  //> Split first. decodeURIComponent throws for %zz: the client's mistake, so 400
  //= const segments = decodeURIComponent(path).split('/').slice(1)
  const segments = path.split('/').slice(1).map(decode)
  //#endregion

  const [first, second, ...more] = segments
  if (more.length > 0) throw new Refusal(404, 'There is nothing at this address')
  if (first === 'files' && second) return { name: second }
  if (first === 'notes' && second) return { id: readNumber(second, 404) }
  if (first === 'notes' && second === undefined) {
    //#region todo Read every tag, and the limit; without a limit it is 20
    //? What does get give when a name stands twice in the query?
    //> getAll gives all of them
    //= return { tags: [query.get('tag')], limit: Number(query.get('limit')) }
    const limit = query.get('limit')
    return { tags: query.getAll('tag'), limit: limit === null ? 20 : readNumber(limit, 400) }
    //#endregion
  }
  throw new Refusal(404, 'There is nothing at this address')
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new Refusal(400, 'The path has a % that is followed by no number')
  }
}

// Reads a whole number from 1 on; anything else is refused.
function readNumber(text: string, status: number): number {
  //#region todo Accept digits and nothing else
  //? What do parseInt('12abc') and Number('') give?
  //> A pattern such as /^[1-9]\d*$/ sees the whole text
  //= return parseInt(text)
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal(status, `${text} is no number`)
  return Number(text)
  //#endregion
}
