// The step about the name of a user: who sets it, what it may be, and what stays as it is.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { oddBodies } from '../../src/course/check/hostileRequests.ts'
import { newAccount, readObject, register, sendJson } from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import {
  byBasic, byKey, byNobody, bySession, byToken, newPerson, type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import { expectRefused, me, words, type Id, type UserTools } from './tools.ts'

/** Sets names in all ways, and tries what isn't a name. */
export async function rename(tools: UserTools): Promise<void> {
  const { fresh } = tools
  // One is older than ann, and one is newer.
  const [ben, ann] = [await newPerson(tools), await newPerson(tools)]
  await register(tools)
  const ways = fresh.shuffle([
    bySession(ann), await byToken(tools, ann), byBasic(tools, ann),
    await byKey(tools, ann, ['account']),
  ])
  const names = fresh.shuffle([
    `${fresh.name()} O'${fresh.word()}`, fresh.foreignText(), `<b>${fresh.word()}</b> & "co"`,
    // Two or three bytes each: the limit is in characters.
    fresh.pick(['é', '字']).repeat(100),
  ])
  for (const [index, way] of ways.entries()) {
    await setName(tools, way, { ann, name: names[index] ?? '', reader: fresh.pick(ways) })
  }
  const name = names.at(-1) ?? ''
  expectName(tools, ben, { name: '', id: 'others-changed' })
  expectAlone(tools, ann, names)
  const bad = ['a'.repeat(101), '字'.repeat(101), 7, true, [fresh.word()], { name: fresh.word() }]
  for (const value of fresh.shuffle(bad)) {
    const exchange = await fresh.pick(ways).send('PATCH', me, { name: value })
    expectName(tools, ann, { name, id: 'bad-name-accepted', exchange })
    const what = `a name that is ${JSON.stringify(value).slice(0, 30)}`
    expectRefused(tools, exchange, { id: 'bad-name-accepted', what, statuses: [422, 400] })
  }
  for (const body of oddBodies) {
    const exchange = await fresh.pick(ways).send('PATCH', me, body)
    expectName(tools, ann, { name, id: 'bad-name-accepted', exchange })
  }
  await refuseOthers(tools, ann, name)
  for (const way of fresh.shuffle(ways).slice(2)) await assignMore(tools, way, { ann, ben })
}

type Naming = { ann: Person; name: string; reader: Way }

async function setName(tools: UserTools, way: Way, { ann, name, reader }: Naming): Promise<void> {
  const exchange = await way.send('PATCH', me, { name })
  expectName(tools, ann, { name, id: 'name-not-changed', exchange, who: way.name })
  const shown = await reader.send('GET', me)
  for (const each of [exchange, shown]) {
    if (readObject(each)['name'] === name) continue
    tools.fail('name-not-changed', { exchange: each, expected: `200, and "name": "${name}"` })
  }
  expectNoStore(tools, exchange)
}

type Expected = { name: string; id: Id; exchange?: HttpExchange; who?: string }

function expectName(
  { query, fail }: UserTools, { account: { email } }: Person, { name, id, exchange, who }: Expected,
): void {
  const [row] = query('select name from users where email = ?', email)
  if (row?.['name'] === name) return
  const status = exchange === undefined ? '' : `${exchange.answer.status}, and `
  fail(id, {
    exchange, mark: 'status',
    expected: `${who === undefined ? '' : `200 for ${who}, and `}in the row of ${email}, name is `
      + JSON.stringify(name),
    actual: row === undefined ? 'There is no such row'
      : `${status}name is ${JSON.stringify(row['name'])}`,
  })
}

function expectAlone({ query, fail }: UserTools, { id }: Person, names: readonly string[]): void {
  const other = query('select id, name from users where id <> ?', id)
    .find(({ name }) => names.includes(String(name)))
  if (other === undefined) return
  fail('others-changed', {
    expected: `only the user ${id} has a name of these`, actual: JSON.stringify(other),
  })
}

async function refuseOthers(tools: UserTools, ann: Person, name: string): Promise<void> {
  const body = { name: words(tools, 2) }
  const key = await byKey(tools, ann, ['links:read', 'links:write'])
  const rows = [[byNobody(tools), 'let-in', [401]], [key, 'scope-ignored', [403]]] as const
  for (const [way, id, statuses] of rows) {
    const exchange = await way.send('PATCH', me, body)
    expectName(tools, ann, { name, id, exchange })
    expectRefused(tools, exchange, { id, what: way.name, statuses })
  }
  // A page of another site that the user has opened: the browser adds the cookie.
  const headers = [
    ['Content-Type', 'application/json'], ['Origin', `https://${tools.fresh.word()}.example`],
    ['Sec-Fetch-Site', 'cross-site'],
  ] as const
  const exchange = await ann.browser.sendAs({
    method: 'PATCH', target: me, headers, body: JSON.stringify(body),
  })
  expectName(tools, ann, { name, id: 'api-forged', exchange })
  const got = await sendJson(ann.browser, 'GET', me, body)
  expectName(tools, ann, { name, id: 'api-forged', exchange: got })
}

// Columns that a name has nothing to do with, in any spelling.
async function assignMore(
  tools: UserTools, way: Way, { ann, ben }: { ann: Person; ben: Person },
): Promise<void> {
  const { query, fail, fresh } = tools
  const read = () => query(`
    select id, email, password_hash, created_at, role, disabled_at, confirmed_at
    from users where id in (?, ?) order by id`, ann.id, ben.id)
  const before = read()
  const { email, password } = newAccount(fresh)
  const exchange = await way.send('PATCH', `${me}?id=${ben.id}&user=${ben.id}`, {
    name: fresh.word(), email, password, role: 'admin', id: ben.id, user: ben.id, isAdmin: true,
    isDisabled: true, isConfirmed: true, hasSecondFactor: true, confirmed_at: 1, disabled_at: 1,
    confirmedAt: 1, disabledAt: 1, created_at: 1, createdAt: 1, password_hash: 'x',
    passwordHash: 'x',
  })
  const after = read()
  expectName(tools, ben, { name: '', id: 'others-changed', exchange })
  const changes = before.flatMap((row, index) => Object.entries(row)
    .map(([name, value]) => ({ name, value, now: after[index]?.[name] }))
    .filter(({ value, now }) => value !== now))
  const [change] = changes
  if (change === undefined) return
  fail('mass-assignment', {
    exchange, expected: `${change.name} stays ${JSON.stringify(change.value)}`,
    actual: `${change.name} is ${JSON.stringify(change.now) ?? 'gone'}`,
  })
}
