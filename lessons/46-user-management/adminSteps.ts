// The steps about what only administrators see, and what nobody changes.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { isRefusedByFile } from '../../src/course/check/databaseTrial.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, readList, readObject } from '../35-passwords/client.ts'
import { readTime } from '../36-sessions/times.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import {
  askForKey, byKey, byNobody, bySession, byToken, newAdmin, newPerson, promote,
  type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import { addApp, allow, takeAppToken } from './apps.ts'
import { byBearer } from './everything.ts'
import { expectKept, readLast, readSince } from './trail.ts'
import { me, type Id, type UserTools } from './tools.ts'

const [page, list] = ['/admin', '/api/admin/audit']
const mostShown = 100

/** Reads the page and the trail as an administrator, and as everybody else. */
export async function readAsAdmin(tools: UserTools): Promise<void> {
  const { fresh, change } = tools
  // More than a list has to show.
  change(`
    insert into audit_events (at, actor, action, user)
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 110)
    select ? - 100 + n / 2, null, 'sign-in-refused', null from numbers`, Date.now())
  const [ann, admin] = [await newPerson(tools), await newAdmin(tools)]
  const mark = fresh.word()
  const name = `"' data-${mark}='1' data-${mark}="1"'><i data-${mark}>${fresh.word()}</i> &`
  await bySession(ann).send('PATCH', me, { name })
  const made = await askForKey(tools, ann, ['account'])
  await bySession(ann).send('DELETE', `/api/keys/${String(readObject(made)['id'])}`)
  const key = await byKey(tools, admin, ['admin'])
  for (const way of fresh.shuffle([bySession(admin), key, await byToken(tools, admin)])) {
    await expectListed(tools, way)
  }
  await expectPage(tools, { admin, ann, name, mark })
  for (const path of ['/', '/login', '/login?next=/admin']) {
    expectEscaped(tools, await ann.browser.send({ target: path }), mark)
  }
  await refuseOthers(tools, { admin, ann })
  // From the next request on, an administrator who isn't one any more gets neither.
  await newAdmin(tools)
  change("update users set role = 'user' where id = ?", admin.id)
  await refuseAll(tools, [bySession(admin), key], { ann, id: 'role-kept' })
  promote(tools, admin.id)
  change('update users set disabled_at = ? where id = ?', Date.now() - 1, admin.id)
  await refuseAll(tools, [bySession(admin), key], { ann, id: 'disabled-kept' })
}

async function expectListed(tools: UserTools, way: Way): Promise<void> {
  const newest = readSince(tools, readLast(tools) - mostShown)
  const exchange = await way.send('GET', list)
  const events = readList(exchange, 'events')
  if (isSuccess(exchange) && events.length < newest.length) {
    tools.fail('not-shown-to-admin', {
      exchange, mark: 'body', expected: `the newest ${newest.length} events`,
      actual: `${events.length} events`,
    })
  }
  for (const event of newest) {
    const isShown = events.some((shown) => ['actor', 'action', 'user'].every((member) =>
      String(shown[member]) === String(event[member])) && isSameTime(shown['at'], event['at']))
    if (isSuccess(exchange) && isShown) continue
    const like = events.find((shown) => String(shown['user']) === String(event['user'])
      && shown['action'] === event['action'])
    const at = new Date(Number(event['at'])).toISOString()
    tools.fail('not-shown-to-admin', {
      exchange, mark: 'body', expected: `for ${way.name}: ${JSON.stringify({ ...event, at })}`,
      ...(like && { actual: JSON.stringify(like) }),
    })
  }
  expectNoStore(tools, exchange)
}

function isSameTime(shown: unknown, at: unknown): boolean {
  return Math.abs(readTime(shown) - Number(at)) < 1_001
}

type Shown = { admin: Person; ann: Person; name: string; mark: string }

async function expectPage(tools: UserTools, { admin, ann, name, mark }: Shown): Promise<void> {
  const exchange = await bySession(admin).send('GET', page)
  if (isSuccess(exchange)) expectEscaped(tools, exchange, mark)
  const { texts, elements } = readHtml(exchange.answer.text)
  const shown = [...texts, ...elements.flatMap(({ attributes }) => [...attributes.values()])]
  const wanted = [
    ann.account.email, admin.account.email, name, 'user-made', 'key-revoked',
  ]
  const missing = wanted.find((text) => !shown.some((each) => plain(each).includes(plain(text))))
  if (!isSuccess(exchange) || missing !== undefined) {
    tools.fail('not-shown-to-admin', {
      exchange, mark: 'body', expected: `200, and a page with ${missing ?? 'all users'}`,
    })
  }
  expectNoStore(tools, exchange)
}

// A page may write `Key revoked`.
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[-_\s]+/g, ' ')
}

function expectEscaped({ fail }: UserTools, exchange: HttpExchange, mark: string): void {
  const made = readHtml(exchange.answer.text).elements
    .find(({ attributes }) => attributes.has(`data-${mark}`))
  if (made === undefined) return
  fail('name-not-escaped', {
    exchange, mark: 'body', expected: 'the name as text', actual: `an element <${made.name}>`,
  })
}

async function refuseOthers(
  tools: UserTools, { admin, ann }: Pick<Shown, 'admin' | 'ann'>,
): Promise<void> {
  const ben = await newPerson(tools)
  const ways = [
    byNobody(tools), bySession(ben), await byToken(tools, ben),
    await byKey(tools, ben, ['links:read', 'links:write', 'account']),
    await byKey(tools, admin, ['links:read', 'links:write', 'account']),
  ]
  await refuseAll(tools, tools.fresh.shuffle(ways), { ann })
  const app = addApp(tools)
  const token = await takeAppToken(tools, await allow(tools, admin.browser, app))
  const way = byBearer(tools, token, "the token that an administrator's application has")
  await refuseAll(tools, [way], { ann, id: 'app-may-all' })
}

async function refuseAll(
  tools: UserTools, ways: readonly Way[], { ann, id }: { ann: Person; id?: Id },
): Promise<void> {
  for (const way of ways) {
    await refuseTrail(tools, way, id ?? 'audit-open')
    const exchange = await way.send('GET', page)
    const { status, text } = exchange.answer
    if (status >= 300 && !text.includes(ann.account.email) && isRefusal(exchange)) continue
    tools.fail(id ?? 'admin-page-open', {
      exchange, mark: 'status', expected: `403 for ${way.name}, or 303 to /login`,
    })
  }
}

function isRefusal({ answer: { status, header } }: HttpExchange): boolean {
  const path = URL.parse(header('location') ?? '', 'http://localhost')?.pathname
  return [302, 303].includes(status) ? path === '/login' : [401, 403, 404].includes(status)
}

async function refuseTrail(tools: UserTools, way: Way, id: Id): Promise<void> {
  for (const method of ['GET', tools.fresh.pick(['HEAD', 'DELETE'])]) {
    const before = method === 'DELETE' ? readSince(tools, readLast(tools) - mostShown) : []
    const exchange = await way.send(method, list)
    if (method === 'DELETE') expectKept(tools, exchange, before)
    const isOpen = isSuccess(exchange) || exchange.answer.text.includes('"actor"')
    if (!isOpen) continue
    tools.fail(id, { exchange, mark: 'status', expected: `401, 403 or 404 for ${way.name}` })
  }
}

/** Tries to change, to delete and to replace events in the file itself. */
export async function changeTrail(tools: UserTools): Promise<void> {
  const { change, database, fresh, fail, query } = tools
  await newPerson(tools)
  const ofUser = readLast(tools)
  change(`insert into audit_events (at, actor, action, user)
    values (?, null, 'sign-in-refused', null)`, Date.now())
  for (const id of fresh.shuffle([ofUser, readLast(tools)])) {
    const read = () => JSON.stringify(query('select * from audit_events where id = ?', id))
    const before = read()
    for (const statement of fresh.shuffle(statementsAgainst(id))) {
      // A file may also do nothing and say nothing.
      if (isRefusedByFile(database, statement) || read() === before) continue
      fail('audit-changed', {
        expected: `the file refuses: ${statement}`, actual: `Before, there was ${before}`,
      })
    }
  }
}

function statementsAgainst(id: number): readonly string[] {
  const changes = ["action = 'x'", 'actor = 77', 'user = 77', 'at = 77', `id = ${id} + 7`]
  return [
    ...changes.map((change) => `update audit_events set ${change} where id = ${id}`),
    `delete from audit_events where id = ${id}`,
    `insert or replace into audit_events (id, at, actor, action, user) `
      + `values (${id}, 77, null, 'x', null)`,
  ]
}
