// The steps about the last administrator, whom nobody can demote, disable or delete.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { sendJson, signIn } from '../35-passwords/client.ts'
import {
  byKey, bySession, byToken, newAdmin, newPerson, ownLink, readUser, type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import { begin, type Halves } from './halves.ts'
import { readLast, readSince } from './trail.ts'
import { expectDone, expectRefused, me, watch, type UserTools } from './tools.ts'

const refusals = [409, 403, 422, 400]

/** Tries to lose the last administrator, alone and beside one who is disabled. */
export async function keepLast(tools: UserTools): Promise<void> {
  const { change } = tools
  const [boss, ada] = [await newAdmin(tools), await newAdmin(tools)]
  const ann = await newPerson(tools)
  makeOnly(tools, [boss, ada])
  await ownLink(tools, boss)
  const ways = [bySession(boss), await byKey(tools, boss, ['admin']), await byToken(tools, boss)]
  change('update users set disabled_at = ? where id = ?', Date.now() - 1, ada.id)
  await refuseAll(tools, ways, boss)
  change("update users set role = 'user', disabled_at = null where id = ?", ada.id)
  await refuseAll(tools, ways, boss)
  // Nothing of this loses an administrator. Some programs let nobody change themselves.
  const harmless = [
    [boss, ann, { isDisabled: true }], [boss, ann, { isDisabled: false }],
    [boss, ada, { role: 'admin' }], [ada, boss, { role: 'admin' }],
    [ada, boss, { isDisabled: false }], [ada, boss, { role: 'user' }],
  ] as const
  for (const [admin, person, fields] of harmless) {
    const way = await signInAgain(tools, admin)
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
  const { change, fresh, fail } = tools
  const spare = await newAdmin(tools)
  for (const kind of fresh.shuffle(['delete', 'demote', 'both'] as const)) {
    const [ada, ben] = [await newAdmin(tools), await newAdmin(tools)]
    makeOnly(tools, [ada, ben])
    const leaving = [
      [ada, kind === 'demote' ? ben : undefined], [ben, kind === 'delete' ? undefined : ada],
    ] as const
    const plans = leaving.map(([person, other]) => ({ person, plan: planOf(person, other) }))
    const exchange = kind === 'delete'
      ? await sendTogether(tools, plans) : await sendInHalves(tools, fresh.shuffle(plans))
    if (countAdmins(tools) === 0) {
      return fail('last-admin-lost', {
        exchange, expected: 'of two who leave at the same time, one stays',
        actual: 'No administrator is left',
      })
    }
    change("update users set role = 'admin' where id = ?", spare.id)
  }
}

type Leaving = { person: Person; plan: { method: string; target: string; body: object } }

function planOf({ account: { password } }: Person, other: Person | undefined): Leaving['plan'] {
  return other === undefined ? { method: 'DELETE', target: me, body: { password } }
    : { method: 'PATCH', target: pathOf(other), body: { role: 'user' } }
}

// What comes after waiting, for a hash for example, may be wrong about what it saw before.
async function sendTogether(
  { together }: UserTools, plans: readonly Leaving[],
): Promise<HttpExchange | undefined> {
  const [exchange] = await together(() => Promise.all(
    plans.map(({ person: { browser }, plan: { method, target, body } }) =>
      sendJson(browser, method, target, body))))
  return exchange
}

// Both have been let in before the body of either is there.
async function sendInHalves(
  tools: UserTools, plans: readonly Leaving[],
): Promise<HttpExchange | undefined> {
  const halves: Halves[] = []
  for (const { person, plan } of plans) halves.push(await begin(tools, person.browser, plan))
  for (const half of halves) half.finish()
  const exchanges: HttpExchange[] = []
  for (const half of halves) exchanges.push(await half.read())
  return exchanges.at(-1)
}

function pathOf({ id }: Person): string {
  return `/api/admin/users/${id}`
}

function makeOnly({ change }: UserTools, admins: readonly Person[]): void {
  const ids = admins.map(({ id }) => id).join()
  change(`update users set role = 'user' where role = 'admin' and id not in (${ids})`)
}

function countOwn({ query }: UserTools, { id }: Person): string {
  return JSON.stringify(query(`
    select (select count(*) from links where user = ?1) as links,
      (select count(*) from api_keys where user = ?1) as keys`, id)[0])
}

function countAdmins({ query }: UserTools): number {
  const rows = query("select id from users where role = 'admin' and disabled_at is null")
  return rows.length
}

async function refuseAll(tools: UserTools, ways: readonly Way[], last: Person): Promise<void> {
  const { fresh, fail } = tools
  const requests = [
    { role: 'user' }, { isDisabled: true }, { role: 'user', isDisabled: true },
    { role: 'admin', isDisabled: true }, undefined,
  ]
  const [before, owned] = [readLast(tools), countOwn(tools, last)]
  let refused: HttpExchange | undefined
  for (const [index, fields] of fresh.shuffle(requests).entries()) {
    // A key with the scope admin alone can't delete an account.
    const [session = bySession(last)] = ways
    const exchange = fields === undefined
      ? await session.send('DELETE', me, { password: last.account.password })
      : await (ways[index % ways.length] ?? session).send('PATCH', pathOf(last), fields)
    const user = readUser(tools, last.account)
    const what = fields === undefined ? 'deleting the last administrator' : JSON.stringify(fields)
    if (user?.role !== 'admin' || user.isDisabled) {
      fail('last-admin-lost', {
        exchange, expected: `409 for ${what}, and the row stays as it was`,
        actual: user === undefined ? 'The row is gone' : JSON.stringify(user),
      })
    }
    expectRefused(tools, exchange, { id: 'last-admin-lost', what, statuses: refusals })
    const after = countOwn(tools, last)
    if (after !== owned) {
      fail('half-deleted', { exchange, expected: `still there: ${owned}`, actual: after })
    }
    refused = exchange
  }
  const wrong = readSince(tools, before).find(({ action }) =>
    ['user-changed', 'account-deleted'].includes(String(action)))
  if (wrong === undefined) return
  fail('audit-false', {
    exchange: refused, expected: 'no event: all was refused', actual: JSON.stringify(wrong),
  })
}
