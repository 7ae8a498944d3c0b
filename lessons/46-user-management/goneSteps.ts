// The step about an account that is deleted, or has no role any more, while other requests of its
// user are on their way.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { isSuccess, sendJson } from '../35-passwords/client.ts'
import {
  bySession, newAdmin, newPerson, readUser, type Person,
} from '../41-roles-and-ownership/people.ts'
import { begin, type Halves } from './halves.ts'
import { expectOneEnd, findTrace, type Ended } from './traces.ts'
import { readLast, readSince } from './trail.ts'
import { expectDone, me, watch, words, type Id, type UserTools } from './tools.ts'

type Plan = { method: string; target: string; body: object; action?: string }

/** Deletes accounts while their users do something else, too. */
export async function leaveMeanwhile(plain: UserTools): Promise<void> {
  const tools = watch(plain)
  await deleteBeforeBodies(tools)
  await endAdminBeforeBody(tools)
  const rounds: readonly ((person: Person) => readonly Plan[])[] = [
    (person) => [deletion(person), deletion(person)],
    ({ account }) => ['/api/sessions', '/api/tokens'].map((target) =>
      ({ method: 'POST', target, body: account, action: 'signed-in' })),
    (person) => [newPassword(tools, person)],
  ]
  for (const plansOf of tools.fresh.shuffle(rounds)) await deleteTogether(tools, plansOf)
}

// The program has let all of them in before the account is gone, and gets their bodies afterwards.
async function deleteBeforeBodies(tools: UserTools): Promise<void> {
  const { fresh } = tools
  const [ann, last] = [await newPerson(tools), readLast(tools)]
  const { password } = ann.account
  const name = words(tools, 2)
  const plans: readonly Plan[] = [
    { method: 'PATCH', target: me, body: { name } },
    { method: 'POST', target: '/api/links', body: { target: targetOf(fresh) } },
    { method: 'POST', target: '/api/keys', body: { name, scopes: ['links:read'] } },
    { method: 'POST', target: `${me}/second-factor`, body: { password } },
    newPassword(tools, ann), deletion(ann),
  ]
  const halves: Halves[] = []
  for (const plan of fresh.shuffle(plans)) halves.push(await begin(tools, ann.browser, plan))
  const exchange = await bySession(ann).send('DELETE', me, { password })
  expectDone(tools, exchange, 'not-deleted', '204: the password is right')
  for (const half of halves) {
    half.finish()
    expectGone(tools, await half.read(), { ann, last, texts: [name] })
  }
}

type End = readonly [id: Id, what: string, end: (ada: Person) => Promise<HttpExchange> | void]

// An administrator is let in, and isn't one any more when the body comes.
async function endAdminBeforeBody(tools: UserTools): Promise<void> {
  const { fresh, change } = tools
  // So that none of them is the last one.
  await newAdmin(tools)
  const ends: readonly End[] = [
    ['role-kept', 'is a user since then', ({ id }) =>
      change("update users set role = 'user' where id = ?", id)],
    ['disabled-kept', 'was disabled meanwhile', ({ id }) =>
      change('update users set disabled_at = ? where id = ?', Date.now() - 1, id)],
  ]
  const deleted: End = ['survives-deletion', 'was deleted meanwhile', (ada) =>
    bySession(ada).send('DELETE', me, { password: ada.account.password })]
  for (const end of [deleted, ...fresh.shuffle(ends)]) await endAdmin(tools, end)
}

async function endAdmin(tools: UserTools, [id, what, end]: End): Promise<void> {
  const [ann, ada] = [await newPerson(tools), await newAdmin(tools)]
  const last = readLast(tools)
  const target = `/api/admin/users/${ann.id}`
  const half = await begin(tools, ada.browser, { method: 'PATCH', target, body: { role: 'admin' } })
  const ended = await end(ada)
  if (ended) expectDone(tools, ended, 'not-deleted', '204: the password is right')
  half.finish()
  const exchange = await half.read()
  if (readUser(tools, ann.account)?.role !== 'user' || exchange.answer.status < 400) {
    return tools.fail(id, {
      exchange, mark: 'status', actual: String(exchange.answer.status),
      expected: `401 (or another 4xx): the administrator ${what}, before the body came`,
    })
  }
  const event = readSince(tools, last).find(({ user, action }) =>
    user === ann.id && action === 'user-changed')
  if (event === undefined) return
  tools.fail('audit-false', { exchange, expected: 'no event', actual: JSON.stringify(event) })
}

async function deleteTogether(
  tools: UserTools, plansOf: (person: Person) => readonly Plan[],
): Promise<void> {
  const [ann, last] = [await newPerson(tools), readLast(tools)]
  const plans = [deletion(ann), ...plansOf(ann)]
  // Each has a connection of its own, and none changes the cookies of the others.
  const cookie = ann.browser.jar.header(me) ?? ''
  const exchanges = await tools.together(() => Promise.all(
    plans.map(({ method, target, body }) => sendJson(tools, method, target, body, [
      ['Origin', `http://localhost:${tools.port}`], ['Sec-Fetch-Site', 'same-origin'],
      ['Cookie', cookie],
    ]))))
  // A new password may have come first.
  if (readUser(tools, ann.account) !== undefined) return
  const meanwhile = plans.flatMap(({ action = '' }, index) =>
    exchanges[index] !== undefined && isSuccess(exchanges[index]) ? [action] : [])
  expectGone(tools, exchanges[0], { ann, last, texts: [], meanwhile })
}

function expectGone(
  tools: UserTools, exchange: HttpExchange | undefined,
  { ann, texts, ...ended }: Omit<Ended, 'id'> & { ann: Person; texts: readonly string[] },
): void {
  const { account: { email }, id } = ann
  const actual = findTrace(tools, { id, texts: [email, ...texts] })
  if (actual !== undefined) {
    tools.fail('data-left', { exchange, expected: 'nothing of a user who is gone', actual })
  }
  expectOneEnd(tools, exchange, { id, ...ended })
}

function deletion({ account: { password } }: Person): Plan {
  return { method: 'DELETE', target: me, body: { password } }
}

function newPassword(tools: UserTools, { account: { password } }: Person): Plan {
  return {
    method: 'PUT', target: `${me}/password`, action: 'password-changed',
    body: { currentPassword: password, newPassword: words(tools, 4) },
  }
}
