import assert from 'node:assert/strict'
import test from 'node:test'
import { App } from '../../src/http/app.ts'
import { privateReplies } from '../../src/http/privateReplies.ts'
import { text, type ReplyHeaders } from '../../src/http/reply.ts'
import { addUser, openSignedIn } from '../features/users/accounts.ts'
import { openTestApp } from '../testApp.ts'

const cookie = { cookie: 'session=x' }
const bearer = { authorization: 'Bearer x' }
const sets = { 'set-cookie': 'a=b' }

test('no cache keeps a reply to credentials, or one that sets a cookie', async () => {
  type Row = [request: Record<string, string>, reply: ReplyHeaders, control: string | undefined]
  const rows: Row[] = [
    [{}, {}, undefined],
    [{}, { 'cache-control': 'max-age=60' }, 'max-age=60'],
    [cookie, {}, 'no-store'],
    [bearer, {}, 'no-store'],
    [cookie, { 'cache-control': 'private, max-age=60' }, 'no-store'],
    [bearer, { 'cache-control': 'max-age=60' }, 'no-store'],
    [cookie, { 'cache-control': 'publicly' }, 'no-store'],
    [cookie, { 'cache-control': 'public, max-age=60' }, 'public, max-age=60'],
    [cookie, { 'cache-control': 'private, no-store' }, 'private, no-store'],
    [{}, sets, 'no-store'],
    [{}, { ...sets, 'cache-control': 'public, max-age=60' }, 'no-store'],
    [{}, { ...sets, 'cache-control': 'private, no-store' }, 'private, no-store'],
  ]
  const app = new App().use(privateReplies())
  let made: ReplyHeaders = {}
  app.get('/now', () => text('a', 200, { ...made }))
  app.get('/later', async () => text('a', 200, { ...made }))
  for (const [headers, reply, control] of rows) {
    made = reply
    for (const path of ['/now', '/later']) {
      const { headers: got } = await app.request('GET', path, { headers })
      assert.equal(got['cache-control'], control, `${path} ${JSON.stringify([headers, reply])}`)
    }
  }
})

test('no page of a signed-in user is kept, whichever it is', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const routes = site.app.routes().filter(({ method }) => method === 'GET')
  assert.ok(routes.length > 10)
  for (const { pattern } of routes) {
    if (pattern.startsWith('/assets/')) continue
    const path = pattern.replaceAll(/[:*]\w+/g, '1')
    const { status, headers } = await browser.get(path)
    assert.match(String(headers['cache-control']), /no-store|public/, `${path} ${status}`)
  }
})
