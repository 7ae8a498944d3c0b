// A router: it finds the function that handles a request. The functions here only return their own
// name and the values from the path, so that you see which one was called.

import { createServer, type ServerResponse } from 'node:http'

type Parameters = Record<string, string>
type Handler = (parameters: Parameters) => object
type Route = { method: string; segments: string[]; handler: Handler }

const routes: Route[] = []

add('GET', '/books', () => ({ route: 'list' }))
add('POST', '/books', () => ({ route: 'add' }))
add('GET', '/books/:isbn', ({ isbn }) => ({ route: 'book', isbn }))
add('GET', '/books/new', () => ({ route: 'new' }))
add('DELETE', '/books/:isbn', ({ isbn }) => ({ route: 'remove', isbn }))
add('GET', '/books/:isbn/reviews/:number', ({ isbn, number }) =>
  ({ route: 'review', isbn, number }))
add('GET', '/authors/popular', () => ({ route: 'popular' }))
add('GET', '/authors/:name', ({ name }) => ({ route: 'author', name }))

const server = createServer((request, response) => {
  const [path = '/'] = (request.url ?? '/').split('?')
  const segments = readSegments(path)
  if (segments === undefined) return answer(response, 400, { error: 'The path is malformed' })
  const matches = findMatches(segments)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const own = matches.find(({ route }) => route.method === method)
  if (own !== undefined) return answer(response, 200, own.route.handler(own.parameters))
  //#region todo Respond with 405 and Allow if the path exists, but not with this method
  //? The path has a match, but none with this method. Which status says that, and which header says
  //? what would work?
  //> Read "404 or 405". The methods of all matches belong in the header, separated by commas
  if (matches.length > 0) {
    const methods = new Set(matches.map(({ route }) => route.method))
    response.setHeader('allow', [...methods].join(', '))
    return answer(response, 405, { error: `${request.method} doesn't work here` })
  }
  //#endregion
  answer(response, 404, { error: 'There is nothing here' })
})

server.listen(Number(process.env.PORT), '127.0.0.1')

function add(method: string, path: string, handler: Handler): void {
  routes.push({ method, segments: path.split('/').slice(1), handler })
}

// The decoded segments of a path; undefined for a malformed escape such as %zz.
function readSegments(path: string): string[] | undefined {
  try {
    return path.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return undefined
  }
}

type Match = { route: Route; parameters: Parameters }

// All routes that match the path, whatever their method; the most specific one first.
function findMatches(segments: string[]): Match[] {
  const found: Match[] = []
  for (const route of routes) {
    const parameters = match(route.segments, segments)
    if (parameters !== undefined) found.push({ route, parameters })
  }
  return found.sort((one, other) => compare(one.route, other.route))
}

//#region todo Match a route with a path, and let a literal beat a parameter
//? Does /books match the path /books/1/reviews? And which of two routes that match /books/new is
//? more specific, whatever their order in the list?
//> Read "Four rules". For `compare`, look for the first segment in which the routes differ: is it a
//> literal in one of them and a parameter in the other? A negative number puts `one` first
//= // The values of the parameters, or undefined if the route doesn't match.
//= function match(wanted: string[], segments: string[]): Parameters | undefined {
//=   return segments.join('/').startsWith(wanted.join('/')) ? {} : undefined
//= }
//=
//= // Negative if the first route is more specific, positive if the second is.
//= function compare(one: Route, other: Route): number {
//=   return 0
//= }
// The values of the parameters, or undefined if the route doesn't match.
function match(wanted: string[], segments: string[]): Parameters | undefined {
  if (wanted.length !== segments.length) return undefined
  const parameters: Parameters = {}
  for (const [index, word] of wanted.entries()) {
    const segment = segments[index] ?? ''
    if (word.startsWith(':') && segment !== '') {
      parameters[word.slice(1)] = segment
    } else if (word !== segment) {
      return undefined
    }
  }
  return parameters
}

// Negative if the first route is more specific, positive if the second is.
function compare(one: Route, other: Route): number {
  for (const [index, word] of one.segments.entries()) {
    const difference = rank(word) - rank(other.segments[index])
    if (difference !== 0) return difference
  }
  return 0
}

function rank(word = ''): number {
  return word.startsWith(':') ? 1 : 0
}
//#endregion

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
