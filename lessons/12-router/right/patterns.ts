// Regular expressions, and a list that is sorted by hand: quite another way.
import { createServer } from 'node:http'

const routes = [
  ['GET', '/books/new', 'new'],
  ['GET', '/books', 'list'],
  ['POST', '/books', 'add'],
  ['GET', '/books/:isbn', 'book'],
  ['DELETE', '/books/:isbn', 'remove'],
  ['GET', '/books/:isbn/reviews/:number', 'review'],
].map(([method = '', path = '', route]) =>
  ({ method, route, pattern: new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }))

createServer((request, response) => {
  const url = request.url ?? '/'
  const end = url.indexOf('?')
  const path = end === -1 ? url : url.slice(0, end)
  const matching = routes.filter(({ pattern }) => pattern.test(path))
  const own = matching.find(({ method }) => method === request.method)
  const json = (status: number, body: object) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  if (own) {
    const groups = Object.entries(own.pattern.exec(path)?.groups ?? {})
    try {
      const values =
        Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]))
      json(200, { ...values, route: own.route, time: Date.now() })
    } catch {
      json(404, { error: 'not a book' })
    }
  } else if (matching.length) {
    response.setHeader('Allow', matching.map(({ method }) => method))
    json(405, {})
  } else json(404, {})
}).listen(process.env.PORT)
