import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick, pickEach } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'
import {
  addUser, basic, email, openSignedIn, openWithKey, otherPassword, password, readAudit,
  startFamily, tokenInMail,
} from '../accounts.ts'

const me = '/api/users/me'

test("users read their own account, however they're signed in", async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const program = await openWithKey(site, user, ['account'])
  const named = { authorization: basic(email, password) }
  const replies = [
    await browser.get(me), await program.send('GET', me),
    await site.request('GET', me, { headers: named }),
  ]
  const time = new Date(startTime).toISOString()
  for (const reply of replies) {
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['etag'], '"1"')
    assert.equal(reply.headers['cache-control'], 'no-store, no-transform')
    assert.deepEqual(reply.json(), {
      id: user, email, name: '', role: 'user', createdAt: time, updatedAt: time, disabledAt: null,
      hasPassword: true, hasSecondFactor: false, version: 1,
    })
  }
})

test('a user changes the password only so often in a day', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const other = await openSignedIn(site, await addUser(site, { email: 'bob@example.org' }))
  const passwords = [password, otherPassword]
  const change = (by: typeof browser, currentPassword = password, newPassword = otherPassword) =>
    by.send('PUT', `${me}/password`, { currentPassword, newPassword })
  for (let count = 0; count < 50; count += 1) {
    const [current, next] = count % 2 === 0 ? passwords : passwords.toReversed()
    assert.equal((await change(browser, current, next)).status, 204)
    assert.equal((await change(browser, 'wrong one, of course')).status, 401, 'none of them counts')
    site.clock.now += minuteMs
  }
  const refused = await change(browser)
  assert.equal(refused.status, 429)
  assert.match(refused.text, /You can change your account 50 times a day/)
  assert.equal((await readAudit(site)).length, 50)
  assert.equal((await site.mails()).length, 50)
  assert.equal((await change(other)).status, 204)
  site.clock.now += dayMs
  const again = await openSignedIn(site, user)
  assert.equal((await change(again)).status, 204)
})

test("a client that isn't signed in, or isn't allowed, is told what is missing", async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const reader = await openWithKey(site, user, ['links:read', 'links:write'])
  const paths: [method: string, path: string][] = [
    ['GET', me], ['PATCH', me], ['DELETE', me], ['PUT', `${me}/password`], ['POST', `${me}/email`],
    ['GET', `${me}/export`], ['POST', `${me}/second-factor`], ['PUT', `${me}/second-factor`],
    ['DELETE', `${me}/second-factor`], ['GET', '/api/sessions'], ['DELETE', '/api/sessions'],
    ['DELETE', '/api/sessions/1'], ['DELETE', '/api/tokens/1'], ['GET', '/api/keys'],
    ['POST', '/api/keys'], ['DELETE', '/api/keys/1'],
  ]
  for (const [method, path] of paths) {
    const stranger = await site.request(method, path)
    assert.equal(stranger.status, 401, path)
    assert.equal(stranger.headers['www-authenticate'], 'Bearer realm="Groundwork"')
    const limited = await reader.send(method, path)
    assert.equal(limited.status, 403, path)
    assert.equal(limited.headers['www-authenticate'],
      'Bearer error="insufficient_scope", scope="account"')
  }
  const half = await openWithKey(site, user, ['account'])
  assert.equal((await half.send('GET', `${me}/export`)).status, 403)
})

test('a name is on one line, and everything in it can be seen', async (t) => {
  const site = openTestApp(t)
  const program = await openWithKey(site, await addUser(site), ['account'])
  const rename = async (name: string) => (await program.send('PATCH', me, { name })).status
  for (const name of ['\0', 'a\0b', 'a\nb', 'a\tb', '\x7f', '\x85x', 'a\u2028b', '\u202eadA',
    'a\u2066b', '\u200b', '\u3164\u00ad', 'A\u00adda', 'Ada\u200b', 'A\u2060da', '\ufeffAda',
    'A\u115fda', 'A\u034fda', 'a\u061cb', '\u200d', '\ufe0f\u{e0061}']) {
    assert.equal(await rename(name), 422, JSON.stringify(name))
  }
  for (const name of ['', ' ', 'Ada', '李', 'نام\u200cها', '👩\u200d🚀', 'Søren O’Neil-Çelik',
    '❤\ufe0f', '葛\u{e0100}城', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}']) {
    assert.equal(await rename(name), 200, JSON.stringify(name))
  }
})

test('the name is changed at the version that the client has seen, if it says so', async (t) => {
  const site = openTestApp(t)
  const program = await openWithKey(site, await addUser(site), ['account'])
  const rename = (name: string, match?: string) =>
    program.send('PATCH', me, { name }, match === undefined ? {} : { 'if-match': match })
  const renamed = await rename(' Ada ', '"1"')
  assert.equal(renamed.status, 200)
  assert.equal(renamed.headers['etag'], '"2"')
  assert.deepEqual(pickEach(renamed.json(), ['name', 'version']), ['Ada', 2])
  for (const match of ['"1"', 'W/"2"', '2', '"x"']) {
    assert.equal((await rename('Eve', match)).status, 412, match)
  }
  assert.equal((await rename('Ada L', '*')).status, 200)
  assert.equal((await rename('Ada Lovelace')).status, 200)
  const unchanged = await program.send('PATCH', me, {})
  assert.deepEqual(pickEach(unchanged.json(), ['name', 'version']), ['Ada Lovelace', 4])
})

test('of parallel changes of one version one wins', async (t) => {
  const site = openTestApp(t)
  const program = await openWithKey(site, await addUser(site), ['account'])
  const replies = await Promise.all(Array.from({ length: 10 }, (_, index) =>
    program.send('PATCH', me, { name: `Ada ${index}` }, { 'if-match': '"1"' })))
  assert.deepEqual(replies.map(({ status }) => status).sort(),
    [200, ...Array.from({ length: 9 }, () => 412)])
})

test('nobody can write a field that is not theirs to write', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const program = await openWithKey(site, user, ['account'])
  const fields = { role: 'admin', email: 'x@example.org', id: 2, version: 9, disabledAt: null }
  for (const [name, value] of Object.entries(fields)) {
    const reply = await program.send('PATCH', me, { name: 'Eve', [name]: value })
    assert.equal(reply.status, 422, name)
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), name)
  }
  assert.deepEqual(pickEach((await program.send('GET', me)).json(), ['role', 'name']), ['user', ''])
})

test('a new password ends every other session and sign-in, and renews this one', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const other = await addUser(site, { email: 'eve@example.org' })
  const [browser, elsewhere, bystander] = [
    await openSignedIn(site, user), await openSignedIn(site, user), await openSignedIn(site, other),
  ]
  const { token: refreshToken } = await startFamily(site, user)
  const { token: kept } = await startFamily(site, other)
  await browser.send('POST', '/api/users/forgot', { email })
  const reset = await tokenInMail(site)
  const before = browser.cookies.get('session')
  const input = { currentPassword: password, newPassword: otherPassword }
  const reply = await browser.send('PUT', `${me}/password`, input)
  assert.equal(reply.status, 204, reply.text)
  assert.notEqual(browser.cookies.get('session'), before)
  assert.equal((await browser.get(me)).status, 200)
  const stolen = { headers: { cookie: `session=${before}` } }
  assert.equal((await site.request('GET', me, stolen)).status, 401, 'the old id is worth nothing')
  assert.equal((await elsewhere.get(me)).status, 401)
  assert.equal((await bystander.get(me)).status, 200)
  const program = openProgram(site)
  const refresh = (token: string) =>
    program.send('POST', '/api/tokens/refresh', { refreshToken: token })
  assert.equal((await refresh(refreshToken)).status, 401)
  assert.equal((await refresh(kept)).status, 200)
  const late = await program.send('POST', '/api/users/reset', { token: reset, password })
  assert.equal(late.status, 410, 'a reset that was under way ends too')
  const mails = await site.mails()
  assert.deepEqual([mails.at(-1)?.to, mails.length], [email, 2])
})

test('what could lock somebody out needs the password, and a wrong one is named', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const wrong = otherPassword
  const rows: [method: string, path: string, input: object, field: string][] = [
    ['PUT', `${me}/password`, { currentPassword: wrong, newPassword: wrong }, 'currentPassword'],
    ['POST', `${me}/email`, { email: 'new@example.org', password: wrong }, 'password'],
    ['DELETE', me, { password: wrong }, 'password'],
    ['POST', `${me}/second-factor`, { password: wrong }, 'password'],
    ['DELETE', `${me}/second-factor`, { password: wrong, code: '000000' }, 'password'],
  ]
  for (const [method, path, input, field] of rows) {
    const reply = await browser.send(method, path, input)
    assert.equal(reply.status, 401, `${method} ${path}`)
    assert.equal(pick(reply.json(), 'code'), 'wrong-password')
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), field)
    assert.match(String(reply.headers['www-authenticate']), /^Form /)
  }
  const limited = await browser.send('DELETE', me, { password })
  assert.equal(limited.status, 429, 'and guessing is slowed down')
  assert.equal(limited.headers['retry-after'], '1')
  assert.equal((await browser.get(me)).status, 200)
})

test('a new password has to follow the rules', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  for (const bad of ['short', 'password123', email, '€'.repeat(342)]) {
    const input = { currentPassword: password, newPassword: bad }
    const reply = await browser.send('PUT', `${me}/password`, input)
    assert.equal(reply.status, 422, bad)
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), 'newPassword')
  }
})

test('an account that is deleted takes all with it', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const program = await openWithKey(site, user, ['account', 'links:read'])
  const { token: refreshToken } = await startFamily(site, user)
  await browser.send('POST', '/api/links', { target: 'https://example.com/', slug: 'mine' })
  const reply = await browser.send('DELETE', me, { password })
  assert.equal(reply.status, 204, reply.text)
  assert.equal(reply.headers['clear-site-data'], '"cache", "storage"')
  assert.equal(browser.cookies.has('session'), false)
  assert.equal((await program.send('GET', me)).status, 401)
  assert.equal((await program.send('POST', '/api/tokens/refresh', { refreshToken })).status, 401)
  assert.equal((await site.request('GET', '/mine')).status, 404)
  const left = await site.database.all(sql`
    select 1 from users union all select 1 from sessions union all select 1 from api_keys
    union all select 1 from token_families union all select 1 from refresh_tokens
    union all select 1 from links`)
  assert.deepEqual(left, [])
  assert.equal((await readAudit(site)).at(-1)?.action, 'account-deleted')
})

test('the last administrator cannot leave', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site, { role: 'admin' }))
  const reply = await browser.send('DELETE', me, { password })
  assert.deepEqual([reply.status, pick(reply.json(), 'code')], [409, 'last-admin'])
  await addUser(site, { email: 'second@example.org', role: 'admin' })
  assert.equal((await browser.send('DELETE', me, { password })).status, 204)
})
