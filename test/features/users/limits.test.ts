// How often strangers may try what takes a token from an email: each try is counted before anything
// is looked up or hashed.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createInvitations } from '../../../src/auth/access/invitations.ts'
import { openTestApp, type TestApp } from '../../testApp.ts'
import { pick } from '../../pick.ts'
import { openProgram, type Browser } from '../../testClients.ts'
import {
  addUser, countHashes, email, openSignedIn, password, readAudit, tokenInMail,
} from './accounts.ts'

type Row = {
  path: string
  policy: string
  /** Gives a token that is right. */
  prepare: (site: TestApp) => Promise<string>
}

const rows: Row[] = [
  {
    path: '/api/users/confirm', policy: '"confirm";q=20;w=3600',
    async prepare(site) {
      await openProgram(site).send('POST', '/api/users', { email, password })
      return tokenInMail(site)
    },
  },
  {
    path: '/api/users/invited', policy: '"invitation";q=20;w=3600',
    async prepare(site) {
      const invitations = createInvitations({
        database: site.database, clock: () => site.clock.now,
      })
      const admin = await addUser(site, { email: 'admin@example.org', role: 'admin' })
      const { token, statements } = invitations.prepare(email, admin)
      await site.database.batch(statements)
      return token
    },
  },
  {
    path: '/api/users/reset', policy: '"new password";q=20;w=3600',
    async prepare(site) {
      await addUser(site)
      await openProgram(site).send('POST', '/api/users/forgot', { email })
      return tokenInMail(site)
    },
  },
]

for (const { path, policy, prepare } of rows) {
  test(`after twenty wrong tokens, the right one has to wait, unhashed: ${path}`, async (t) => {
    const site = openTestApp(t)
    const program = openProgram(site)
    const token = await prepare(site)
    for (let count = 0; count < 20; count += 1) {
      const wrong = await program.send('POST', path, { token: 'gwo_wrong', password })
      assert.equal(wrong.status, 410)
    }
    const { value, total } = await countHashes(() =>
      program.send('POST', path, { token, password }))
    const { 'retry-after': wait, 'ratelimit-policy': named } = value.headers
    assert.deepEqual([value.status, wait, named, total], [429, '3600', policy, 0])
  })
}

for (const path of ['/api/users', '/api/users/forgot']) {
  test(`a stranger can't use up the emails to an address: ${path}`, async (t) => {
    const site = openTestApp(t, { trustedHops: 1 })
    await addUser(site)
    const ask = async (client: string) => {
      const body = path === '/api/users' ? { email, password } : { email }
      const headers = { 'x-forwarded-for': client }
      return (await openProgram(site).send('POST', path, body, headers)).status
    }
    for (let count = 0; count < 5; count += 1) assert.equal(await ask('192.0.2.1'), 202)
    assert.equal(await ask('192.0.2.1'), 429)
    assert.equal(await ask('198.51.100.1'), 202, 'the owner')
    for (let count = 6; count < 20; count += 1) {
      assert.equal(await ask(`203.0.113.${count}`), 202)
    }
    assert.equal(await ask('203.0.113.99'), 429, 'nor can many flood the mailbox')
  })
}

// The trail keeps every event forever, so nobody may add an unlimited number.
const floods: [name: string, most: number, repeat: (browser: Browser) => Promise<void>][] = [
  ['ending all other sessions', 0, async (browser) => {
    await browser.send('DELETE', '/api/sessions', undefined)
  }],
  ['creating and revoking keys', 400, async (browser) => {
    const made = await browser.send('POST', '/api/keys', { name: 'x', scopes: ['account'] })
    if (made.status === 429) return
    await browser.send('DELETE', `/api/keys/${String(pick(made.json(), 'id'))}`, undefined)
  }],
]
for (const [name, most, repeat] of floods) {
  test(`a signed-in user can't fill the audit trail by ${name}`, async (t) => {
    const site = openTestApp(t)
    const user = await addUser(site)
    const browser = await openSignedIn(site, user)
    for (let count = 0; count < 230; count += 1) await repeat(browser)
    const events = (await readAudit(site)).filter(({ action }) => action !== 'signed-out')
    assert.equal(events.length, most)
  })
}
