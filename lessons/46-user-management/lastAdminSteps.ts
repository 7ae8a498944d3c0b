// The steps about the last administrator, whom nobody can demote, disable or delete.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { sendJson, signIn } from '../35-passwords/client.ts'
import {
  byKey, bySession, byToken, newAdmin, newPerson, readUser, type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import { readLast, readSince } from './trail.ts'
import { expectDone, expectRefused, me, watch, type UserTools } from './tools.ts'

const refusals = [409, 403, 422, 400]

/** Tries to lose the last administrator, alone and beside one who is disabled. */
export async function keepLast(tools: UserTools): Promise<void> {
  const { change } = tools
  const [boss, ada] = [await newAdmin(tools), await newAdmin(tools)]
  const ann = await newPerson(tools)
  makeOnly(tools, [boss, ada])
  const ways = [bySession(boss), await byKey(tools, boss, ['admin']), await byToken(tools, boss)]
  change('update users set disabled_at = ? where id = ?', Date.now() - 1, ada.id)
  await refuseAll(tools, ways, boss)
  change("update users set role = 'user', disabled_at = null where id = ?", ada.id)
  await refuseAll(tools, ways, boss)
  // Nothing of this loses an administrator.
  const harmless = [
    [boss, { role: 'admin' }], [boss, { isDisabled: false }], [ann, { isDisabled: true }],
    [ann, { isDisabled: false }], [ada, { role: 'admin' }], [boss, { role: 'user' }],
  ] as const
  for (const [person, fields] of harmless) {
    const way = await signInAgain(tools, boss)
    const exchange = await way.send('PATCH', pathOf(person), fields)
    const what = `200 for ${JSON.stringify(fields)}: an administrator is left`
    expectDone(tools, exchange, 'earlier-part', what)
  }
  const adas = await signInAgain(tools, ada)
  await refuseAll(tools, [adas], ada)
  const promoted = await adas.send('PATCH', pathOf(boss), { role: 'admin' })
  expectDone(tools, promoted, 'earlier-part', '200 for an administrator')
  const { password } = ada.account
  const deleted = await adas.send('DELETE', me, { password })
  expectDone(tools, deleted, 'not-deleted', '204: another administrator is left')
  await refuseAll(tools, [await signInAgain(tools, boss)], boss)
}

// Some programs end what a user has when their role changes.
async function signInAgain(tools: UserTools, person: Person): Promise<Way> {
  return bySession({ ...person, browser: await signIn(tools, person.account) })
}

/** Lets two administrators leave at the same time. */
export async function leaveTogether(plain: UserTools): Promise<void> {
  const tools = watch(plain)
  const spare = await newAdmin(tools)
  for (const kind of tools.fresh.shuffle(['delete', 'demote', 'both'] as const)) {
    const [ada, ben] = [await newAdmin(tools), await newAdmin(tools)]
    makeOnly(tools, [ada, ben])
    const [first] = await tools.together(() => Promise.all([
      leave(ada, kind === 'demote' ? ben : undefined),
      leave(ben, kind === 'delete' ? undefined : ada),
    ]))
    if (countAdmins(tools) === 0) {
      tools.fail('last-admin-lost', {
        exchange: first, expected: 'of two who leave at the same time, one stays',
        actual: 'No administrator is left',
      })
    }
    tools.change("update users set role = 'admin' where id = ?", spare.id)
  }
}

function leave(person: Person, other: Person | undefined): Promise<HttpExchange> {
  const { account: { password }, browser } = person
  return other === undefined ? sendJson(browser, 'DELETE', me, { password })
    : sendJson(browser, 'PATCH', pathOf(other), { role: 'user' })
}

function pathOf({ id }: Person): string {
  return `/api/admin/users/${id}`
}

function makeOnly({ change }: UserTools, admins: readonly Person[]): void {
  const ids = admins.map(({ id }) => id).join()
  change(`update users set role = 'user' where role = 'admin' and id not in (${ids})`)
}

function countAdmins({ query }: UserTools): number {
  const rows = query("select id from users where role = 'admin' and disabled_at is null")
  return rows.length
}

async function refuseAll(
  tools: UserTools, ways: readonly Way[], last: Person,
): Promise<void> {
  const { fresh, fail } = tools
  const requests = [
    { role: 'user' }, { isDisabled: true }, { role: 'user', isDisabled: true },
    { role: 'admin', isDisabled: true }, undefined,
  ]
  for (const fields of fresh.shuffle(requests)) {
    const before = readLast(tools)
    // A key with the scope admin alone can't delete an account.
    const [session = bySession(last)] = ways
    const exchange = fields === undefined
      ? await session.send('DELETE', me, { password: last.account.password })
      : await fresh.pick(ways).send('PATCH', pathOf(last), fields)
    const user = readUser(tools, last.account)
    const what = fields === undefined ? 'deleting the last administrator' : JSON.stringify(fields)
    if (user?.role !== 'admin' || user.isDisabled) {
      fail('last-admin-lost', {
        exchange, expected: `409 for ${what}, and the row stays as it was`,
        actual: user === undefined ? 'The row is gone' : JSON.stringify(user),
      })
    }
    expectRefused(tools, exchange, { id: 'last-admin-lost', what, statuses: refusals })
    const wrong = readSince(tools, before).find(({ action }) =>
      ['user-changed', 'account-deleted'].includes(String(action)))
    if (wrong === undefined) continue
    fail('audit-false', { exchange, expected: 'no event', actual: JSON.stringify(wrong) })
  }
}
