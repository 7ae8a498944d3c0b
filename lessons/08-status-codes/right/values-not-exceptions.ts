// Another style: each situation is a value that's returned, nothing is thrown, and one table has
// all statuses. The members type and detail are left out, which RFC 9457 allows.
import http from 'node:http'

const numbers = {
  moved: 301, malformed: 400, unknown: 401, forbidden: 403, missing: 404, method: 405, taken: 409,
  type: 415, unfit: 422, broken: 500, closed: 503,
}
const shelf: { [id: string]: { title: string, isbn: string } } = {}

http.createServer((request, response) => {
  let body = ''
  request.on('data', (part) => body += part)
  request.on('end', () => {
    let result
    try {
      result = visit(request, body)
    } catch {
      result = no('broken')
    }
    response.statusCode = result.status
    for (const [name, value] of Object.entries(result.headers ?? {})) {
      response.setHeader(name, value)
    }
    response.end(result.body)
  })
}).listen(process.env.PORT)

type Result = { status: number, headers?: Record<string, string>, body?: string }

function visit(request: http.IncomingMessage, body: string): Result {
  const url = new URL(request.url!, 'http://library')
  const id = url.pathname.split('/')[2]
  if (url.pathname === '/report') throw new Error('/srv/library/loans.db')
  if (url.pathname === '/search') return no('closed', { 'Retry-After': '3600' })
  if (url.pathname.startsWith('/shelf/')) {
    return { status: 301, headers: { Location: `../books/${id}` } }
  }
  const role = request.headers.authorization?.split(' ').pop()
  const guard = role === 'librarian' ? undefined
    : role === 'reader' ? no('forbidden') : no('unknown', { 'WWW-Authenticate': 'Bearer' })
  if (url.pathname === '/books') {
    if (request.method !== 'POST') return no('method', { Allow: 'POST' })
    return guard ?? add(request.headers['content-type'] ?? '', body)
  }
  if (!url.pathname.startsWith('/books/') || !(id! in shelf)) return no('missing')
  if (/^(GET|HEAD)$/.test(request.method!)) return { status: 200, body: JSON.stringify(shelf[id!]) }
  if (request.method !== 'DELETE') return no('method', { Allow: 'DELETE,GET,HEAD' })
  if (guard) return guard
  delete shelf[id!]
  return { status: 204 }
}

function add(type: string, body: string): Result {
  if (type.split(';')[0] !== 'application/json') return no('type')
  let book
  try {
    book = JSON.parse(body)
  } catch {
    return no('malformed')
  }
  if (!book?.title || !book.isbn) return no('unfit')
  if (Object.values(shelf).some(({ isbn }) => isbn === book.isbn)) return no('taken')
  const id = crypto.randomUUID()
  shelf[id] = book
  return { status: 201, headers: { Location: `books/${id}` } }
}

function no(why: keyof typeof numbers, headers = {}): Result {
  const status = numbers[why]
  const body = JSON.stringify({ status, title: http.STATUS_CODES[status] })
  return { status, headers: { ...headers, 'Content-Type': 'application/problem+json' }, body }
}
