// Express 5. ETags and X-Powered-By are off: no other contender hashes its bodies, so this is the
// setting that a person who cares for speed would choose, and the fairer one to Express.

import express from 'express'
import { announce, host, port } from './serving.js'
import { openWork } from './work.js'

const work = openWork()
const app = express()
app.disable('etag')
app.disable('x-powered-by')

app.get('/plaintext', (request, response) => {
  response.type('text/plain').send('Hello, World!')
})
app.get('/json', (request, response) => {
  response.json({ message: 'Hello, World!' })
})
app.get('/users/:user/posts/:post', (request, response) => {
  const { user, post } = request.params
  response.json({ user, post })
})
app.get('/row', (request, response) => {
  response.json(work.row())
})
app.get('/rows', (request, response) => {
  response.json(work.rows())
})
app.get('/updates', (request, response) => {
  response.json(work.updates())
})
app.get('/table', (request, response) => {
  response.type('html').send(work.table())
})

app.get('/s/:slug', (request, response) => {
  const { slug } = request.params
  const target = work.follow(slug, request.get('referrer'), request.get('user-agent'))
  if (target === undefined) return response.sendStatus(404)
  response.redirect(302, target)
})

app.post('/api/links', express.json(), (request, response) => {
  const link = work.create(request.body?.target)
  if (link === undefined) return response.status(400).json({ error: 'Bad target' })
  response.status(201).location(link.path).json(link)
})

const server = app.listen(port, host, () => announce(server.address().port, work.slugs))
