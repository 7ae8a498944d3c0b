import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../src/database/sql.ts'
import { pick, pickEach } from '../../pick.ts'
import { openTestApp } from '../../testApp.ts'
import { openBrowser, openProgram } from '../../testClients.ts'
import {
  addUser, email, openSignedIn, otherPassword, password, readAudit, tokenInMail,
} from './accounts.ts'

test('every way in takes JSON only, and nothing from another site', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const { cookies } = await openSignedIn(site, user)
  const cookie = `session=${cookies.get('session')}`
  const rows: [method: string, path: string][] = [
    ['POST', '/api/users'], ['POST', '/api/users/confirm'], ['POST', '/api/users/forgot'],
    ['POST', '/api/users/reset'], ['PATCH', '/api/users/me'], ['PUT', '/api/users/me/password'],
    ['POST', '/api/users/me/email'], ['POST', '/api/users/me/email/confirm'],
    ['DELETE', '/api/users/me'], ['POST', '/api/users/me/second-factor'],
    ['PUT', '/api/users/me/second-factor'], ['DELETE', '/api/users/me/second-factor'],
    ['POST', '/api/sessions'], ['POST', '/api/sessions/second-factor'], ['POST', '/api/tokens'],
    ['POST', '/api/tokens/second-factor'], ['POST', '/api/tokens/refresh'],
    ['POST', '/api/tokens/revoke'], ['POST', '/api/keys'],
  ]
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']
  for (const [method, path] of rows) {
    for (const type of types) {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': type, cookie }
      const reply = await site.request(method, path, { headers, body: '{}' })
      assert.equal(reply.status, 415, `${method} ${path} ${type}`)
    }
    const senders = [
      { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' }, { origin: 'null' }, {},
    ]
    for (const sender of senders) {
      const headers = { 'content-type': 'application/json', cookie, ...sender }
      const reply = await site.request(method, path, { headers, body: '{}' })
      assert.equal(reply.status, 403, `${method} ${path} ${JSON.stringify(sender)}`)
      assert.equal(pick(reply.json(), 'code'), 'cross-site')
    }
  }
  const ends = ['sessions', 'sessions/current', 'sessions/1', 'tokens/1', 'keys/1']
  for (const path of ends.map((end) => `/api/${end}`)) {
    const headers = { 'sec-fetch-site': 'cross-site', cookie }
    assert.equal((await site.request('DELETE', path, { headers })).status, 403, path)
  }
})

test('nothing secret is in the log, the audit trail or the file of the database', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const secrets = [password, otherPassword]
  await browser.send('POST', '/api/users', { email, password })
  const token = await tokenInMail(site)
  await browser.send('POST', '/api/users/confirm', { token, password })
  secrets.push(token, browser.cookies.get('session') ?? '')
  const key = await browser.send('POST', '/api/keys', { name: 'a', scopes: ['account'] })
  secrets.push(String(pick(key.json(), 'key')))
  const pair = await openProgram(site).send('POST', '/api/tokens', { email, password })
  secrets.push(...pickEach(pair.json(), ['accessToken', 'refreshToken']).map(String))
  const change = { currentPassword: password, newPassword: otherPassword }
  await browser.send('PUT', '/api/users/me/password', change)
  secrets.push(browser.cookies.get('session') ?? '')
  await browser.send('POST', '/api/users/forgot', { email })
  const reset = await tokenInMail(site)
  await browser.get(`/reset?token=${reset}`)
  secrets.push(reset)
  await site.database.run(sql`update users set name = 'this is written'`)
  const stored = await site.opened.readBytes()
  assert.ok(stored.includes('this is written'), 'the search finds what is there')
  const audit = JSON.stringify(await readAudit(site))
  const logged = JSON.stringify(site.logged())
  assert.ok(logged.includes('password-changed'))
  for (const secret of secrets) {
    assert.ok(secret.length > 20, secret)
    for (const place of [audit, logged]) assert.ok(!place.includes(secret), secret)
  }
  // A mail stands in the database until it is sent, and tokens of mails with it.
  const atRest = secrets.filter((secret) => secret !== token && secret !== reset)
  for (const secret of atRest) assert.ok(!stored.includes(secret), secret)
})
