import assert from 'node:assert/strict'
import test from 'node:test'
import { recentSignInMs } from '../../../../src/auth/sessions/session.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { readForm } from '../../../testClients.ts'
import {
  addUser, openSignedIn, openWithKey, otherPassword, password, readAudit, startFamily,
} from '../accounts.ts'

const actionsOf = (page: string) =>
  [...page.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action = '']) => action)

test('all that is signed in is listed, and ended one by one', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const elsewhere = await openSignedIn(site, user)
  const { family } = await startFamily(site, user)
  const { text } = await browser.get('/account/sessions')
  assert.equal([...text.matchAll(/<strong>Firefox on Linux<\/strong>/g)].length, 2)
  assert.equal([...text.matchAll(/this one/g)].length, 1)
  assert.match(text, /<strong>curl<\/strong>/)
  assert.deepEqual(actionsOf(text),
    ['/account/sessions/2/end', `/account/programs/${family}/end`, '/account/sessions/end'])
  const ended = await browser.submit('/account/sessions/2/end')
  assert.deepEqual([ended.status, ended.headers['location']], [303, '/account/sessions?done=ended'])
  assert.equal((await elsewhere.get('/account')).status, 303)
  await browser.submit(`/account/programs/${family}/end`)
  const left = await browser.get('/account/sessions?done=ended')
  assert.match(left.text, /role="status">The session has ended\./)
  assert.deepEqual(actionsOf(left.text), [], 'this browser is signed out elsewhere')
  const actions = (await readAudit(site)).map(({ action, details }) => `${action} ${details}`)
  assert.deepEqual(actions, ['session-ended {"session":2}', `session-ended {"family":${family}}`])
})

test('a session that was left open cannot end another without the password', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const elsewhere = await openSignedIn(site, user)
  const { family } = await startFamily(site, user)
  const { text: page } = await browser.get('/account/sessions')
  const { formToken = '' } = readForm(page, '/account/sessions/end')
  const paths = ['/account/sessions/2/end', `/account/programs/${family}/end`,
    '/account/sessions/end']
  site.clock.now += recentSignInMs
  for (const path of paths) {
    const refused = await browser.post(path, { formToken })
    assert.equal(refused.status, 403, path)
    assert.match(refused.text, /role="alert">Enter your password again first/)
    assert.deepEqual(actionsOf(refused.text), ['/account/sessions/confirm'])
  }
  for (const path of ['/api/sessions', '/api/sessions/2', `/api/tokens/${family}`]) {
    const refused = await browser.send('DELETE', path, undefined)
    assert.deepEqual([refused.status, pick(refused.json(), 'code')], [403, 'needs-password'], path)
  }
  await browser.get('/account/sessions')
  const wrong = await browser.submit('/account/sessions/confirm', { password: otherPassword })
  assert.equal(wrong.status, 401)
  assert.match(wrong.text, /id="password-error" role="alert">This is not your password/)
  const before = browser.cookies.get('session')
  const right = await browser.submit('/account/sessions/confirm', { password })
  assert.deepEqual([right.status, right.headers['location']], [303, '/account/sessions'])
  assert.notEqual(browser.cookies.get('session'), before, 'the session has a new token')
  assert.deepEqual(actionsOf((await browser.get('/account/sessions')).text), paths)
  assert.equal((await browser.submit('/account/sessions/end')).status, 303)
  assert.equal((await elsewhere.get('/account')).status, 303)
  site.clock.now += recentSignInMs
  const out = await browser.send('DELETE', '/api/sessions/1', undefined)
  assert.equal(out.status, 204, 'signing out here needs no password')
})

test('somebody without a password signs in again to end other sessions', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  await site.database.run(sql`update users set password_hash = null where id = ${user}`)
  const browser = await openSignedIn(site, user)
  await openSignedIn(site, user)
  site.clock.now += recentSignInMs
  const { text } = await browser.get('/account/sessions')
  assert.deepEqual(actionsOf(text), [])
  assert.match(text, /href="\/forgot">Set a password</)
})

test('all others are ended at once', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const elsewhere = await openSignedIn(site, user)
  await startFamily(site, user)
  await browser.get('/account/sessions')
  const { headers } = await browser.submit('/account/sessions/end')
  assert.equal(headers['location'], '/account/sessions?done=others')
  assert.match(
    (await browser.get('/account/sessions?done=others')).text,
    /Only this browser is signed in now/,
  )
  assert.equal((await elsewhere.get('/account')).status, 303)
  assert.equal((await site.database.all(sql`select id from token_families`)).length, 0)
})

test('what belongs to somebody else is unknown, and stays', async (t) => {
  const site = openTestApp(t)
  const bob = await addUser(site, { email: 'bob@example.org' })
  const theirs = await openSignedIn(site, bob)
  const { family } = await startFamily(site, bob)
  const key = await openWithKey(site, bob, ['links:read'])
  const browser = await openSignedIn(site, await addUser(site))
  const { text: page } = await browser.get('/account/keys')
  const { formToken = '' } = readForm(page, '/account/keys')
  const rows = ['/account/sessions/1/end', `/account/programs/${family}/end`,
    `/account/keys/${key.id}/revoke`, '/account/sessions/0/end', '/account/keys/x/revoke']
  for (const path of rows) {
    const { status, text } = await browser.post(path, { formToken })
    assert.equal(status, 404, path)
    assert.match(text, /role="alert">You have nothing with this ID\./)
  }
  assert.equal((await theirs.get('/account')).status, 200)
  assert.equal((await key.send('GET', '/api/links')).status, 200)
})
