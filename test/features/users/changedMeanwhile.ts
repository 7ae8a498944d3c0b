// Sends a request while something is changed that it depends on: the password, the session, the
// role. A request that comes too late is refused, and stores nothing.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { findUser, updateEmail, updatePassword } from '../../../src/auth/access/users.ts'
import { endSessions } from '../../../src/auth/sessions/session.ts'
import { revokeKeys } from '../../../src/auth/tokens/apiKey.ts'
import { endTickets } from '../../../src/auth/tokens/oneTime.ts'
import { endFamilies } from '../../../src/auth/tokens/refresh.ts'
import { sql } from '../../../src/database/sql.ts'
import { cheapHash } from '../../auth/cheapHash.ts'
import { pick } from '../../pick.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../../testApp.ts'
import { openProgram, type Program } from '../../testClients.ts'
import { addUser, openWithKey, otherPassword, tokenInMail } from './accounts.ts'
import { deleteUser } from './deletedMeanwhile.ts'
import {
  checkResponses, describe, mostQuestions, openInterrupted, type Leaver, type Prepare,
} from './interrupted.ts'

type Act = (leaver: Leaver, root: Program) => Promise<unknown>

const otherHash = cheapHash(otherPassword)

/** What is done to a user meanwhile, by the name of it. */
export const changes = {
  async 'a reset'({ site, email }) {
    await openProgram(site).send('POST', '/api/users/forgot', { email })
    const token = await tokenInMail(site)
    const reset = { token, password: otherPassword }
    const { status } = await openProgram(site).send('POST', '/api/users/reset', reset)
    assert.equal(status, 204)
  },
  // As a session of the user does, which goes on then.
  'another password': ({ site, user }) => site.database.batch([
    updatePassword(user, { passwordHash: otherHash, now: site.clock.now }),
    endFamilies(user), endTickets(user),
  ]),
  'the account is deleted': ({ site, user }) => deleteUser(site, user),
  'the account is disabled': (leaver, root) => patch(leaver, root, { disabled: true }),
  'all access is ended': ({ site, user }) =>
    site.database.batch([endSessions(user), endFamilies(user), revokeKeys(user)]),
  'a second factor': ({ site, user }) => setFactor(site, user, 'GEZDGNBVGY3TQOJQ'),
  'another second factor': ({ site, user }) => setFactor(site, user, 'GEZDGNBVGY3TQOJR'),
  'no second factor': ({ site, user }) => setFactor(site, user, null),
  'another address': ({ site, user, email }) => site.database.batch([
    updateEmail(user, `new-${email}`, site.clock.now), endTickets(user),
  ]),
  async 'another role'(leaver, root) {
    const { role } = await findUser(leaver.site.database, leaver.user) ?? {}
    await patch(leaver, root, { role: role === 'admin' ? 'user' : 'admin' })
  },
} satisfies Record<string, Act>

export type Change = keyof typeof changes

/**
 * Sends the request again and again, with the change before one question after the other, and gives
 * each response: the last one met no change. The first question comes before anything is decided,
 * so it's left out. Fails when a response is neither like the last nor a refusal, or when anything
 * is stored after the change; only `mayGoOn` says that something may be.
 */
export async function changeMeanwhile(
  test: TestContext, change: Change, prepare: Prepare,
  { mayGoOn = false, ...options }: TestAppOptions & { mayGoOn?: boolean } = {},
): Promise<string[]> {
  const plain = openTestApp(test, options)
  const root = await addUser(plain, { email: 'root@example.org', role: 'admin' })
  const administrator = await openWithKey(plain, root, ['admin'])
  const responses: string[] = []
  for (let at = 1; at < mostQuestions; at += 1) {
    const { site, interrupt } = openInterrupted(plain)
    const email = `ada${at}@example.org`
    const user = await addUser(plain, { email })
    const send = await prepare({ site, user, email })
    let then: unknown
    const wasMet = interrupt(at, async () => {
      // It may be a deletion, which is through.
      const isThere = await findUser(plain.database, user) !== undefined
      if (isThere) await changes[change]({ site: plain, user, email }, administrator)
      then = await readAccess(plain)
    })
    responses.push(describe(await send()))
    const isOver = !await wasMet()
    assert.deepEqual(errorsOf(plain), [], 'something went wrong on our side')
    if (isOver) {
      checkResponses(responses)
      return responses
    }
    const isSame = isDeepStrictEqual(await readAccess(plain), then)
    assert.ok(isSame || mayGoOn, `question ${at}: something was stored, ${responses.at(-1)}`)
  }
  throw new Error(`The request asks the database more than ${mostQuestions} questions`)
}

async function patch(
  { site: { database }, user }: Leaver, root: Program, change: object,
): Promise<void> {
  const { version } = await findUser(database, user) ?? {}
  if (version === undefined) return
  const headers = { 'if-match': `"${version}"` }
  const { status } = await root.send('PATCH', `/api/admin/users/${user}`, change, headers)
  assert.equal(status, 200)
}

function setFactor({ database, clock }: TestApp, user: number, secret: string | null) {
  const since = secret === null ? null : clock.now
  return database.run(sql`
    update users set totp_secret = ${secret}, totp_since = ${since}, version = version + 1
    where id = ${user}`)
}

function errorsOf(site: TestApp): unknown[] {
  return site.logged().filter((line) => pick(line, 'level') === 'error')
}

// What a refusal may store isn't in it: what is counted, a new hash of the same password, and the
// code or the ticket that was used.
async function readAccess(site: TestApp): Promise<unknown> {
  const rows = await Promise.all([
    sql`select id, email, name, password_version, role, disabled_at, totp_secret, totp_since,
      version from users order by id`,
    sql`select id, token_hash, user from sessions order by id`,
    sql`select id, user from token_families order by id`,
    sql`select id, user, scopes from api_keys order by id`,
    sql`select token_hash, user, purpose from one_time_tokens where purpose <> 'second-factor'
      order by token_hash`,
    sql`select id, owner from oauth_clients order by id`,
    sql`select user, client, scopes from oauth_consents order by user, client`,
    sql`select subject, user from provider_accounts order by user`,
    sql`select id, user from owners where user is not null order by id`,
    sql`select email, token_hash from invitations order by email`,
    sql`select slug, is_blocked, disabled_reason from links order by id`,
    sql`select id, handled_at from reports order by id`,
    sql`select id, actor, action, target from audit_events where action not in (
      'sign-in-refused', 'second-factor-refused', 'password-not-confirmed', 'signed-in',
      'reset-asked')
      order by id`,
  ].map((statement) => site.database.all(statement)))
  const mails = await site.mails()
  return { rows, mails: mails.length }
}
