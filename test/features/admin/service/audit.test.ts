// The audit trail as an administrator reads it.

import assert from 'node:assert/strict'
import test from 'node:test'
import {
  auditStatement, readAuditQuery, userEventsStatement,
} from '../../../../src/features/admin/service/auditList.ts'
import { countsStatement, readNumbers } from '../../../../src/features/admin/service/numbers.ts'
import { formatCursor } from '../../../../src/features/site/list.ts'
import { dayMs, hourMs } from '../../../../src/basics/clock.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { pick, pickList } from '../../../pick.ts'
import { addAdmin, addPerson, read, run } from '../people.ts'

/** Adds events: `count` of them, with three actors, seven targets and two actions. */
async function addEvents(site: TestApp, count: number): Promise<void> {
  await run(site, `
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
    insert into audit_events (at, request_id, actor, action, target)
    select ? + n, 'request-' || n, nullif(n % 4, 0),
      iif(n % 5 = 0, 'user-disabled', 'signed-in'), 'user ' || (n % 7)
    from numbers`, count, site.clock.now)
}

test('the trail is read from the newest on, whole or by actor, target and action', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  await addEvents(site, 420)
  const rows: [query: string, isWanted: (n: number) => boolean][] = [
    ['', () => true],
    ['actor=1', (n) => n % 4 === 1],
    ['target=user+3', (n) => n % 7 === 3],
    ['action=user-disabled', (n) => n % 5 === 0],
    ['actor=2&target=user+3&action=signed-in', (n) => n % 4 === 2 && n % 7 === 3 && n % 5 > 0],
    ['actor=&target=&action=', () => true],
    ['actor=77', () => false],
    ['target=%25', () => false],
    ["action=' or 1=1 --", () => false],
  ]
  for (const [query, isWanted] of rows) {
    const found: unknown[] = []
    let next: unknown = `/api/admin/audit?${query.replaceAll(' ', '%20')}`
    while (typeof next === 'string') {
      const reply = await program.send('GET', next)
      assert.equal(reply.status, 200, query)
      found.push(...pickList(reply.json(), 'events').map((event) => pick(event, 'id')))
      // What happens meanwhile stands before all that is still to come.
      await run(site, `insert into audit_events (at, request_id, action, target)
        values (1, 'later', 'later', 'later')`)
      next = pick(reply.json(), 'next')
      const link = String(reply.headers['link'])
      assert.equal(link.includes('rel="next"'), next !== null)
    }
    const isEvent = (id: unknown) => Number(id) <= 420
    const wanted = Array.from({ length: 420 }, (_, index) => 420 - index).filter(isWanted)
    assert.deepEqual(found.filter(isEvent), wanted, query)
  }
})

test('what the trail cannot be asked for is named', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const rows: [query: string, field: string][] = [
    ['actor=ada', 'actor'], ['actor=-1', 'actor'], ['cursor=x', 'cursor'], ['cursor=900', 'cursor'],
    [`cursor=${formatCursor({ value: 'a', id: 1 })}`, 'cursor'],
  ]
  for (const [query, field] of rows) {
    const reply = await program.send('GET', `/api/admin/audit?${query}`)
    assert.equal(reply.status, 422, query)
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), field, query)
  }
})

test('no way to read the trail walks through all of it', async (t) => {
  const site = openTestApp(t)
  await addEvents(site, 2_000)
  const cursor = formatCursor({ value: 900, id: 900 })
  const rows: [query: string, plan: RegExp][] = [
    ['actor=1', /INDEX audit_events_by_actor \(actor=\?\)/],
    ['target=user+3', /INDEX audit_events_by_target \(target=\?\)/],
    ['action=user-disabled', /INDEX audit_events_by_action \(action=\?\)/],
    [`actor=1&cursor=${cursor}`, /INDEX audit_events_by_actor \(actor=\? AND id<\?\)/],
    [`cursor=${cursor}`, /INTEGER PRIMARY KEY \(rowid<\?\)/],
  ]
  const planOf = async ({ text, values }: ReturnType<typeof auditStatement>) => {
    const plan = await read(site, `explain query plan ${text}`, ...values)
    return plan.map(({ detail }) => String(detail)).join('\n')
  }
  for (const [query, expected] of rows) {
    const plan = await planOf(auditStatement(readAuditQuery(new URLSearchParams(query))))
    assert.match(plan, expected, query)
    assert.doesNotMatch(plan, /SCAN audit|TEMP B-TREE/, query)
  }
  const ofUser = await planOf(userEventsStatement(3, 20))
  assert.match(ofUser, /audit_events_by_actor \(actor=\?\)/)
  assert.match(ofUser, /audit_events_by_target \(target=\?\)/)
  assert.doesNotMatch(ofUser, /SCAN audit/)
})

test('no number of the service is worked out by walking through a table', async (t) => {
  const site = openTestApp(t)
  const { text, values } = countsStatement(site.clock.now)
  const plan = await read(site, `explain query plan ${text}`, ...values)
  const scans = plan.map(({ detail }) => String(detail)).filter((detail) => detail.includes('SCAN'))
  // Open reports are counted in an index that has no others, and `sqlite_sequence` has a row for
  // each table whose ids are never given out twice.
  assert.deepEqual(scans.filter((scan) => !/pragma_page|CONSTANT ROW/.test(scan)),
    ['SCAN sqlite_sequence', 'SCAN reports USING INDEX reports_open'])
})

test('failed sign-ins are those of the last 24 hours', async (t) => {
  const site = openTestApp(t)
  const { now } = site.clock
  const rows: [action: string, age: number][] = [
    ['sign-in-refused', 3 * dayMs], ['sign-in-refused', dayMs], ['signed-in', dayMs],
    ['second-factor-refused', 2 * dayMs], ['sign-in-refused', dayMs - 1],
    ['sign-in-refused', hourMs], ['second-factor-refused', hourMs], ['signed-in', 0],
    ['sign-in-refused', 0],
  ]
  const readFailed = async () => (await readNumbers(site.database, now)).failedSignIns
  assert.equal(await readFailed(), 0)
  for (const [action, age] of rows) {
    await run(site, `insert into audit_events (at, request_id, action, target)
      values (?, 'r', ?, 'user 1')`, now - age, action)
  }
  assert.equal(await readFailed(), 4)
})

test('the page of a user shows what they did last and what was done to them last', async (t) => {
  const site = openTestApp(t)
  const { admin } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const add = (actor: number, target: string, request: string) => run(site, `
    insert into audit_events (at, request_id, actor, action, target)
    values (1, ?, ?, 'tried', ?)`, request, actor, target)
  for (let turn = 1; turn <= 30; turn += 1) {
    await add(bob.id, 'user 99', `did-${turn}`)
    await add(99, `user ${bob.id}`, `had-${turn}`)
    await add(99, 'user 98', 'other')
  }
  const { text } = await admin.browser.get(`/admin/users/${bob.id}`)
  const shown = [...text.matchAll(/request ((?:did|had|other)[-\d]*)/g)].map(([, name]) => name)
  const turns = Array.from({ length: 10 }, (_, index) => 30 - index)
  assert.deepEqual(shown, turns.flatMap((turn) => [`had-${turn}`, `did-${turn}`]))
})

test('an event shows who acted, by email address while there is one', async (t) => {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  await program.send('DELETE', `/api/admin/users/${bob.id}/sessions`)
  await run(site, `insert into audit_events (at, request_id, actor, action, target, details)
    values (?, 'r2', 99, 'role-changed', 'user 1', '{"from":"<b>user","to":"admin"}')`,
  site.clock.now)
  const reply = await program.send('GET', '/api/admin/audit')
  const [last, first] = pickList(reply.json(), 'events')
  assert.equal(pick(last, 'details', 'to'), 'admin')
  assert.equal(pick(last, 'actorEmail'), null)
  assert.equal(pick(first, 'actorEmail'), admin.email)
  assert.equal(pick(first, 'at'), new Date(site.clock.now).toISOString())
  const { text } = await admin.browser.get('/admin/audit')
  assert.match(text, /user 99, deleted/)
  assert.match(text, /from: &lt;b&gt;user, to: admin/)
  assert.match(text, /href="\/admin\/audit\?target=user\+1"/)
  const page = await admin.browser.get(`/admin/users/${bob.id}`)
  assert.match(page.text, /sessions-ended/)
})
