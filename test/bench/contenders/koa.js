// Koa with its router; the body parser hangs on the one route that has a body.

import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import Koa from 'koa'
import { announce, host, port } from './serving.js'
import { openWork } from './work.js'

const work = openWork()
const app = new Koa()
const router = new Router()

router.get('/plaintext', (context) => {
  context.body = 'Hello, World!'
})
router.get('/json', (context) => {
  context.body = { message: 'Hello, World!' }
})
router.get('/users/:user/posts/:post', (context) => {
  const { user, post } = context.params
  context.body = { user, post }
})
router.get('/row', (context) => {
  context.body = work.row()
})
router.get('/rows', (context) => {
  context.body = work.rows()
})
router.get('/updates', (context) => {
  context.body = work.updates()
})
router.get('/table', (context) => {
  context.type = 'html'
  context.body = work.table()
})

router.get('/s/:slug', (context) => {
  const { slug } = context.params
  const target = work.follow(slug, context.get('referrer'), context.get('user-agent'))
  if (target === undefined) return
  context.redirect(target)
})

router.post('/api/links', bodyParser(), (context) => {
  const link = work.create(context.request.body.target)
  if (link === undefined) context.throw(400, 'Bad target')
  context.status = 201
  context.set('Location', link.path)
  context.body = link
})

app.use(router.routes())
const server = app.listen(port, host, () => announce(server.address().port, work.slugs))
