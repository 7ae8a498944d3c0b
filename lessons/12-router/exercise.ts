// A router: it knows which function answers which request. The functions here tell only their name
// and what stood in the path, so that one can see who was called.

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

const server = createServer((request, response) => {
  //#region todo Take the path alone: the query belongs to somebody else
  //? The list of books is asked for as /books?sort=title. Which part of that does a route know?
  //> The path ends where the first question mark stands
  //= const path = request.url ?? '/'
  const [path = '/'] = (request.url ?? '/').split('?')
  //#endregion
  const matches = findMatches(path)
  const own = matches.find(({ route }) => route.method === request.method)
  if (own !== undefined) return answer(response, 200, own.route.handler(own.parameters))
  //#region todo Tell "not with this method" from "there is nothing here"
  //? The address exists, and the method does not fit.
  //? Which status says that, and which header says what would fit?
  //> RFC 9110, section 15.5.6; the methods of all matches belong into the
  //> header, with commas between
  if (matches.length > 0) {
    response.setHeader('allow', matches.map(({ route }) => route.method).join(', '))
    return answer(response, 405, { error: 'This address does not know the method' })
  }
  //#endregion
  answer(response, 404, { error: 'There is nothing here' })
})

server.listen(process.env.PORT)

function add(method: string, path: string, handler: Handler): void {
  routes.push({ method, segments: path.split('/').slice(1), handler })
}

type Match = { route: Route; parameters: Parameters }

// All routes that fit the path, whatever their method; the best one first.
function findMatches(path: string): Match[] {
  const segments = path.split('/').slice(1)
  const found: Match[] = []
  for (const route of routes) {
    const parameters = match(route.segments, segments)
    if (parameters !== undefined) found.push({ route, parameters })
  }
  //#region todo Put the best match first: a literal beats a parameter
  //? /books/new fits two routes.
  //? Which one did the author mean, and does the order of the lines above matter?
  //> Write each route as text, with 0 for a literal and 1 for a parameter, and sort by that text
  //= return found
  const rank = ({ route }: Match) =>
    route.segments.map((one) => one.startsWith(':') ? 1 : 0).join('')
  return found.sort((one, other) => rank(one).localeCompare(rank(other)))
  //#endregion
}

// Compares a route with a path, segment by segment. Gives what the parameters stand for.
function match(wanted: string[], segments: string[]): Parameters | undefined {
  //#region todo Compare segment by segment; a parameter takes any segment that is not empty
  //? Does /books fit the path /books/1/reviews? What must be equal before you look at the words?
  //> First compare the lengths. Then walk over both lists together
  //= return segments.join('/').startsWith(wanted.join('/')) ? {} : undefined
  if (wanted.length !== segments.length) return undefined
  const parameters: Parameters = {}
  for (const [index, word] of wanted.entries()) {
    const segment = segments[index] ?? ''
    if (word.startsWith(':') && segment !== '') {
      parameters[word.slice(1)] = decodeURIComponent(segment)
    } else if (word !== segment) {
      return undefined
    }
  }
  return parameters
  //#endregion
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
