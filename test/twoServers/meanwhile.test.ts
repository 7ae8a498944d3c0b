// What one server decides holds when it's written, whatever the other one does between the two: the
// network makes that time long.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createApp } from '../../src/app.ts'
import { totpCode } from '../../src/auth/passwords/totp.ts'
import { secondMs } from '../../src/basics/clock.ts'
import type { Database } from '../../src/database/database.ts'
import type { Sql } from '../../src/database/sql.ts'
import { addPerson, addSession, password, read, run, trailOf } from '../features/admin/people.ts'
import { otherPassword, tokenInMail } from '../features/users/accounts.ts'
import { pick } from '../pick.ts'
import { personAgent, readReply, type TestApp } from '../testApp.ts'
import { openProgram } from '../testClients.ts'
import { openServers } from './openServers.ts'

const email = 'eve@example.org'

/** The same server, but just before it writes a batch with such a text, something else happens. */
function interrupt(site: TestApp, text: RegExp, act: () => Promise<unknown>): TestApp {
  const { database } = site.options
  let isDone = false
  const waitFor = async (statements: readonly Sql[]) => {
    if (isDone || !statements.some((statement) => text.test(statement.text))) return
    isDone = true
    await act()
  }
  const interrupted: Database = {
    one: (statement, options) => database.one(statement, options),
    all: (statement) => database.all(statement),
    async run(statement) {
      await waitFor([statement])
      return database.run(statement)
    },
    async batch(statements) {
      await waitFor(statements)
      return database.batch(statements)
    },
    isReplaced: () => database.isReplaced(),
    close: () => database.close(),
  }
  const { app } = createApp({ ...site.options, database: interrupted })
  return {
    ...site,
    request: async (method, url, init = {}) => readReply(await app.request(method, url, {
      ...init, headers: { 'user-agent': personAgent, ...init.headers },
    })),
  }
}

/** Makes a user, and the request with which they change their password at a server. */
async function addEve(site: TestApp) {
  const eve = await addPerson(site, email)
  const changePassword = async (there: TestApp) => {
    const browser = await addSession(there, eve.id)
    const reply = await browser.send('PUT', '/api/users/me/password',
      { currentPassword: password, newPassword: otherPassword })
    assert.equal(reply.status, 204, reply.text)
  }
  return { ...eve, changePassword }
}

test('a reset comes too late when the password was changed just before', async (t) => {
  const [one, other] = openServers(t)
  const { id, changePassword } = await addEve(one)
  await openProgram(one).send('POST', '/api/users/forgot', { email })
  const token = await tokenInMail(one)
  const site = interrupt(one, /update users set password_hash/, () => changePassword(other))
  const reset = { token, password: 'the password of somebody who reads the mails' }
  assert.equal((await openProgram(site).send('POST', '/api/users/reset', reset)).status, 410)
  assert.deepEqual(
    (await trailOf(one)).filter((event) => /password-/.test(event)),
    [`${id} password-changed user ${id} {"keysRevoked":false}`])
  const signIn = { email, password: otherPassword }
  assert.equal((await openProgram(other).send('POST', '/api/sessions', signIn)).status, 201)
})

test('a new address comes too late when the password was changed just before', async (t) => {
  const [one, other] = openServers(t)
  const { browser, changePassword } = await addEve(one)
  const path = '/api/users/me/email'
  await browser.send('POST', path, { email: 'thief@example.org', password })
  const token = await tokenInMail(one)
  const site = interrupt(one, /update users set email/, () => changePassword(other))
  assert.equal((await openProgram(site).send('POST', `${path}/confirm`, { token })).status, 410)
  const mails = [...await one.mails(), ...await other.mails()].map(({ subject }) => subject)
  const signIn = { email, password: otherPassword }
  assert.equal((await openProgram(one).send('POST', '/api/sessions', signIn)).status, 201)
  assert.equal(mails.length, 2, `${mails}: one to the new address, one about the password`)
})

const codeSecret = 'GEZDGNBVGY3TQOJQ'

type Act = {
  name: string
  /** What is in the statement before which the password is changed. */
  statement: RegExp
  method: string
  path: string
  hasFactor: boolean
}

const factorPath = '/api/users/me/second-factor'
const acts: Act[] = [
  {
    name: 'deleting the account', statement: /delete from users/,
    method: 'DELETE', path: '/api/users/me', hasFactor: false,
  },
  {
    name: 'a second factor', statement: /update users set totp_secret/,
    method: 'POST', path: factorPath, hasFactor: false,
  },
  {
    name: 'giving up the second factor', statement: /update users set totp_since = null/,
    method: 'DELETE', path: factorPath, hasFactor: true,
  },
]

for (const { name, statement, method, path, hasFactor } of acts) {
  test(`${name} comes too late when the password was changed just before`, async (t) => {
    const [one, other] = openServers(t)
    const { id, browser, changePassword } = await addEve(one)
    if (hasFactor) {
      await run(one, `
        update users set totp_secret = ?, totp_since = 1 where id = ?`, codeSecret, id)
    }
    const code = totpCode(codeSecret, Math.floor(one.clock.now / (30 * secondMs)))
    const site = interrupt(one, statement, () => changePassword(other))
    const cookie = `session=${browser.cookies.get('session')}`
    const reply = await site.request(method, path, {
      headers: { cookie, 'origin': one.publicOrigin, 'content-type': 'application/json' },
      body: JSON.stringify({ password, ...(hasFactor && { code }) }),
    })
    assert.equal(pick(reply.json(), 'code'), 'wrong-password', reply.text)
    const rows = await read(one, 'select password_version, totp_secret from users where id = ?', id)
    assert.deepEqual(
      rows.map((row) => [row['password_version'], row['totp_secret']]),
      [[2, hasFactor ? codeSecret : null]])
  })
}
