// The server while it's shared: this machine and strangers each get what fits their address.

import assert from 'node:assert/strict'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { RequestInit } from '../src/http/request.ts'
import { incomingRequest } from '../src/http/request.ts'
import { removeShare, writeShare } from '../src/services/shareFile.ts'
import { Sharing } from '../src/sharing.ts'
import { addAdmin, addSession } from './features/admin/people.ts'
import { pick, pickEach } from './pick.ts'
import { openTestApp, personAgent, readReply, type TestApp } from './testApp.ts'
import { temporaryFolder } from './temporaryFolder.ts'
import { openBrowser, openProgram } from './testClients.ts'

const origin = 'https://demo.ngrok-free.app'
const tunnelHost = 'demo.ngrok-free.app'
const stranger = '203.0.113.9'
const share = { origin, trustedHops: 1, process: process.pid }

type Shared = {
  folder: string
  sharing: Sharing
  /** The server as this machine sees it. */
  local: TestApp
  /** The server as a stranger at this address sees it, through the tunnel. */
  through(address?: string, publicOrigin?: string): TestApp
}

async function openShared(t: TestContext): Promise<Shared> {
  const folder = temporaryFolder(t)
  const site = openTestApp(t, { outboxFolder: folder })
  const sharing = new Sharing({ app: site.app, options: site.options, folder })
  t.after(() => sharing.close())
  await writeShare(folder, share)
  await sharing.look()
  const ask = async (method: string, path: string, init: RequestInit) => {
    const headers = { 'user-agent': personAgent, ...init.headers }
    return readReply(await sharing.handle(incomingRequest(method, path, { ...init, headers })))
  }
  const local: TestApp = {
    ...site,
    request: (method, path, init = {}) =>
      ask(method, path, { ...init, headers: { host: 'localhost:3000', ...init.headers } }),
  }
  return {
    folder, sharing, local,
    through: (address = stranger, publicOrigin = origin) => ({
      ...site,
      publicOrigin,
      request: (method, path, init = {}) =>
        ask(method, path, { ...init, headers: forwarded(init.headers, address) }),
    }),
  }
}

/** What ngrok's agent makes of a request: it appends, and passes on the client's own host. */
function forwarded(headers: RequestInit['headers'] = {}, address: string) {
  const append = (name: string, value: string) =>
    [headers[name], value].filter((part) => part !== undefined).join(', ')
  return {
    host: tunnelHost,
    ...headers,
    'x-forwarded-for': append('x-forwarded-for', address),
    'x-forwarded-proto': append('x-forwarded-proto', 'https'),
    'x-forwarded-host': headers['x-forwarded-host'] ?? headers['host'] ?? tunnelHost,
  }
}

const link = { target: 'https://example.com/' }

test('a short link begins with the address that its maker sees', async (t) => {
  const { local, through } = await openShared(t)
  const made = await openProgram(local).send('POST', '/api/links', link)
  assert.match(String(pick(made.json(), 'shortUrl')), /^http:\/\/localhost:3000\/\w+$/)
  const shared = await openProgram(through()).send('POST', '/api/links', link)
  assert.match(String(pick(shared.json(), 'shortUrl')), /^https:\/\/demo\.ngrok-free\.app\/\w+$/)
})

test('both addresses lead to the same links', async (t) => {
  const { local, through } = await openShared(t)
  await openProgram(local).send('POST', '/api/links', { ...link, slug: 'demo' })
  for (const site of [local, through()]) {
    const { status, headers } = await site.request('GET', '/demo')
    assert.deepEqual([status, headers['location']], [302, link.target])
  }
})

test('each address has cookies of its own, and its own protection', async (t) => {
  const { local, through } = await openShared(t)
  const rows: [site: TestApp, cookie: RegExp, hasTransportPolicy: boolean][] = [
    [local, /^links=(?!.*Secure)/, false],
    [through(), /^__Host-links=(?=.*; Secure)/, true],
  ]
  for (const [site, cookie, hasTransportPolicy] of rows) {
    const browser = openBrowser(site)
    const home = await browser.get('/')
    assert.equal('strict-transport-security' in home.headers, hasTransportPolicy)
    const { status, headers } = await browser.submit('/links', link)
    assert.equal(status, 303)
    assert.match(String(headers['set-cookie']), cookie)
  }
})

test('a page of one address cannot send forms to the other', async (t) => {
  const { local, through } = await openShared(t)
  const form = { 'content-type': 'application/x-www-form-urlencoded', cookie: 'a=b' }
  const rows: [site: TestApp, origin: string, status: number][] = [
    [local, 'http://localhost:3000', 303],
    [local, origin, 403],
    [local, 'https://evil.example', 403],
    [through(), origin, 303],
    [through(), 'http://localhost:3000', 403],
    [through(), 'https://evil.example', 403],
    [through(), 'null', 403],
  ]
  for (const [site, from, status] of rows) {
    const { target } = link
    const reply = await site.request('POST', '/links', {
      headers: { ...form, origin: from }, body: `target=${encodeURIComponent(target)}`,
    })
    assert.equal(reply.status, status, `${site.publicOrigin} from ${from}`)
  }
})

test('strangers have the limits of a public server, each one their own', async (t) => {
  const { local, through } = await openShared(t)
  const make = (site: TestApp, headers = {}) =>
    openProgram(site).send('POST', '/api/links', link, headers)
  for (let count = 0; count < 10; count += 1) {
    // A forged entry comes before the tunnel's own.
    const forged = { 'x-forwarded-for': `198.51.100.${count}`, 'x-forwarded-host': 'localhost' }
    assert.equal((await make(through(), forged)).status, 201)
  }
  assert.equal((await make(through())).status, 429)
  assert.equal((await make(through(), { 'x-forwarded-for': '127.0.0.1' })).status, 429)
  assert.equal((await make(through('198.51.100.1'))).status, 201)
  assert.equal((await make(local)).status, 201)
})

test('strangers cannot make links to this machine or to the shared address', async (t) => {
  const { through } = await openShared(t)
  const targets = [
    'http://localhost:4000/', 'http://127.0.0.1:3000/', 'http://127.1:8080/', 'http://[::1]/',
    origin, `${origin}/other`, 'https://DEMO.ngrok-free.app./x',
  ]
  for (const target of targets) {
    const { status } = await openProgram(through()).send('POST', '/api/links', { target })
    assert.equal(status, 422, target)
  }
})

test('anyone who claims to be this machine through the tunnel is a stranger', async (t) => {
  const { through } = await openShared(t)
  const claims: Record<string, string>[] = [
    { host: 'localhost:3000' },
    { host: 'localhost:4000' },
    { host: '127.0.0.1:3000' },
    { host: '[::1]:3000' },
    { host: 'localhost:3000', 'x-forwarded-host': 'localhost:3000' },
    { host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' },
    { host: 'other.example' },
  ]
  for (const headers of claims) {
    const { text, headers: received } = await through().request('GET', '/', {
      headers: { accept: 'text/html', ...headers },
    })
    assert.ok('strict-transport-security' in received, JSON.stringify(headers))
    assert.doesNotMatch(text, /continue the course/)
    const made = await openProgram(through()).send('POST', '/api/links', link, headers)
    assert.match(String(pick(made.json(), 'shortUrl')), /^https:\/\/demo\.ngrok-free\.app\//)
  }
})

test('where emails are kept is told only to this machine', async (t) => {
  const { local, through, folder } = await openShared(t)
  const rows: [site: TestApp, isTold: boolean][] = [[local, true], [through(), false]]
  for (const [site, isTold] of rows) {
    const { text } = await openBrowser(site).get('/signup/sent')
    assert.equal(text.includes(folder), isTold)
  }
})

test('kept emails are shown only on this machine, even to an administrator', async (t) => {
  const { local, through } = await openShared(t)
  const { admin } = await addAdmin(local)
  const rows: [site: TestApp, cookie: string, status: number][] = [
    [local, 'session', 200], [through(), '__Host-session', 404],
  ]
  for (const [site, cookie, status] of rows) {
    const browser = await addSession(site, admin.id)
    browser.cookies.set(cookie, String(browser.cookies.get('session')))
    assert.equal((await browser.get('/admin')).status, 200)
    assert.equal((await browser.get('/admin/outbox')).status, status)
  }
})

test('the links in emails lead to the address where they were asked for', async (t) => {
  const { local, through } = await openShared(t)
  const rows: [site: TestApp, email: string, begin: string][] = [
    [local, 'ada@example.org', 'http://localhost:3000/confirm?token='],
    [through(), 'bob@example.org', `${origin}/confirm?token=`],
  ]
  for (const [site, email, begin] of rows) {
    await openProgram(site).send('POST', '/api/users', {
      email, password: 'correct horse battery staple',
    })
    const mail = (await site.mails()).find(({ to }) => to === email)
    assert.ok(mail !== undefined && mail.text.includes(begin), email)
  }
})

test('tokens and apps know the server by one name', async (t) => {
  const { local, through } = await openShared(t)
  for (const site of [local, through()]) {
    const reply = await site.request('GET', '/.well-known/openid-configuration')
    assert.deepEqual(
      pickEach(reply.json(), ['issuer', 'token_endpoint']),
      ['http://localhost:3000', 'http://localhost:3000/oauth/token'],
    )
  }
})

test('a server that is started while it is shared has no moment without strangers', async (t) => {
  const site = openTestApp(t)
  const folder = temporaryFolder(t)
  const sharing = new Sharing({ app: site.app, options: site.options, folder })
  t.after(() => sharing.close())
  sharing.watch({ share })
  const headers = { host: 'localhost', 'x-forwarded-for': stranger }
  const reply = await sharing.handle(incomingRequest('GET', '/hello', { headers }))
  assert.ok('strict-transport-security' in reply.headers)
})

test('a new address takes the place of the old one', async (t) => {
  const { sharing, folder, through } = await openShared(t)
  await writeShare(folder, { ...share, origin: 'https://new.ngrok-free.app' })
  await sharing.look()
  const made = await openProgram(through()).send('POST', '/api/links', link)
  assert.match(String(pick(made.json(), 'shortUrl')), /^https:\/\/new\.ngrok-free\.app\//)
})

test('after the end, strangers get nothing, even if the tunnel is still open', async (t) => {
  const { sharing, folder, local, through } = await openShared(t)
  await openProgram(local).send('POST', '/api/links', { ...link, slug: 'demo' })
  await removeShare(folder)
  await sharing.look()
  for (const method of ['GET', 'POST', 'HEAD']) {
    const reply = await through().request(method, '/demo', { headers: { host: 'localhost' } })
    assert.deepEqual([reply.status, reply.headers['cache-control']], [503, 'no-store'])
  }
  // Nobody has forwarded these two: they're from this machine, and from one in the same network.
  for (const headers of [{ host: 'localhost:3000' }, { host: '192.168.0.7:3000' }]) {
    assert.equal((await local.request('GET', '/demo', { headers })).status, 302)
  }
  const former = await local.request('GET', '/demo', { headers: { host: tunnelHost } })
  assert.equal(former.status, 503)
  await writeShare(folder, share)
  await sharing.look()
  assert.equal((await through().request('GET', '/demo')).status, 302)
})

test('a file that is no longer renewed ends the sharing', async (t) => {
  const { sharing, folder, through } = await openShared(t)
  const longAgo = new Date(Date.now() - 11_000)
  utimesSync(join(folder, 'share.json'), longAgo, longAgo)
  await sharing.look()
  assert.equal((await through().request('GET', '/')).status, 503)
})

const password = 'correct horse battery staple'

/** Signs somebody up in a browser; gives the cookie of the session. */
async function signUp(site: TestApp, email: string): Promise<string> {
  await openProgram(site).send('POST', '/api/users', { email, password })
  const mail = (await site.mails()).find(({ to }) => to === email)
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const { status, headers } = await openBrowser(site).send('POST', '/api/users/confirm', {
    token, password,
  })
  assert.equal(status, 201)
  const [cookie = ''] = [headers['set-cookie'] ?? []].flat()
  return cookie
}

test('a session of one address is none at the other', async (t) => {
  const { local, through } = await openShared(t)
  const atHome = await signUp(local, 'ada@example.org')
  const abroad = await signUp(through(), 'bob@example.org')
  assert.match(atHome, /^session=(?!.*Secure)/)
  assert.match(abroad, /^__Host-session=(?=.*; Path=\/)(?=.*; Secure)(?=.*; HttpOnly)/)
  const rows: [site: TestApp, line: string, status: number][] = [
    [local, atHome, 200], [through(), abroad, 200],
    [through(), atHome, 401], [local, abroad, 401],
  ]
  for (const [site, line, status] of rows) {
    const cookie = line.split(';', 1)[0] ?? ''
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    assert.equal((await site.request('GET', '/api/users/me', { headers })).status, status, cookie)
  }
})

test('an access token is valid at both addresses', async (t) => {
  const { local, through } = await openShared(t)
  await signUp(local, 'ada@example.org')
  for (const [from, to] of [[local, through()], [through(), local]] as const) {
    const reply = await openProgram(from).send('POST', '/api/tokens', {
      email: 'ada@example.org', password,
    })
    const authorization = `Bearer ${pick(reply.json(), 'accessToken')}`
    const { status } = await to.request('GET', '/api/users/me', { headers: { authorization } })
    assert.equal(status, 200)
  }
})

test('a file that does not count is reported once, and ends the sharing', async (t) => {
  const { sharing, folder, local, through } = await openShared(t)
  writeFileSync(join(folder, 'share.json'), '{}', { mode: 0o600 })
  await sharing.look()
  await sharing.look()
  assert.equal((await through().request('GET', '/')).status, 503)
  const events = local.logged().map((line) => pick(line, 'event'))
  const shown = events.filter((event) => event !== 'request')
  assert.deepEqual(shown, ['shared', 'share.json is ignored', 'no longer shared'])
})

test('until something is shared, nothing changes', async (t) => {
  const site = openTestApp(t)
  const sharing = new Sharing({
    app: site.app, options: site.options, folder: temporaryFolder(t),
  })
  await sharing.look()
  const headers = { host: tunnelHost, 'x-forwarded-for': stranger }
  const reply = await sharing.handle(incomingRequest('GET', '/hello', { headers }))
  assert.equal(reply.status, 200)
})
