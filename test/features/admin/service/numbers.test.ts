// The numbers of the service: the same as one would count.

import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { countsStatement } from '../../../../src/features/admin/service/numbers.ts'
import { dayMs, hourMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { schema } from '../../../freshDatabase.ts'
import { openTestApp } from '../../../testApp.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openProgram } from '../../../testClients.ts'
import { addAdmin, addPerson, read, run } from '../people.ts'

test('the numbers follow what happens', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const names = ['users', 'newUsers', 'links', 'openReports', 'failedSignIns']
  const numbers = async () => (await program.send('GET', '/api/admin/numbers')).json()
  assert.deepEqual(pickEach(await numbers(), names), [1, 1, 0, 0, 0])

  await addPerson(site, 'bob@example.org')
  const stranger = openProgram(site)
  for (const slug of ['one', 'two', 'three']) {
    await stranger.send('POST', '/api/links', { target: 'https://example.com/', slug })
  }
  const agent = { 'user-agent': 'Firefox', 'sec-fetch-dest': 'document' }
  const visit = () => site.request('GET', '/one', { headers: agent })
  await visit()
  await visit()
  await site.request('GET', '/two', { headers: { 'user-agent': 'Twitterbot' } })
  const first = await numbers()
  assert.deepEqual(pickEach(first, names), [2, 2, 3, 0, 0])
  assert.deepEqual(pick(first, 'clicksToday'), { people: 2, bots: 1 })

  site.clock.now += dayMs
  await visit()
  await stranger.send('DELETE', '/api/links/one')
  await run(site, "delete from users where email = 'bob@example.org'")
  const later = await numbers()
  assert.deepEqual(pickEach(later, names), [1, 1, 2, 0, 0])
  assert.deepEqual(pick(later, 'clicksToday'), { people: 1, bots: 0 })
  assert.deepEqual(pick(later, 'clicksInDays'), { people: 3, bots: 1 }, 'also of deleted links')
  const days = pickList(later, 'days')
  assert.equal(days.length, 30)
  assert.deepEqual(days.slice(-2), [
    { day: '2026-01-31', people: 2, bots: 1 }, { day: '2026-02-01', people: 1, bots: 0 },
  ])

  site.clock.now += 30 * dayMs
  const [row] = await read(site, 'select count(*) as n from users')
  assert.equal(row?.['n'], 1)
  const last = await numbers()
  assert.deepEqual(pickEach(last, names), [1, 0, 2, 0, 0])
  assert.deepEqual(pick(last, 'clicksInDays'), { people: 0, bots: 0 })
})

test('the size of the database is that of its pages', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const bytes = pick((await program.send('GET', '/api/admin/numbers')).json(), 'databaseBytes')
  assert.ok(Number(bytes) >= 65_536 && Number(bytes) % 4_096 === 0, String(bytes))
})

test('an administrator sees the version, the state of the process, and what waits', async (t) => {
  const site = openTestApp(t, {
    readState: () => ({ version: '9.8.7', startedAt: 0, walBytes: 4_096, hashesWaiting: 3 }),
  })
  const { program } = await addAdmin(site)
  const add = (dueAt: number | null) => site.database.run(sql`
    insert into mails (recipient, subject, body, created_at, due_at)
    values ('a@example.org', 'Subject', 'Text', 1, ${dueAt})`)
  await add(Number.MAX_SAFE_INTEGER)
  await add(null)
  const numbers = (await program.send('GET', '/api/admin/numbers')).json()
  const names = ['version', 'startedAt', 'walBytes', 'hashesWaiting', 'mailsWaiting']
  assert.deepEqual(pickEach(numbers, names), [
    '9.8.7', '1970-01-01T00:00:00.000Z', 4_096, 3, 1,
  ])
})

test('a database from before there were counters is counted once', () => {
  const database = new DatabaseSync(':memory:')
  const [before = '', accounts = ''] = schema.split('-- step 4: accounts')
  database.exec(before)
  database.exec(`
    insert into owners (token_hash, created_at) values (zeroblob(32), 1);
    insert into links (slug, owner, target, created_at, updated_at)
    values ('one', 1, 'https://example.com/', 1, 1), ('two', 1, 'https://example.com/', 1, 1)`)
  const visit = database.prepare(`
    insert into visits (link, at, is_person, referrer, browser, device, visitor)
    values (?, ?, ?, 'direct', 'Firefox', 'phone', x'00')`)
  const rows: [link: number, at: number, isPerson: number][] = [
    [1, 0, 1], [1, hourMs, 1], [2, 23 * hourMs, 0], [2, dayMs, 1], [1, 3 * dayMs, 0],
  ]
  for (const row of rows) visit.run(...row)
  database.exec(accounts)
  const all = (text: string) => database.prepare(text).all().map((row) => Object.values(row))
  const { text, values } = countsStatement(0)
  const [numbers] = database.prepare(text).all(...values)
  assert.deepEqual([numbers?.['links'], numbers?.['users']], [2, 0])
  const days = [[0, 2, 1], [1, 1, 0], [3, 0, 1]]
  assert.deepEqual(all('select * from click_days'), days)
  visit.run(1, dayMs + 1, 1)
  assert.deepEqual(all('select * from click_days where day = 1'), [[1, 2, 0]])
})
