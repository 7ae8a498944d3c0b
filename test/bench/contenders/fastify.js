// Fastify 5, with a response schema for each JSON reply (its compiled serializer is its strength),
// a body schema, synchronous handlers that call reply.send, and without its logger.

import Fastify from 'fastify'
import { announce, host, port } from './serving.js'
import { openWork } from './work.js'

const work = openWork()
const app = Fastify({ logger: false })

const text = { type: 'string' }
const number = { type: 'integer' }
const row = object({ id: number, value: number })
const rows = { type: 'array', items: row }
const link = object({ slug: text, path: text, target: text, createdAt: number, clicks: number })

app.get('/plaintext', (request, reply) => {
  reply.type('text/plain').send('Hello, World!')
})
app.get('/json', answers(object({ message: text })), (request, reply) => {
  reply.send({ message: 'Hello, World!' })
})
const parameters = answers(object({ user: text, post: text }))
app.get('/users/:user/posts/:post', parameters, (request, reply) => {
  const { user, post } = request.params
  reply.send({ user, post })
})
app.get('/row', answers(row), (request, reply) => {
  reply.send(work.row())
})
app.get('/rows', answers(rows), (request, reply) => {
  reply.send(work.rows())
})
app.get('/updates', answers(rows), (request, reply) => {
  reply.send(work.updates())
})
app.get('/table', (request, reply) => {
  reply.type('text/html; charset=utf-8').send(work.table())
})

app.get('/s/:slug', (request, reply) => {
  const { headers, params } = request
  const target = work.follow(params.slug, headers.referer, headers['user-agent'])
  if (target === undefined) return reply.callNotFound()
  reply.redirect(target, 302)
})

const body = { ...object({ target: text }), required: ['target'] }
app.post('/api/links', { schema: { body, response: { 201: link } } }, (request, reply) => {
  const created = work.create(request.body.target)
  if (created === undefined) return reply.code(400).send({ error: 'Bad target' })
  reply.code(201).header('location', created.path).send(created)
})

await app.listen({ port, host })
announce(app.server.address().port, work.slugs)

function object(properties) {
  return { type: 'object', properties }
}

function answers(schema) {
  return { schema: { response: { 200: schema } } }
}
