// Hono on its Node adapter, with the default router and the adapter's default settings.

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { announce, host, port } from './serving.js'
import { openWork } from './work.js'

const work = openWork()
const app = new Hono()

app.get('/plaintext', (context) => context.text('Hello, World!'))
app.get('/json', (context) => context.json({ message: 'Hello, World!' }))
app.get('/users/:user/posts/:post', (context) => context.json(context.req.param()))
app.get('/row', (context) => context.json(work.row()))
app.get('/rows', (context) => context.json(work.rows()))
app.get('/updates', (context) => context.json(work.updates()))
app.get('/table', (context) => context.html(work.table()))

app.get('/s/:slug', (context) => {
  const { req: request } = context
  const slug = request.param('slug')
  const target = work.follow(slug, request.header('referer'), request.header('user-agent'))
  return target === undefined ? context.notFound() : context.redirect(target, 302)
})

app.post('/api/links', async (context) => {
  const { target } = await context.req.json()
  const link = work.create(target)
  if (link === undefined) return context.json({ error: 'Bad target' }, 400)
  return context.json(link, 201, { Location: link.path })
})

serve({ fetch: app.fetch, port, hostname: host }, (info) => announce(info.port, work.slugs))
