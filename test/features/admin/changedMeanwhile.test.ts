// What administrators do to a user while another administrator takes their rights away.

import assert from 'node:assert/strict'
import test from 'node:test'
import { pick } from '../../pick.ts'
import { openProgram } from '../../testClients.ts'
import { addUser, openSignedIn, openWithKey } from '../users/accounts.ts'
import { changeMeanwhile, type Change } from '../users/changedMeanwhile.ts'
import { questionsAfter, type Leaver, type Prepare } from '../users/interrupted.ts'
import { promote, read, run } from './people.ts'

/** Makes the user an administrator, and adds somebody whom they can do something to. */
async function begin({ site, user }: Leaver): Promise<string> {
  await promote(site, user)
  const other = await addUser(site, { email: `other${user}@example.org` })
  await openSignedIn(site, other)
  return `/admin/users/${other}`
}

function press(action: string): Prepare {
  return async (leaver) => {
    const path = await begin(leaver)
    const browser = await openSignedIn(leaver.site, leaver.user)
    await browser.get(action === 'sessions' ? path : `${path}/${action}`)
    return () => browser.submit(`${path}/${action}`)
  }
}

function send(method: string, rest: string, body?: object): Prepare {
  return async (leaver) => {
    const path = await begin(leaver)
    const program = await openWithKey(leaver.site, leaver.user, ['admin'])
    return () => program.send(method, `/api${path}${rest}`, body, { 'if-match': '"1"' })
  }
}

/** A link with a report, made by nobody who has an account. */
async function addReported({ site, user }: Leaver): Promise<string> {
  await promote(site, user)
  const link = { target: 'https://example.com/' }
  const made = await openProgram(site).send('POST', '/api/links', link)
  const slug = String(pick(made.json(), 'slug'))
  await run(site, `
    insert into reports (link, reason, details, created_at)
    select id, 'spam', '', 1 from links where slug = ?`, slug)
  return slug
}

function decide(decision: 'block' | 'dismiss'): Prepare {
  return async (leaver) => {
    const slug = await addReported(leaver)
    const browser = await openSignedIn(leaver.site, leaver.user)
    return () => browser.send('POST', `/api/admin/reports/${slug}`, { decision })
  }
}

const ends: readonly Change[] = [
  'the account is deleted', 'the account is disabled', 'all access is ended', 'another role',
]

const requests: Record<string, Prepare> = {
  'a new administrator': press('promote'),
  'a disabled account': press('disable'),
  'the end of all sessions': press('sessions'),
  'a new administrator, by a key': send('PATCH', '', { role: 'admin' }),
  'a disabled account, by a key': send('PATCH', '', { disabled: true }),
  'the end of all sessions, by a key': send('DELETE', '/sessions'),
  'a blocked link': decide('block'),
  'a dismissed report': decide('dismiss'),
  'an unblocked link': async (leaver) => {
    const slug = await addReported(leaver)
    await run(leaver.site, 'update links set is_blocked = 1 where slug = ?', slug)
    const browser = await openSignedIn(leaver.site, leaver.user)
    return () => browser.send('POST', `/api/admin/links/${slug}/unblock`, undefined)
  },
  'an invitation': async ({ site, user }) => {
    await promote(site, user)
    const browser = await openSignedIn(site, user)
    const email = `invited${user}@example.org`
    return () => browser.send('POST', '/api/admin/invitations', { email })
  },
  'a revoked invitation': async ({ site, user }) => {
    await promote(site, user)
    const email = `invited${user}@example.org`
    await run(site, `
      insert into invitations (token_hash, email, created_at, expires_at)
      values (randomblob(32), ?, 1, 9e15)`, email)
    const [invitation] = await read(site, 'select id from invitations where email = ?', email)
    const browser = await openSignedIn(site, user)
    const path = `/api/admin/invitations/${invitation?.['id']}`
    return () => browser.send('DELETE', path, undefined)
  },
}

for (const [name, prepare] of Object.entries(requests)) {
  for (const change of ends) {
    test(`${name} is refused after ${change}`, async (t) => {
      const responses = await changeMeanwhile(t, change, prepare)
      assert.equal(questionsAfter(responses), 0, String(responses))
    })
  }
}
