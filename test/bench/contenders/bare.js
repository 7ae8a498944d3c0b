// The floor: node:http and nothing else, with one writeHead that knows the length and one end.

import { createServer } from 'node:http'
import { announce, host, port } from './serving.js'
import { openWork } from './work.js'

const work = openWork()

const pages = new Map([
  ['/plaintext', (response) => send(response, 200, 'text/plain', 'Hello, World!')],
  ['/json', (response) => sendJson(response, 200, { message: 'Hello, World!' })],
  ['/row', (response) => sendJson(response, 200, work.row())],
  ['/rows', (response) => sendJson(response, 200, work.rows())],
  ['/updates', (response) => sendJson(response, 200, work.updates())],
  ['/table', (response) => send(response, 200, 'text/html; charset=utf-8', work.table())],
])

const server = createServer((request, response) => {
  const { method, url } = request
  if (method === 'POST' && url === '/api/links') return createLink(request, response)
  if (method !== 'GET') return send(response, 404, 'text/plain', 'Not Found')
  const page = pages.get(url)
  if (page !== undefined) return page(response)
  if (url.startsWith('/s/')) return followLink(request, response, url.slice(3))
  const parameters = matchPost(url)
  if (parameters !== undefined) return sendJson(response, 200, parameters)
  send(response, 404, 'text/plain', 'Not Found')
})

server.listen(port, host, () => announce(server.address().port, work.slugs))

/** Takes `/users/:user/posts/:post` apart by hand, as nothing is faster. */
function matchPost(url) {
  const userEnd = url.indexOf('/', 7)
  if (userEnd <= 7 || !url.startsWith('/users/') || !url.startsWith('/posts/', userEnd)) return
  const post = url.slice(userEnd + 7)
  if (post === '' || post.includes('/')) return
  return { user: decode(url.slice(7, userEnd)), post: decode(post) }
}

function decode(segment) {
  return segment.includes('%') ? decodeURIComponent(segment) : segment
}

function followLink(request, response, slug) {
  const target = work.follow(slug, request.headers.referer, request.headers['user-agent'])
  if (target === undefined) return send(response, 404, 'text/plain', 'Not Found')
  response.writeHead(302, { location: target, 'content-length': 0 })
  response.end()
}

function createLink(request, response) {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const link = work.create(parseTarget(Buffer.concat(chunks).toString()))
    if (link === undefined) return sendJson(response, 400, { error: 'Bad target' })
    sendJson(response, 201, link, link.path)
  })
}

function parseTarget(text) {
  try {
    return JSON.parse(text).target
  } catch {
    return undefined
  }
}

function send(response, status, type, body) {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

function sendJson(response, status, value, location) {
  const body = JSON.stringify(value)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  if (location !== undefined) headers.location = location
  response.writeHead(status, headers)
  response.end(body)
}
