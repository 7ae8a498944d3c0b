import assert from 'node:assert/strict'
import test from 'node:test'
import { isRecentSignIn, recentSignInMs } from '../../../src/auth/sessions/session.ts'
import type { Identity } from '../../../src/auth/access/identity.ts'
import { sql } from '../../../src/database/sql.ts'
import { App } from '../../../src/http/app.ts'
import { errorReplies } from '../../../src/http/errorReplies.ts'
import { json } from '../../../src/http/reply.ts'
import {
  addUser, basic, email, openSignedIn, openWithKey, password,
} from '../../features/users/accounts.ts'
import { parseJson, pick } from '../../pick.ts'
import { openTestApp } from '../../testApp.ts'
import { openAuth } from '../openAuth.ts'

type Headers = Record<string, string>

/** Opens an app with one route for each guard. */
function open(t: test.TestContext) {
  const { site, auth } = openAuth(t)
  const { guards } = auth
  const bugs: unknown[] = []
  const app = new App().use(errorReplies({ onBug: (error) => bugs.push(error) }))
  const show = (identity: Identity) => json({
    by: identity.by, id: identity.account.id,
    isRecent: isRecentSignIn(identity.session, site.clock.now),
  })
  app.get('/user', (context) => show(guards.whoIs(context)), [guards.requireUser()])
  app.get('/read', (context) => show(guards.whoIs(context)), [guards.requireScope('links:read')])
  app.get('/admin', (context) => show(guards.whoIs(context)), [guards.requireRole('admin')])
  app.get('/page', (context) => show(guards.whoIs(context)), [guards.requireSession()])
  app.post('/page', (context) => show(guards.whoIs(context)), [guards.requireSession()])
  app.get('/adminpage', (context) => show(guards.whoIs(context)), [guards.requireSession('admin')])
  app.get('/open', (context) => show(guards.whoIs(context)))
  const ask = (path: string, headers: Headers = {}, method = 'GET') =>
    app.request(method, path, { headers })
  return { site, bugs, ask }
}

test('each guard lets those pass that it names, and refuses all others', async (t) => {
  const { site, ask } = open(t)
  const user = await addUser(site)
  const admin = await addUser(site, { email: 'root@example.org', role: 'admin' })
  const bearer = async (who: number, scopes: Parameters<typeof openWithKey>[2]) =>
    ({ authorization: `Bearer ${(await openWithKey(site, who, scopes)).key}` })
  const cookie = async (who: number) =>
    ({ cookie: `session=${(await openSignedIn(site, who)).cookies.get('session')}` })
  const askers: [name: string, headers: Headers][] = [
    ['nobody', {}],
    ['a session', await cookie(user)],
    ['a key to read', await bearer(user, ['links:read'])],
    ['a key without rights', await bearer(user, [])],
    ['a key with a right that its user lacks', await bearer(user, ['admin', 'links:read'])],
    ['Basic', { authorization: basic(email, password) }],
    ['an administrator', await cookie(admin)],
    ['a key of an administrator', await bearer(admin, ['admin'])],
    ['a key of an administrator to read', await bearer(admin, ['links:read'])],
  ]
  const rows: [path: string, statuses: number[]][] = [
    ['/user', [401, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['/read', [401, 200, 200, 403, 200, 200, 200, 403, 200]],
    ['/admin', [401, 403, 403, 403, 403, 403, 200, 200, 403]],
    ['/page', [303, 200, 303, 303, 303, 303, 200, 303, 303]],
    ['/adminpage', [303, 403, 303, 303, 303, 303, 200, 303, 303]],
  ]
  for (const [path, statuses] of rows) {
    for (const [index, [name, headers]] of askers.entries()) {
      const reply = await ask(path, headers)
      assert.equal(reply.status, statuses[index], `${path} by ${name}`)
      const challenge = String(reply.headers['www-authenticate'])
      if (reply.status === 401) assert.equal(challenge, 'Bearer realm="Groundwork"')
    }
  }
})

test('who was refused what is in the log', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const refusals = () => site.logged().filter((line) => pick(line, 'event') === 'access refused')
    .map((line) => ['user', 'method', 'route', 'reason'].map((name) => pick(line, name)))
  const browser = await openSignedIn(site, user)
  await browser.get('/account')
  await site.request('GET', '/api/admin/users')
  assert.deepEqual(refusals(), [], 'a stranger is nobody')
  assert.equal((await browser.get('/admin')).status, 403)
  const program = await openWithKey(site, user, ['links:read'])
  assert.equal((await program.send('PATCH', '/api/admin/users/1', { role: 'admin' })).status, 403)
  assert.deepEqual(refusals(), [
    [user, 'GET', '/admin', 'forbidden'],
    [user, 'PATCH', '/api/admin/users/:id', 'insufficient-scope'],
  ])
})

test('a lack of rights is named in the challenge', async (t) => {
  const { site, ask } = open(t)
  const { key } = await openWithKey(site, await addUser(site), ['account'])
  const reply = await ask('/read', { authorization: `Bearer ${key}` })
  assert.equal(reply.status, 403)
  assert.equal(reply.headers['www-authenticate'],
    'Bearer error="insufficient_scope", scope="links:read"')
})

test('a role that changes acts with the next request', async (t) => {
  const { site, ask } = open(t)
  const user = await addUser(site)
  await addUser(site, { email: 'root@example.org', role: 'admin' })
  const cookie = `session=${(await openSignedIn(site, user)).cookies.get('session')}`
  const { key } = await openWithKey(site, user, ['admin'])
  const statuses = async () => [
    (await ask('/admin', { cookie })).status,
    (await ask('/admin', { authorization: `Bearer ${key}` })).status,
  ]
  assert.deepEqual(await statuses(), [403, 403])
  await site.database.run(sql`update users set role = 'admin' where id = ${user}`)
  assert.deepEqual(await statuses(), [200, 200])
  await site.database.run(sql`update users set role = 'user' where id = ${user}`)
  assert.deepEqual(await statuses(), [403, 403])
})

test('a page sends strangers to sign in and back; a form comes back to the account', async (t) => {
  const { ask } = open(t)
  const rows: [method: string, path: string, location: string][] = [
    ['GET', '/page', '/login?next=%2Fpage'],
    ['GET', '/page?a=1&b=%2F', '/login?next=%2Fpage%3Fa%3D1%26b%3D%252F'],
    ['GET', '/adminpage', '/login?next=%2Fadminpage'],
    ['POST', '/page', '/login?next=%2Faccount'],
  ]
  for (const [method, path, location] of rows) {
    const reply = await ask(path, {}, method)
    assert.deepEqual([reply.status, reply.headers['location']], [303, location])
  }
})

test('a handler without a guard that asks who it is finds out at once', async (t) => {
  const { site, bugs, ask } = open(t)
  const { key } = await openWithKey(site, await addUser(site), ['account'])
  const reply = await ask('/open', { authorization: `Bearer ${key}` })
  assert.equal(reply.status, 500)
  assert.match(String(bugs[0]), /The route \/open has no guard/)
})

test('a sign-in is recent for ten minutes, and only in a session', async (t) => {
  const { site, ask } = open(t)
  const user = await addUser(site)
  const cookie = `session=${(await openSignedIn(site, user)).cookies.get('session')}`
  const isRecent = async (headers: Headers) =>
    pick(parseJson(String((await ask('/user', headers)).body)), 'isRecent')
  assert.equal(await isRecent({ cookie }), true)
  const { key } = await openWithKey(site, user, ['account'])
  assert.equal(await isRecent({ authorization: `Bearer ${key}` }), false)
  site.clock.now += recentSignInMs - 1
  assert.equal(await isRecent({ cookie }), true)
  site.clock.now += 1
  assert.equal(await isRecent({ cookie }), false)
})
