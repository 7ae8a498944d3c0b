// Polka is a router on node's own request and response: replies are written as bare.js writes them.

import { json } from 'body-parser'
import polka from 'polka'
import { announce, host, port } from './serving.js'
import { openWork } from './work.js'

const work = openWork()
const parseBody = json()
const app = polka()

app.get('/plaintext', (request, response) => {
  send(response, 200, 'text/plain', 'Hello, World!')
})
app.get('/json', (request, response) => {
  sendJson(response, 200, { message: 'Hello, World!' })
})
app.get('/users/:user/posts/:post', (request, response) => {
  const { user, post } = request.params
  sendJson(response, 200, { user, post })
})
app.get('/row', (request, response) => {
  sendJson(response, 200, work.row())
})
app.get('/rows', (request, response) => {
  sendJson(response, 200, work.rows())
})
app.get('/updates', (request, response) => {
  sendJson(response, 200, work.updates())
})
app.get('/table', (request, response) => {
  send(response, 200, 'text/html; charset=utf-8', work.table())
})

app.get('/s/:slug', (request, response) => {
  const { headers, params } = request
  const target = work.follow(params.slug, headers.referer, headers['user-agent'])
  if (target === undefined) return send(response, 404, 'text/plain', 'Not Found')
  response.writeHead(302, { location: target, 'content-length': 0 })
  response.end()
})

app.post('/api/links', parseBody, (request, response) => {
  const link = work.create(request.body?.target)
  if (link === undefined) return sendJson(response, 400, { error: 'Bad target' })
  sendJson(response, 201, link, link.path)
})

app.listen(port, host, () => announce(app.server.address().port, work.slugs))

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
