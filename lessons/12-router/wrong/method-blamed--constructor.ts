// A tree of objects: a segment such as "constructor" is found in each of them.
import { createServer } from 'node:http'
type Node = { literals: Record<string, Node>; parameter?: { name: string; node: Node }; routes: Record<string, string> }
const make = (): Node => ({ literals: {}, routes: {} })
const root = make()
function add(method: string, path: string, route: string): void {
  let node = root
  for (const word of path.split('/').slice(1)) {
    if (word.startsWith(':')) node = (node.parameter ??= { name: word.slice(1), node: make() }).node
    else node = (node.literals[word] ??= make())
  }
  node.routes[method] = route
}
for (const [m, p, r] of [['GET', '/books', 'list'], ['POST', '/books', 'add'], ['GET', '/books/:isbn', 'book'], ['GET', '/books/new', 'new'],
  ['DELETE', '/books/:isbn', 'remove'], ['GET', '/books/:isbn/reviews/:number', 'review']] as const) add(m, p, r)
type Found = { routes: Record<string, string>; params: Record<string, string> }
function find(node: Node, rest: string[], params: Record<string, string>): Found[] {
  const [segment, ...more] = rest
  if (segment === undefined) return [{ routes: node.routes ?? {}, params }]
  const found: Found[] = []
  const literal = node.literals?.[segment]
  if (literal) found.push(...find(literal, more, params))
  if (node.parameter && segment) found.push(...find(node.parameter.node, more, { ...params, [node.parameter.name]: segment }))
  return found
}
createServer((request, response) => {
  const send = (status: number, value: object, headers = {}) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  let segments: string[]
  try { segments = (request.url ?? '').split('?')[0]!.split('/').slice(1).map(decodeURIComponent) } catch { return send(400, {}) }
  const found = find(root, segments, {})
  for (const { routes, params } of found) {
    const route = routes[request.method === 'HEAD' ? 'GET' : request.method ?? '']
    if (route !== undefined) return send(200, { route, ...params })
  }
  const allow = found.flatMap(({ routes }) => Object.keys(routes))
  if (found.length > 0) return send(405, {}, { allow: allow.join(', ') })
  send(404, {})
}).listen(Number(process.env.PORT), '127.0.0.1')
