import assert from 'node:assert/strict'
import test from 'node:test'
import { freeTries } from '../../../../src/auth/passwords/throttle.ts'
import { hashPassword } from '../../../../src/auth/passwords/password.ts'
import { minuteMs, secondMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { fieldsOf, pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import {
  addUser, basic, countHashes, email, openSignedIn, openWithKey, otherPassword, password,
  readAudit, startFamily,
} from '../accounts.ts'

const me = '/api/users/me'
const target = 'https://example.com/'

test('a browser signs in and gets a cookie that nothing else can read or send', async (t) => {
  const rows: [publicOrigin: string, session: RegExp, device: RegExp][] = [
    ['http://localhost:3000',
      /^session=gws_[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
      /^device=gwd_[\w.-]+; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Strict$/],
    ['https://links.example',
      /^__Host-session=gws_[\w-]{43}; Path=\/; Max-Age=7776000; Secure; HttpOnly; SameSite=Lax$/,
      /^__Host-device=gwd_[\w.-]+; Path=\/; Max-Age=7776000; Secure; HttpOnly; SameSite=Strict$/],
  ]
  for (const [publicOrigin, session, device] of rows) {
    const site = openTestApp(t, { publicOrigin })
    const user = await addUser(site)
    const browser = openBrowser(site)
    const input = { email: ' ADA@example.org ', password }
    const reply = await browser.send('POST', '/api/sessions', input)
    assert.equal(reply.status, 201, reply.text)
    const [first = '', second = '', ...others] = [reply.headers['set-cookie'] ?? []].flat()
    assert.match(first, session)
    assert.match(second, device)
    assert.deepEqual(others, [])
    assert.equal(reply.headers['cache-control'], 'no-store')
    assert.deepEqual(pickEach(pick(reply.json(), 'user'), ['id', 'email']), [user, email])
    assert.ok(!reply.text.includes('gws_'), 'a script never sees the token')
    assert.equal((await browser.get(me)).status, 200)
  }
})

test('each sign-in has a new id, and an id that was brought along is worth nothing', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const browser = openBrowser(site)
  browser.cookies.set('session', `gws_${'A'.repeat(43)}`)
  const seen = new Set([browser.cookies.get('session')])
  for (let count = 0; count < 2; count += 1) {
    await browser.send('POST', '/api/sessions', { email, password })
    seen.add(browser.cookies.get('session'))
  }
  assert.equal(seen.size, 3)
})

test('unknown, wrong and disabled get the same response after the same work', async (t) => {
  const site = openTestApp(t)
  const passwordHash = await hashPassword(password)
  await addUser(site, { passwordHash })
  await addUser(site, { email: 'off@example.org', isDisabled: true, passwordHash })
  const rows: [address: string, words: string][] = [
    ['nobody@example.org', password], [email, otherPassword], ['off@example.org', password],
    ['off@example.org', otherPassword], ['no address', password],
  ]
  for (const path of ['/api/sessions', '/api/tokens']) {
    const replies = []
    for (const [address, words] of rows) {
      const input = { email: address, password: words }
      const { value, total } = await countHashes(() => openProgram(site).send('POST', path, input))
      assert.equal(total, 1, `${path} ${address}`)
      const document = { ...fieldsOf(value.json()), requestId: '' }
      const { 'x-request-id': _, ...headers } = value.headers
      replies.push({ status: value.status, document, headers })
    }
    assert.equal(replies[0]?.status, 401)
    assert.equal(replies[0]?.headers['www-authenticate'], 'Form realm="Groundwork"')
    for (const reply of replies) assert.deepEqual(reply, replies[0])
  }
  const targets = (await readAudit(site)).map(({ action, target: name }) => `${action} ${name}`)
  assert.deepEqual(targets.slice(0, 3), [
    'sign-in-refused unknown address', 'sign-in-refused user 1', 'sign-in-refused user 2',
  ])
})

test('a password that is too long is wrong without being hashed', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  for (const address of [email, 'nobody@example.org']) {
    const input = { email: address, password: '€'.repeat(342) }
    const { value, total } = await countHashes(() =>
      openProgram(site).send('POST', '/api/sessions', input))
    assert.deepEqual([value.status, total], [401, 0])
  }
})

test('of twenty tries at once no more than the free ones are hashed', async (t) => {
  for (const path of ['/api/sessions', '/api/tokens', 'Basic']) {
    const site = openTestApp(t)
    await addUser(site)
    const { value: statuses, total } = await countHashes(() =>
      Promise.all(Array.from({ length: 20 }, (_, index) => tryOnce(site, path, index))))
    assert.equal(total, freeTries, path)
    assert.equal(statuses.filter((status) => status === 401).length, freeTries)
    assert.equal(statuses.filter((status) => status === 429).length, 20 - freeTries)
  }
})

test('each failure doubles the wait, and the right password forgets them', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const signIn = (words: string) =>
    openProgram(site).send('POST', '/api/sessions', { email, password: words })
  for (let count = 0; count < freeTries; count += 1) await signIn(otherPassword)
  for (const seconds of [1, 2, 4, 8]) {
    const early = await signIn(password)
    assert.equal(early.status, 429, 'the right password has to wait too')
    assert.equal(early.headers['retry-after'], String(seconds))
    assert.equal(early.headers['ratelimit-policy'], `"tries";q=1;w=${seconds}`)
    assert.equal(early.headers['ratelimit'], `"tries";r=0;t=${seconds}`)
    site.clock.now += seconds * secondMs
    assert.equal((await signIn(otherPassword)).status, 401)
  }
  site.clock.now += 15 * minuteMs
  assert.equal((await signIn(password)).status, 201)
  assert.equal((await signIn(otherPassword)).status, 401)
  assert.equal((await signIn(password)).status, 201)
})

test('one network address tries a hundred times in a quarter of an hour', async (t) => {
  const site = openTestApp(t)
  const long = '€'.repeat(342)
  const signIn = (index: number, remoteAddress: string) =>
    site.request('POST', '/api/sessions', {
      headers: { 'content-type': 'application/json' }, remoteAddress,
      body: JSON.stringify({ email: `user${index}@example.org`, password: long }),
    })
  for (let index = 0; index < 100; index += 1) {
    assert.equal((await signIn(index, '192.0.2.1')).status, 401)
  }
  const refused = await signIn(100, '192.0.2.1')
  assert.equal(refused.status, 429)
  assert.equal(refused.headers['retry-after'], '900')
  assert.equal(refused.headers['ratelimit-policy'], '"sign-in";q=100;w=900')
  assert.equal(refused.headers['ratelimit'], '"sign-in";r=0;t=900')
  assert.equal((await signIn(100, '192.0.2.2')).status, 401)
  const headers = { authorization: basic(email, password) }
  const named = await site.request('GET', '/api/links', { headers, remoteAddress: '192.0.2.1' })
  assert.equal(named.headers['ratelimit'], '"sign-in";r=0;t=900', 'Basic is counted with the rest')
})

test('a user sees where they are signed in, and which of it is this', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
  const [browser] = [await openSignedIn(site, user), await openSignedIn(site, user)]
  const { family } = await startFamily(site, user)
  const list = async (reply = browser.get('/api/sessions')) =>
    pickList((await reply).json(), 'sessions')
      .map((each) => pickEach(each, ['kind', 'id', 'isCurrent']))
  assert.deepEqual(await list(), [
    ['session', 3, false], ['session', 2, true], ['token', family, false],
  ])
  const program = openProgram(site)
  const pair = (await program.send('POST', '/api/tokens', { email, password })).json()
  program.key = String(pick(pair, 'accessToken'))
  assert.deepEqual((await list(program.send('GET', '/api/sessions'))).filter((each) => each[2]),
    [['token', family + 1, true]])
  const [first] = pickList((await browser.get('/api/sessions')).json(), 'sessions')
  assert.deepEqual(Object.keys(fieldsOf(first)),
    ['kind', 'id', 'agent', 'createdAt', 'seenAt', 'isCurrent'])
})

test('a user ends one session, all others, or this one', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const [one, two, three] = [
    await openSignedIn(site, user), await openSignedIn(site, user), await openSignedIn(site, user),
  ]
  const { token: refreshToken } = await startFamily(site, user)
  const end = (path: string) => one.send('DELETE', `/api/sessions${path}`, undefined)
  assert.equal((await end('/2')).status, 204)
  assert.equal((await two.get(me)).status, 401)
  assert.equal((await three.get(me)).status, 200)
  assert.equal((await end('')).status, 204)
  assert.equal((await three.get(me)).status, 401)
  assert.equal((await one.send('POST', '/api/tokens/refresh', { refreshToken })).status, 401)
  const before = one.cookies.get('session')
  const reply = await end('/current')
  assert.equal(reply.status, 204)
  assert.equal(reply.headers['clear-site-data'], '"cache", "storage"')
  assert.equal(one.cookies.has('session'), false)
  const kept = { headers: { cookie: `session=${before}` } }
  assert.equal((await site.request('GET', me, kept)).status, 401, 'the row is gone too')
  assert.deepEqual(await site.database.all(sql`select 1 from sessions`), [])
  assert.deepEqual((await readAudit(site)).map(({ action }) => action),
    ['session-ended', 'other-sessions-ended', 'signed-out'])
})

test('a program ends its own tokens, and all others but them', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const programs = []
  for (let count = 0; count < 2; count += 1) {
    const program = openProgram(site)
    const pair = (await program.send('POST', '/api/tokens', { email, password })).json()
    program.key = String(pick(pair, 'accessToken'))
    programs.push(program)
  }
  const [one, two] = programs
  assert.equal((await one?.send('DELETE', '/api/sessions'))?.status, 204)
  assert.equal((await one?.send('GET', me))?.status, 200)
  assert.equal((await two?.send('GET', me))?.status, 401)
  assert.equal((await browser.get(me)).status, 401)
  assert.equal((await one?.send('DELETE', '/api/sessions/current'))?.status, 204)
  assert.equal((await one?.send('GET', me))?.status, 401)
  const key = await openWithKey(site, user, ['account'])
  assert.equal((await key.send('DELETE', '/api/sessions/current')).status, 404)
})

test('what is another user’s looks as if it were not there', async (t) => {
  const site = openTestApp(t)
  const victim = await addUser(site)
  const [session, { family }, key] = [
    await openSignedIn(site, victim), await startFamily(site, victim),
    await openWithKey(site, victim, ['account']),
  ]
  const thief = await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
  const paths = [
    '/api/sessions/1', `/api/tokens/${family}`, `/api/keys/${key.id}`, '/api/sessions/999',
    '/api/tokens/999', '/api/keys/999', '/api/sessions/0', '/api/sessions/-1', '/api/sessions/1.0',
    '/api/sessions/01', '/api/sessions/1e0', '/api/keys/x', '/api/keys/99999999999999999999',
  ]
  const texts = new Set<string>()
  for (const path of paths) {
    const reply = await thief.send('DELETE', path, undefined)
    assert.equal(reply.status, 404, path)
    texts.add(String(pick(reply.json(), 'detail')))
  }
  assert.equal(texts.size, 1)
  await thief.send('DELETE', '/api/sessions', undefined)
  assert.equal((await session.get(me)).status, 200)
  assert.equal((await key.send('GET', me)).status, 200)
  assert.equal((await session.send('DELETE', `/api/tokens/${family}`, undefined)).status, 204)
})

test('links of a browser come along at sign-in, and edit keys go on working', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = openBrowser(site)
  await browser.send('POST', '/api/links', { target, slug: 'before' })
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'keyed' })
  await browser.send('POST', '/api/sessions', { email, password })
  assert.equal((await browser.get('/api/links/before')).status, 200)
  assert.equal((await browser.get('/api/links/keyed')).status, 404)
  assert.equal((await program.send('PATCH', '/api/links/keyed', { note: 'a' })).status, 200)
  assert.equal((await program.send('GET', '/api/links/before')).status, 404)
  const thief = await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
  for (const slug of ['before', 'keyed']) {
    assert.equal((await thief.get(`/api/links/${slug}`)).status, 404)
    assert.equal((await thief.send('PATCH', `/api/links/${slug}`, { note: 'x' })).status, 404)
    assert.equal((await thief.send('DELETE', `/api/links/${slug}`, undefined)).status, 404)
    assert.equal((await thief.get(`/api/links/${slug}/statistics`)).status, 404)
  }
  assert.deepEqual(pickList((await thief.get('/api/links')).json(), 'links'), [])
  const reader = await openWithKey(site, user, ['links:read'])
  assert.equal(pickList((await reader.send('GET', '/api/links')).json(), 'links').length, 1)
})

test('links come along although the browser brings nothing but their cookie', async (t) => {
  const site = openTestApp(t)
  await addUser(site)
  const owner = openBrowser(site)
  await owner.send('POST', '/api/links', { target, slug: 'mine' })
  // The cookie of an account's own owner is nobody's: there is no token that leads to it.
  const stranger = openBrowser(site)
  stranger.cookies.set('links', `gwe_${'A'.repeat(43)}`)
  assert.equal((await stranger.send('POST', '/api/sessions', { email, password })).status, 201)
  assert.deepEqual(pickList((await stranger.get('/api/links')).json(), 'links'), [])
  assert.equal((await owner.get('/api/links/mine')).status, 200)
})

test('a sign-in that is overtaken ends no session and moves no link', async (t) => {
  const changes = {
    'another password was set': sql`password_version = password_version + 1`,
    'the account was disabled': sql`disabled_at = 1`,
  }
  for (const [name, change] of Object.entries(changes)) {
    const site = openTestApp(t)
    await addUser(site)
    const browser = openBrowser(site)
    await browser.send('POST', '/api/links', { target, slug: 'mine' })
    const eve = await openSignedIn(site, await addUser(site, { email: 'eve@example.org' }))
    browser.cookies.set('session', eve.cookies.get('session') ?? '')
    // A right password is the last thing that is noted before the session begins.
    await site.database.run(sql`
      create trigger overtake after delete on sign_in_failures begin
        update users set ${change} where email = 'ada@example.org';
      end`)
    const { status } = await browser.send('POST', '/api/sessions', { email, password })
    assert.equal(status, 401, name)
    assert.equal((await browser.get(me)).status, 200, name)
    browser.cookies.delete('session')
    assert.equal((await browser.get('/api/links/mine')).status, 200, name)
  }
})

test("a disabled account stops at once, however it's signed in", async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const key = await openWithKey(site, user, ['account', 'links:read'])
  const { token: refreshToken } = await startFamily(site, user)
  const program = openProgram(site)
  const pair = (await program.send('POST', '/api/tokens', { email, password })).json()
  program.key = String(pick(pair, 'accessToken'))
  const named = { headers: { authorization: basic(email, password) } }
  const statuses = async () => [
    (await browser.get(me)).status, (await key.send('GET', me)).status,
    (await program.send('GET', me)).status, (await site.request('GET', me, named)).status,
  ]
  assert.deepEqual(await statuses(), [200, 200, 200, 200])
  await site.database.run(sql`update users set disabled_at = 1 where id = ${user}`)
  assert.deepEqual(await statuses(), [401, 401, 401, 401])
  const refresh = await openProgram(site).send('POST', '/api/tokens/refresh', { refreshToken })
  assert.equal(refresh.status, 401)
  assert.equal((await browser.get('/api/links/x')).status, 404, 'a stranger with a cookie')
})

/** Tries a wrong password once, and gives the status. */
async function tryOnce(site: TestApp, path: string, index: number): Promise<number> {
  // The same guess by Basic at the same time would be one guess.
  const headers = { authorization: basic(email, `${otherPassword} ${index}`) }
  if (path === 'Basic') return (await site.request('GET', me, { headers })).status
  return (await openProgram(site).send('POST', path, { email, password: otherPassword })).status
}
