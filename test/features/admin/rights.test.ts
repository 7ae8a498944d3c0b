// Who may do what: every right of an administrator, asked for from the outside.

import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestApp, type TestReply } from '../../testApp.ts'
import { openBrowser, type Program } from '../../testClients.ts'
import { addAdmin, addKey, addPerson, read } from './people.ts'
import { pick } from '../../pick.ts'

type Row = [method: string, path: string, body?: unknown]

const api: Row[] = [
  ['GET', '/api/admin/users'],
  ['GET', '/api/admin/users/1'],
  ['PATCH', '/api/admin/users/1', { disabled: true }],
  ['DELETE', '/api/admin/users/1/sessions'],
  ['GET', '/api/admin/audit'],
  ['GET', '/api/admin/reports'],
  ['POST', '/api/admin/reports/abc', { decision: 'block' }],
  ['GET', '/api/admin/links'],
  ['POST', '/api/admin/links/abc/block', {}],
  ['POST', '/api/admin/links/abc/unblock'],
  ['GET', '/api/admin/numbers'],
  ['GET', '/api/admin/invitations'],
  ['POST', '/api/admin/invitations', { email: 'guest@example.org' }],
  ['DELETE', '/api/admin/invitations/1'],
]

const pages: Row[] = [
  ['GET', '/admin'],
  ['GET', '/admin/users'],
  ['GET', '/admin/users/1'],
  ['GET', '/admin/users/1/disable'],
  ['POST', '/admin/users/1/disable'],
  ['POST', '/admin/users/1/sessions'],
  ['GET', '/admin/confirm'],
  ['POST', '/admin/confirm'],
  ['GET', '/admin/audit'],
  ['GET', '/admin/reports'],
  ['POST', '/admin/reports/abc'],
  ['GET', '/admin/links'],
  ['GET', '/admin/links/abc/block'],
  ['POST', '/admin/links/abc/block'],
  ['GET', '/admin/invitations'],
  ['POST', '/admin/invitations'],
  ['POST', '/admin/invitations/1/revoke'],
]

async function addLink(program: Program): Promise<void> {
  const link = { target: 'https://example.com/', slug: 'abc' }
  assert.equal((await program.send('POST', '/api/links', link)).status, 201)
}

function verdictOf({ status, headers, text }: TestReply) {
  const code = text.startsWith('{') ? pick(JSON.parse(text), 'code') : undefined
  return { status, code, cache: headers['cache-control'] }
}

test('every route of administration is in the tables above', (t) => {
  const { app } = openTestApp(t)
  const found = app.routes()
    .map(({ method, pattern }) => `${method} ${pattern}`)
    .filter((route) => /\/admin\b/.test(route))
  const tabled = [...api, ...pages].map(([method, path]) => `${method} ${path}`
    .replace(/(users|invitations)\/1/, '$1/:id').replace('/abc', '/:slug')
    .replace(/^(\w+ \/admin\/.*)\/(?:disable|block)$/, '$1/:action'))
  assert.deepEqual(found.sort(), tabled.sort())
})

test('the API lets in only administrators whose key has the scope', async (t) => {
  const site = openTestApp(t)
  const { admin } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const unsigned = { status: 401, code: 'not-signed-in' }
  const forbidden = { status: 403, code: 'forbidden' }
  const lacking = { status: 403, code: 'insufficient-scope' }
  const callers = [
    { who: 'a stranger', send: openBrowser(site).send, expected: unsigned },
    { who: 'a user', send: bob.browser.send, expected: forbidden },
    {
      who: 'a key of a user with the right admin',
      send: (await addKey(site, bob.id, 'admin account links:read')).send,
      expected: forbidden,
    },
    {
      who: 'a key of an administrator without the right admin',
      send: (await addKey(site, admin.id, 'account links:read links:write')).send,
      expected: lacking,
    },
  ]
  for (const { who, send, expected } of callers) {
    for (const [method, path, body] of api) {
      const verdict = verdictOf(await send(method, path, method === 'GET' ? undefined : body))
      assert.deepEqual(verdict, { ...expected, cache: 'no-store' }, `${who}: ${method} ${path}`)
    }
  }
  assert.deepEqual(await read(site, 'select action from audit_events'), [])
})

test('pages send strangers to sign in, and refuse users', async (t) => {
  const site = openTestApp(t)
  await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  for (const [method, path] of pages) {
    const name = `${method} ${path}`
    const ask = (browser: typeof bob.browser) =>
      method === 'GET' ? browser.get(path) : browser.post(path, {})
    const stranger = await ask(openBrowser(site))
    assert.equal(stranger.status, 303, name)
    const next = new URLSearchParams({ next: method === 'GET' ? path : '/account' })
    assert.equal(stranger.headers['location'], `/login?${next}`, name)
    assert.equal(stranger.headers['cache-control'], 'no-store', name)
    const user = await ask(bob.browser)
    assert.equal(user.status, 403, name)
    assert.equal(user.headers['cache-control'], 'no-store', name)
  }
})

test('pages are for browsers: no key opens one', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  for (const [method, path] of pages) {
    assert.equal((await program.send(method, path)).status, 303, path)
  }
})

test('an administrator may, in a browser and by a key with the scope', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  await addLink(program)
  for (const [method, path] of [...api, ...pages]) {
    if (method !== 'GET' || path === '/admin/users/1/disable') continue
    const reply = await admin.browser.get(path)
    assert.equal(reply.status, 200, path)
    assert.match(String(reply.headers['cache-control']), /^no-store\b/, path)
    if (path.startsWith('/api/')) assert.equal((await program.send('GET', path)).status, 200, path)
  }
})

test('other methods are refused, and say which are there', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const rows: [method: string, path: string, allow: string][] = [
    ['POST', '/api/admin/users', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/admin/users/1', 'GET, HEAD, OPTIONS, PATCH'],
    ['DELETE', '/api/admin/users/1', 'GET, HEAD, OPTIONS, PATCH'],
    ['GET', '/api/admin/users/1/sessions', 'DELETE, OPTIONS'],
    ['DELETE', '/api/admin/audit', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/admin/reports/abc', 'OPTIONS, POST'],
    ['POST', '/api/admin/links', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/admin/links/abc/block', 'OPTIONS, POST'],
    ['GET', '/api/admin/links/abc/unblock', 'OPTIONS, POST'],
    ['POST', '/api/admin/numbers', 'GET, HEAD, OPTIONS'],
  ]
  for (const [method, path, allow] of rows) {
    const { status, headers } = await program.send(method, path)
    assert.deepEqual([status, headers['allow']], [405, allow], `${method} ${path}`)
  }
})

test('a form without the token of its session changes nothing', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  await addLink(program)
  const other = await addAdmin(site, 'eve@example.org')
  await other.admin.browser.get('/admin/users/1')
  const foreign = /name="formToken" value="([^"]+)"/.exec(
    (await other.admin.browser.get('/admin/confirm')).text)?.[1] ?? ''
  assert.ok(foreign.length > 20)
  for (const [method, path] of pages) {
    if (method !== 'POST') continue
    for (const fields of [{}, { formToken: 'x.y' }, { formToken: foreign }]) {
      const reply = await admin.browser.post(path, { ...fields, version: '1', password: 'x' })
      assert.equal(reply.status, 403, path)
    }
  }
  assert.deepEqual(await read(site, 'select action from audit_events'), [])
})

test('a form of another site does not get as far as the token', async (t) => {
  const site = openTestApp(t)
  const { admin } = await addAdmin(site)
  const headers = { 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }
  const reply = await admin.browser.post('/admin/users/1/sessions', {}, headers)
  assert.equal(reply.status, 403)
})
