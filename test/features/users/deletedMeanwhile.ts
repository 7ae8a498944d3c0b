// Sends a request while its user's account is being deleted.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { findUser } from '../../../src/auth/access/users.ts'
import { sql } from '../../../src/database/sql.ts'
import { pick } from '../../pick.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../../testApp.ts'
import { addUser, openWithKey, otherPassword, password, readAudit } from './accounts.ts'
import {
  checkResponses, describe, mostQuestions, openInterrupted, type Prepare,
} from './interrupted.ts'

// What may follow the deletion in the trail: what was refused, what is written before it's decided
// (a program's sign-in), and what is as true of an account that is gone.
const lateEvents = new Set([
  'sign-in-refused', 'second-factor-refused', 'password-not-confirmed', 'reset-asked',
  'signed-in', 'other-sessions-ended',
])

/**
 * Sends the request again and again, and gives each response: the last one met no deletion. Fails
 * when one is neither like the last nor a refusal, or when anything is left of a deleted account.
 */
export async function deleteMeanwhile(
  test: TestContext, prepare: Prepare, options: TestAppOptions = {},
): Promise<string[]> {
  const plain = openTestApp(test, options)
  await addUser(plain, { email: 'root@example.org', role: 'admin' })
  const responses: string[] = []
  while (responses.length < mostQuestions) {
    const at = responses.length
    const { site, interrupt } = openInterrupted(plain)
    const email = `ada${at}@example.org`
    const user = await addUser(plain, { email, role: 'admin' })
    const owner = await ownerOf(plain, user)
    const send = await prepare({ site, user, email })
    const wasMet = interrupt(at, () => deleteUser(plain, user))
    responses.push(describe(await send()))
    if (!await wasMet()) {
      checkResponses(responses)
      return responses
    }
    await checkGone(plain, { user, owner })
  }
  throw new Error(`The request asks the database more than ${mostQuestions} questions`)
}

/** Deletes an account as its user does, whichever of the two passwords it has by now. */
export async function deleteUser(site: TestApp, user: number): Promise<void> {
  if (await findUser(site.database, user) === undefined) return
  const program = await openWithKey(site, user, ['account'])
  for (const each of [password, otherPassword]) {
    const { status } = await program.send('DELETE', '/api/users/me', { password: each })
    if (status === 204) return
  }
  throw new Error(`User ${user} was not deleted`)
}

/** Gives the owner of a user's links: it outlives the account. */
export async function ownerOf({ database }: TestApp, user: number): Promise<number> {
  const row = await database.one(sql<{ id: number }>`select id from owners where user = ${user}`)
  return row?.id ?? 0
}

/** Checks that an account left nothing behind, and that the trail ends with its one deletion. */
export async function checkGone(
  site: TestApp, { user, owner }: { user: number; owner: number },
): Promise<void> {
  // The links go in the background; this waits for it.
  await site.clean()
  const errors = site.logged().filter((line) => pick(line, 'level') === 'error')
  assert.deepEqual(errors, [], 'something went wrong on our side')
  for (const [table, column] of await readReferences(site)) {
    const rows = await site.database.all({
      text: `select * from ${table} where ${column} = ?`, values: [user],
    })
    assert.deepEqual(rows, [], `${table} has rows of the deleted user`)
  }
  const links = await site.database.all(sql`select slug from links where owner = ${owner}`)
  assert.deepEqual(links, [], 'links of the deleted user are there')
  const events = (await readAudit(site)).filter((event) => event.target === `user ${user}`
    || event.actor === user)
  const end = events.findIndex(({ action }) => action === 'account-deleted')
  const late = events.slice(end + 1).filter(({ action }) => !lateEvents.has(action))
  assert.ok(end >= 0, `user ${user} was deleted without an event`)
  assert.deepEqual(late, [], 'an event tells of something that no longer happened')
}

// Every column that names a user, read from the schema: a new table is looked at as well.
async function readReferences({ database }: TestApp): Promise<[table: string, column: string][]> {
  const rows = await database.all(sql<{ name: string; column: string }>`
    select tables.name, keys."from" as column
    from sqlite_schema as tables, pragma_foreign_key_list(tables.name) as keys
    where tables.type = 'table' and keys."table" = 'users'`)
  const found = rows.map(({ name, column }): [string, string] => [name, column])
  return [...found, ['mails', 'user']]
}
