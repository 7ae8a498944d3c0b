// Requests that take a password or a code, and what is changed while they're under way: the
// password itself, the account, the sign-in, the second factor, the role.

import assert from 'node:assert/strict'
import test from 'node:test'
import { totpCode } from '../../../../src/auth/passwords/totp.ts'
import { recentSignInMs } from '../../../../src/auth/sessions/session.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { openBrowser, openProgram, type Browser } from '../../../testClients.ts'
import {
  basic, openSignedIn, openWithKey, otherPassword, password, tokenInMail,
} from '../accounts.ts'
import { changeMeanwhile, type Change } from '../changedMeanwhile.ts'
import { questionsAfter, type Leaver, type Prepare } from '../interrupted.ts'

const me = '/api/users/me'
const passwords = { currentPassword: password, newPassword: `${otherPassword} too` }
const newKey = { name: 'k', scopes: ['links:read'] }

function call(method: string, path: string, body: unknown): Prepare {
  return async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    return () => browser.send(method, path, body)
  }
}

function byKey(method: string, path: string, body: unknown): Prepare {
  return async ({ site, user }) => {
    const program = await openWithKey(site, user, ['account'])
    return () => program.send(method, path, body)
  }
}

function form(path: string, fields: Record<string, string>): Prepare {
  return async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    await browser.get(path)
    return () => browser.submit(path, fields)
  }
}

const unlockSessions: Prepare = async ({ site, user }) => {
  const browser = await openSignedIn(site, user)
  await openSignedIn(site, user)
  site.clock.now += recentSignInMs
  await browser.get('/account/sessions')
  return () => browser.submit('/account/sessions/confirm', { password })
}

function codeOf({ site }: Leaver, secret: string): string {
  return totpCode(secret, Math.floor(site.clock.now / 30_000))
}

async function beginSecondFactor({ site, user }: Leaver) {
  const browser = await openSignedIn(site, user)
  const reply = await browser.send('POST', `${me}/second-factor`, { password })
  return { browser, secret: String(pick(reply.json(), 'secret')) }
}

async function withSecondFactor(leaver: Leaver) {
  const { browser, secret } = await beginSecondFactor(leaver)
  await browser.send('PUT', `${me}/second-factor`, { code: codeOf(leaver, secret) })
  leaver.site.clock.now += 60_000
  return { browser, code: codeOf(leaver, secret) }
}

/** The first of two steps, and what sends the second one. */
function secondStep(first: string, second: string): Prepare {
  return async (leaver) => {
    const { code } = await withSecondFactor(leaver)
    const { site, email } = leaver
    const browser: Browser = openBrowser(site)
    const reply = await browser.send('POST', first, { email, password })
    const ticket = pick(reply.json(), 'ticket')
    return () => browser.send('POST', second, { ticket, code })
  }
}

const passwordChanges: readonly Change[] = ['a reset', 'another password']
const ends: readonly Change[] = ['the account is disabled', 'all access is ended']
const newRole: readonly Change[] = ['another role']
const factors: readonly Change[] = ['a second factor', 'another second factor', 'no second factor']

// A change of role ends sessions and tokens from email, and leaves keys.
const ofSession = [...passwordChanges, ...ends, ...newRole]
const ofKey = [...passwordChanges, ...ends]
const ofPassword = [...passwordChanges, 'the account is disabled'] satisfies Change[]
const ofTicket: readonly Change[] = [...ofPassword, ...newRole]
const ofSignIn: readonly Change[] = [...ofPassword, 'a second factor', 'another second factor']

type Row = {
  prepare: Prepare
  /** The changes that it's refused for. */
  refused: readonly Change[]
  /** Changes that don't concern it. */
  goesOn?: readonly Change[]
  /** How many questions it asks after its own change is stored. */
  after?: number
}

/** What is asked, by the name of it. */
const requests: Record<string, Row> = {
  'the password, before others are signed out': {
    prepare: unlockSessions, refused: [...ofSession, 'another password'],
  },
  'a new password': {
    prepare: call('PUT', `${me}/password`, passwords), refused: ofSession, goesOn: factors,
  },
  'a new password, by a form': {
    prepare: form('/account/password', passwords), refused: ofSession,
  },
  'a new password, by a key': {
    prepare: byKey('PUT', `${me}/password`, passwords), refused: ofKey, goesOn: newRole,
  },
  'a deletion': {
    prepare: call('DELETE', me, { password }), refused: ofSession, goesOn: factors, after: 1,
  },
  'a deletion, by a form': {
    prepare: form('/account/delete', { password, sure: 'yes' }), refused: ofSession, after: 1,
  },
  'a deletion, by a key': {
    prepare: byKey('DELETE', me, { password }), refused: ofKey, goesOn: newRole, after: 1,
  },
  'a new address': {
    prepare: call('POST', `${me}/email`, { email: 'new@example.org', password }),
    refused: ofSession, goesOn: factors,
  },
  'a new address, by a form': {
    prepare: form('/account/email', { email: 'new@example.org', password }), refused: ofSession,
  },
  'a new address, by a key': {
    prepare: byKey('POST', `${me}/email`, { email: 'new@example.org', password }), refused: ofKey,
  },
  'a new address that is taken': {
    prepare: call('POST', `${me}/email`, { email: 'root@example.org', password }),
    refused: ofSession,
  },
  'a confirmed address': {
    prepare: async ({ site, user }) => {
      const browser = await openSignedIn(site, user)
      await browser.send('POST', `${me}/email`, { email: `new${user}@example.org`, password })
      const token = await tokenInMail(site)
      return () => openBrowser(site).send('POST', `${me}/email/confirm`, { token })
    },
    refused: [...ofTicket, 'another address'], goesOn: ['all access is ended'],
  },
  'the secret of a second factor': {
    prepare: call('POST', `${me}/second-factor`, { password }),
    refused: [...ofSession, 'a second factor'],
  },
  'the secret of a second factor, by a key': {
    prepare: byKey('POST', `${me}/second-factor`, { password }),
    refused: [...ofKey, 'a second factor'],
  },
  'a second factor that is switched on': {
    prepare: async (leaver) => {
      const { browser, secret } = await beginSecondFactor(leaver)
      return () => browser.send('PUT', `${me}/second-factor`, { code: codeOf(leaver, secret) })
    },
    refused: [...ofSession, ...factors],
  },
  'a second factor that is switched off': {
    prepare: async (leaver) => {
      const { browser, code } = await withSecondFactor(leaver)
      return () => browser.send('DELETE', `${me}/second-factor`, { password, code })
    },
    refused: [...ofSession, 'another second factor', 'no second factor'],
  },
  'a new key': {
    prepare: call('POST', '/api/keys', { ...newKey, password }), refused: ofSession,
    goesOn: factors,
  },
  'a new key, by a form': {
    prepare: form('/account/keys', { ...newKey, scopes: 'links:read', days: '30', password }),
    refused: ofSession,
  },
  'a new key right after the sign-in': {
    prepare: call('POST', '/api/keys', newKey), refused: ofSession,
  },
  'a new key, by an access token': {
    prepare: async ({ site, email }) => {
      const program = openProgram(site)
      const pair = await program.send('POST', '/api/tokens', { email, password })
      program.key = String(pick(pair.json(), 'accessToken'))
      return () => program.send('POST', '/api/keys', { ...newKey, password })
    },
    refused: ofSession,
  },
  'a new key with Basic': {
    prepare: async ({ site, email }) => {
      const headers = { authorization: basic(email, password) }
      return () => openProgram(site).send('POST', '/api/keys', newKey, headers)
    },
    refused: ofSignIn, goesOn: newRole,
  },
  'a sign-in': {
    prepare: async ({ site, email }) =>
      () => openBrowser(site).send('POST', '/api/sessions', { email, password }),
    refused: ofSignIn, goesOn: [...newRole, 'all access is ended'], after: 1,
  },
  'a sign-in, by a form': {
    prepare: async ({ site, email }) => () => openBrowser(site).post('/login', { email, password }),
    refused: ofSignIn,
  },
  'a sign-in of a program': {
    prepare: async ({ site, email }) =>
      () => openProgram(site).send('POST', '/api/tokens', { email, password }),
    refused: ofSignIn,
  },
  'the first step of two': {
    prepare: async (leaver) => {
      await withSecondFactor(leaver)
      const { site, email } = leaver
      return () => openBrowser(site).send('POST', '/api/sessions', { email, password })
    },
    refused: ofPassword, goesOn: factors,
  },
  'the second step of two': {
    prepare: secondStep('/api/sessions', '/api/sessions/second-factor'),
    refused: [...ofPassword, 'another second factor'], after: 1,
  },
  'the second step of a program': {
    prepare: secondStep('/api/tokens', '/api/tokens/second-factor'),
    refused: [...ofPassword, 'another second factor'],
  },
  'a link to a new password': {
    prepare: async ({ site, email }) => {
      await openBrowser(site).post('/forgot', { email })
      const token = await tokenInMail(site)
      return () => openBrowser(site).send(
        'POST', '/api/users/reset', { token, password: passwords.newPassword })
    },
    refused: [...ofTicket, 'another address'], goesOn: ['all access is ended', ...factors],
    after: 2,
  },
  'the confirmed password of an administrator': {
    prepare: async ({ site, user }) => {
      await site.database.run(sql`update users set role = 'admin' where id = ${user}`)
      const browser = await openSignedIn(site, user)
      await browser.get('/admin/confirm')
      return () => browser.submit('/admin/confirm', { password })
    },
    refused: ofSession, goesOn: factors,
  },
}

for (const [name, { prepare, refused, goesOn = [], after = 0 }] of Object.entries(requests)) {
  for (const change of refused) {
    test(`${name} is refused after ${change}`, async (t) => {
      const responses = await changeMeanwhile(t, change, prepare)
      assert.equal(questionsAfter(responses), after, String(responses))
    })
  }
  for (const change of goesOn) {
    test(`${name} goes on after ${change}`, async (t) => {
      const responses = await changeMeanwhile(t, change, prepare, { mayGoOn: true })
      assert.equal(new Set(responses).size, 1, String(responses))
    })
  }
}

// What it erases is found by the address that it has read.
test('a deletion is refused when its user has another address than it has read', async (t) => {
  const deletion = call('DELETE', me, { password })
  const [read, ...later] =
    await changeMeanwhile(t, 'another address', deletion, { mayGoOn: true })
  assert.deepEqual([read, ...new Set(later)], ['204', '403', '204'])
})

test('no link to a new password goes to an address that was given up meanwhile', async (t) => {
  const responses = await changeMeanwhile(t, 'another address', async ({ site, email }) =>
    () => openBrowser(site).send('POST', '/api/users/forgot', { email }))
  assert.equal(new Set(responses).size, 1, 'the response is the same for every address')
})
