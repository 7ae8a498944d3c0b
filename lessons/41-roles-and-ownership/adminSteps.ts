// Steps: the routes of administrators, for them and for everybody else.

import { isRecord } from '../../src/basics/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { oddBodies } from '../../src/course/check/hostileRequests.ts'
import { isSuccess, readList, readObject, type Headers } from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import {
  askForKey, byBasic, byKey, byNobody, bySession, byToken, expectStatus, newAdmin,
  newPerson, readKey, readUser, type Id, type Person, type RoleTools, type Way,
} from './people.ts'

export const list = '/api/admin/users'

const links = ['links:read', 'links:write', 'account']

/** The path of a user, for administrators. */
export function userPath({ id }: Pick<Person, 'id'>): string {
  return `${list}/${id}`
}

/** Tries the routes as a stranger, as a user, and with an administrator's key for other things. */
export async function useAsOthers(tools: RoleTools): Promise<void> {
  const [ann, ben, admin] = [await newPerson(tools), await newPerson(tools), await newAdmin(tools)]
  const open = 'check-only-in-page'
  await attack(tools, byNobody(tools), { self: ben, other: ann, id: open, statuses: [401] })
  const bens = [bySession(ben), byBasic(tools, ben), await byToken(tools, ben)]
  // What counts isn't whether a user gets a key with this scope, but what it opens.
  for (const scopes of [links, [...links, 'admin']]) {
    const key = readKey(tools, await askForKey(tools, ben, scopes), scopes)
    if (key !== undefined) bens.push(key)
  }
  const others = { self: ben, other: ann, id: open, statuses: [403, 404] } as const
  for (const way of tools.fresh.shuffle(bens)) await attack(tools, way, others)
  await spellOtherwise(tools, ben, admin)
  const key = await byKey(tools, admin, links)
  await attack(tools, key, { ...others, id: 'scope-ignored' })
}

type Attack = { self: Person; other: Person; id: Id; statuses: readonly number[] }

async function attack(
  tools: RoleTools, way: Way, { self, other, id, statuses }: Attack,
): Promise<void> {
  const requests = [
    ['GET', list, undefined], ['PATCH', userPath(self), { role: 'admin' }],
    ['PATCH', userPath(other), { isDisabled: true }], ['HEAD', list, undefined],
  ] as const
  for (const [method, target, body] of requests) {
    const exchange = await way.send(method, target, body)
    const [own, foreign] = [readUser(tools, self.account), readUser(tools, other.account)]
    const isSafe = own?.role === 'user' && foreign?.isDisabled === false
    if (!isSafe || (method !== 'PATCH' && isSuccess(exchange))) {
      return tools.fail(id, {
        exchange, mark: 'status', expected: `${statuses.join(' or ')} for ${way.name}`,
        actual: `${exchange.answer.status}${isSafe ? '' : ', and the table users was changed'}`,
      })
    }
    expectStatus(tools, exchange, statuses)
  }
}

// Other spellings of the path, and what a program should never take somebody's word for.
async function spellOtherwise(tools: RoleTools, ben: Person, admin: Person): Promise<void> {
  const cookie = `${ben.browser.jar.header('/') ?? ''}; role=admin; admin=true; isAdmin=1`
  const headers: Headers = [['X-Role', 'admin'], ['X-User-Id', String(admin.id)]]
  const plans = [
    ...['?role=admin&admin=true', '/', '/?', '.json', '/../users', `?user=${admin.id}`, '//']
      .map((end) => ({ target: list + end, headers: [['Cookie', cookie], ...headers] as const })),
    ...['/API/ADMIN/USERS', '/api/%61dmin/users', '//api/admin/users', '/api//admin/users',
      `/api/users/${admin.id}`, '/api/users', '/admin/users', userPath(admin)]
      .map((target) => ({ target, headers: [['Cookie', cookie]] as const })),
  ]
  for (const plan of plans) {
    const exchange = await tools.send(plan)
    if (!isSuccess(exchange) || !exchange.answer.text.includes(admin.account.email)) continue
    return tools.fail('check-only-in-page', {
      exchange, mark: 'body', expected: 'nothing of another user',
      actual: admin.account.email,
    })
  }
}

/** Does an administrator's work: in a browser, with a key and with a token. */
export async function useAsAdmin(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const [admin, ann, ben] = [await newAdmin(tools), await newPerson(tools), await newPerson(tools)]
  const ways = fresh.shuffle([
    bySession(admin), await byToken(tools, admin), byBasic(tools, admin),
    await byKey(tools, admin, ['admin']),
  ])
  for (const way of ways) await expectList(tools, way, [admin, ann, ben])
  for (const [person, role] of [[ann, 'user'], [admin, 'admin']] as const) {
    const exchange = await bySession(person).send('GET', '/api/users/me')
    expectRole(tools, exchange, readObject(exchange), role)
  }
  const [one = bySession(admin), two = one] = ways
  await refuseBadUsers(tools, one, ann)
  const changes: readonly Partial<Access>[] = [
    { role: 'admin' }, { isDisabled: true }, { role: 'user', isDisabled: true },
    { role: 'admin' }, { isDisabled: false },
    { role: 'admin', isDisabled: true }, { role: 'user', isDisabled: false },
  ]
  let expected = { role: 'user', isDisabled: false }
  for (const change of changes) {
    expected = { ...expected, ...change }
    await changeUser(tools, fresh.pick([one, two]), { person: ann, change, expected })
    if (change.isDisabled === true) await expectList(tools, one, [ann])
  }
  // The path says who it is, whatever the body says.
  const body = { role: 'user', isDisabled: true, id: ben.id }
  const named = await one.send('PATCH', userPath(ann), body)
  const { role, isDisabled } = { ...readUser(tools, ben.account) }
  if (role !== 'user' || isDisabled !== false) {
    return tools.fail('rest-lost', {
      exchange: named, expected: `the row of ${ben.account.email} stays as it was`,
      actual: JSON.stringify({ role, isDisabled }),
    })
  }
  for (const id of ['999999999', '0', '-1', 'x', '1e99']) {
    const unknown = await one.send('PATCH', `${list}/${id}`, { role: 'user' })
    if ([404, 400, 422].includes(unknown.answer.status)) continue
    return tools.fail('wrong-refusal', {
      exchange: unknown, mark: 'status', expected: `404: no user has the id ${id}`,
      actual: String(unknown.answer.status),
    })
  }
}

async function expectList(tools: RoleTools, way: Way, people: readonly Person[]): Promise<void> {
  const { fail, query } = tools
  const exchange = await way.send('GET', list)
  if (!isSuccess(exchange)) {
    return fail('admin-refused', {
      exchange, mark: 'status', expected: `200 for an administrator with ${way.name}`,
    })
  }
  expectNoStore(tools, exchange)
  const users = readList(exchange, 'users')
  for (const { account: { email }, id } of people) {
    const { role, isDisabled } = { ...readUser(tools, { email }) }
    const shown = users.find((user) => user['email'] === email)
    const isRight = shown?.['role'] === role && shown?.['isDisabled'] === isDisabled
      && String(shown?.['id']) === String(id)
    if (!isRight) {
      return fail('user-not-shown', {
        exchange, mark: 'body', actual: JSON.stringify(shown) ?? 'nobody with this address',
        expected: JSON.stringify({ id, email, role, isDisabled }),
      })
    }
  }
  const secrets = query(`select password_hash as secret from users
    union all select token_hash from sessions union all select key_hash from api_keys`)
  const secret = secrets.map((row) => String(row['secret'])).find((text) =>
    exchange.answer.text.includes(JSON.stringify(text).slice(1, -1)))
  if (secret === undefined) return
  fail('secret-shown', { exchange, mark: 'body', expected: 'no hashes', actual: secret })
}

/** Fails unless a user in a response has this role. A response without a user passes. */
export function expectRole(
  { fail }: RoleTools, exchange: HttpExchange, user: unknown, role = 'user',
): void {
  if (!isRecord(user) || user['role'] === role) return
  fail('user-not-shown', { exchange, mark: 'body', expected: `"role": "${role}"` })
}

async function refuseBadUsers(tools: RoleTools, way: Way, ann: Person): Promise<void> {
  const { fresh } = tools
  const roles = ['root', 'Admin', 'ADMIN', '', 'admin ', 'user,admin', ['admin'], {}, [], 1, true,
    'constructor']
  for (const role of fresh.shuffle(roles)) {
    await refuse(tools, way, { ann, body: { role }, id: 'unknown-role' })
  }
  for (const isDisabled of ['yes', 'false', [], {}]) {
    const body = { role: 'admin', isDisabled }
    await refuse(tools, way, { ann, body, id: 'bad-change-accepted' })
  }
  // Nothing, or a refusal: both will do. But nobody is changed.
  for (const body of [{ role: null }, { isDisabled: null }, {}, ...oddBodies]) {
    const exchange = await way.send('PATCH', userPath(ann), body)
    expectUnchanged(tools, exchange, ann, 'unknown-role')
  }
  const email = `${fresh.word()}@${fresh.word()}.example`
  const surplus = {
    email, id: 7, password_hash: 'x', passwordHash: 'x', disabled_at: 1, role: 'user',
  }
  const exchange = await way.send('PATCH', userPath(ann), surplus)
  expectUnchanged(tools, exchange, ann, 'mass-assignment')
}

async function refuse(
  tools: RoleTools, way: Way, { ann, body, id }: { ann: Person; body: object; id: Id },
): Promise<void> {
  const exchange = await way.send('PATCH', userPath(ann), body)
  expectUnchanged(tools, exchange, ann, id)
  if (isSuccess(exchange)) {
    return tools.fail(id, { exchange, mark: 'status', expected: '422' })
  }
  expectStatus(tools, exchange, [422, 400])
}

function expectUnchanged(
  tools: RoleTools, exchange: HttpExchange, { account, id: user }: Person, id: Id,
): void {
  const row = readUser(tools, account)
  if (row?.role === 'user' && !row.isDisabled && row.id === user) return
  tools.fail(id, {
    exchange, expected: `in the row of ${account.email}, role is user, and disabled_at is null`,
    actual: row === undefined ? 'There is no such row' : JSON.stringify(row),
  })
}

type Access = { role: string; isDisabled: boolean }

type Change = { person: Person; change: Partial<Access>; expected: Access }

/** Changes a user as an administrator does. The row has to be changed, and only this. */
export async function changeUser(
  tools: RoleTools, way: Way, { person, change, expected }: Change,
): Promise<void> {
  const exchange = await way.send('PATCH', userPath(person), change)
  const { role, isDisabled } = { ...readUser(tools, person.account) }
  const actual = { role, isDisabled }
  const wrong = (['role', 'isDisabled'] as const).filter((name) => actual[name] !== expected[name])
  if (isSuccess(exchange) && wrong.length === 0) return expectShown(tools, exchange, expected)
  const isOther = isSuccess(exchange) && wrong.every((name) => !(name in change))
  tools.fail(isOther ? 'rest-lost' : 'admin-refused', {
    exchange, expected: `200, and in the row ${JSON.stringify(expected)}`,
    actual: `${exchange.answer.status}, and ${JSON.stringify(actual)}`,
  })
}

// As the table says: the user itself, or as a member.
function expectShown({ fail }: RoleTools, exchange: HttpExchange, expected: Access): void {
  const body = readObject(exchange)
  const user = isRecord(body['user']) ? body['user'] : body
  const { role = expected.role, isDisabled = expected.isDisabled } = user
  if (role === expected.role && isDisabled === expected.isDisabled) return
  fail('user-not-shown', { exchange, mark: 'body', expected: JSON.stringify(expected) })
}
