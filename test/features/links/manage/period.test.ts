// The period of statistics: what a query asks for, what is refused, and what is read for it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, hourMs } from '../../../../src/basics/clock.ts'
import { formatDay, readPeriod } from '../../../../src/features/links/manage/period.ts'
import { isRefusal, Refusal } from '../../../../src/features/site/refusal.ts'
import { fieldsOf, pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openBrowser, openProgram, readForm } from '../../../testClients.ts'

const read = (query: string) => readPeriod(new URLSearchParams(query), { now: startTime })

test('a query names the first and the last day', () => {
  const rows: [query: string, from: string, to: string][] = [
    ['', '2026-01-02', '2026-01-31'],
    ['from=&to=', '2026-01-02', '2026-01-31'],
    ['days=1', '2026-01-31', '2026-01-31'],
    ['days=90', '2025-11-03', '2026-01-31'],
    ['from=2026-01-10&to=2026-01-20', '2026-01-10', '2026-01-20'],
    ['from=2026-01-10&to=2026-01-10', '2026-01-10', '2026-01-10'],
    ['from=2026-01-10', '2026-01-10', '2026-01-31'],
    ['from=2026-01-10&to=', '2026-01-10', '2026-01-31'],
    ['to=2025-03-01', '2025-01-31', '2025-03-01'],
    ['from=2024-02-28&to=2024-02-29', '2024-02-28', '2024-02-29'],
    ['from=2026-01-01&to=2026-12-31', '2026-01-01', '2026-12-31'],
    ['from=1970-01-01&to=1980-01-01', '1970-01-01', '1980-01-01'],
  ]
  for (const [query, from, to] of rows) {
    const { firstDay, lastDay } = read(query)
    const days = [firstDay ?? NaN, lastDay].map(formatDay)
    assert.deepEqual(days, [from, to], query)
  }
  assert.equal(read('days=all').firstDay, null)
})

test('hours are the last 48 of the period that are not in the future', () => {
  const hourOf = (time: string) => Date.parse(`${time}:00Z`) / hourMs
  const rows: [query: string, first: string, last: string][] = [
    ['', '2026-01-29T12:00', '2026-01-31T11:00'],
    ['days=1', '2026-01-29T12:00', '2026-01-31T11:00'],
    ['days=all', '2026-01-29T12:00', '2026-01-31T11:00'],
    ['from=2026-01-01&to=2026-01-20', '2026-01-19T00:00', '2026-01-20T23:00'],
    ['from=2026-01-20&to=2026-01-20', '2026-01-20T00:00', '2026-01-20T23:00'],
    ['from=2026-01-31', '2026-01-31T00:00', '2026-01-31T11:00'],
    ['from=2026-01-01&to=2026-12-31', '2026-01-29T12:00', '2026-01-31T11:00'],
  ]
  for (const [query, first, last] of rows) {
    const { firstHour, lastHour } = read(query)
    assert.deepEqual([firstHour, lastHour], [hourOf(first), hourOf(last)], query)
  }
  const { firstHour, lastHour } = read('from=2026-03-01&to=2026-03-02')
  assert.ok(firstHour > lastHour, 'a period in the future has none')
})

test('a query that cannot be read is refused, and the field is named', () => {
  const rows: [query: string, field: string, message: RegExp][] = [
    ['from=2026-02-30', 'from', /^Write a day like 2026-11-30$/],
    ['from=2025-02-29', 'from', /^Write a day/],
    ['to=2026-13-01', 'to', /^Write a day/],
    ['to=2026-1-1', 'to', /^Write a day/],
    ['to=yesterday', 'to', /^Write a day/],
    ['to=31.01.2026', 'to', /^Write a day/],
    ['from=2026-01-01T00:00:00Z', 'from', /^Write a day/],
    ['from=1969-12-31', 'from', /^Write a day from 1970-01-01 on$/],
    ['to=0000-01-01', 'to', /^Write a day from 1970-01-01 on$/],
    ['from=1969-02-30', 'from', /^Write a day like/],
    ['from=-000001-01', 'from', /^Write a day/],
    [`from=${'2026-01-01'.repeat(1_000)}`, 'from', /^Write a day/],
    ['from=2026-01-02&to=2026-01-01', 'from', /^2026-01-02 is after 2026-01-01: /],
    ['from=2026-02-01', 'from', /^2026-02-01 is after 2026-01-31: /],
    ['from=1970-01-01&to=1980-01-02', 'from', /^These are 3,654 days: choose at most 3,653$/],
    ['from=1970-01-01&to=9999-12-31', 'from', /^These are 2,932,897 days/],
    ['days=7&from=2026-01-01', 'days', /^Write either days, or from and to/],
    ['days=all&to=2026-01-01', 'days', /^Write either days, or from and to/],
    ['days=367', 'days', /^Write a whole number from 1 to 366$/],
    ['days=ALL', 'days', /^Write a whole number/],
  ]
  for (const [query, field, message] of rows) {
    assert.throws(() => read(query), (error) => {
      assert.ok(isRefusal(error, 'invalid') && error instanceof Refusal, query)
      assert.equal(error.issues[0]?.field, field, query)
      assert.match(error.message, message)
      return true
    })
  }
})

async function openWithYears(t: test.TestContext) {
  const site = openTestApp(t)
  const program = openProgram(site)
  site.clock.now = Date.UTC(2023, 5, 15, 12)
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'abc' })
  for (const time of ['2024-02-29T23:59', '2024-03-01T00:00', '2025-12-31T12:00']) {
    site.clock.now = Date.parse(`${time}:00Z`)
    await site.request('GET', '/abc')
    await site.request('GET', '/abc', { headers: { 'user-agent': 'Twitterbot/1.0' } })
  }
  site.clock.now = startTime
  const ask = (query: string) => program.send('GET', `/api/links/abc/statistics?${query}`)
  return { site, program, ask }
}

test('the API adds up the clicks of the period, day by day or month by month', async (t) => {
  const { ask } = await openWithYears(t)
  const rows: [query: string, days: number, months: number, people: number][] = [
    ['', 30, 0, 0],
    ['days=366', 366, 0, 1],
    ['from=2024-02-29&to=2024-02-29', 1, 0, 1],
    ['from=2024-02-29&to=2024-03-01', 2, 0, 2],
    ['from=2024-03-01&to=2025-03-01', 366, 0, 1],
    ['from=2024-03-01&to=2025-03-02', 0, 13, 1],
    ['from=2024-02-28&to=2026-01-31', 0, 24, 3],
    ['from=2024-03-01&to=2026-01-31', 0, 23, 2],
    ['from=2020-01-01&to=2029-12-31', 0, 120, 3],
    ['days=all', 0, 24, 3],
  ]
  for (const [query, days, months, people] of rows) {
    const body = fieldsOf((await ask(query)).json())
    const lengths = [pickList(body['days']).length, pickList(body['months']).length]
    assert.deepEqual(lengths, [days, months], query)
    assert.deepEqual(body['totals'], { people, bots: people, visitors: people }, query)
    assert.deepEqual([body['people'], body['bots']], [3, 3], query)
  }
  const { months, from, to } = fieldsOf((await ask('days=all')).json())
  assert.deepEqual([from, to], ['2024-02-29', '2026-01-31'])
  assert.deepEqual([0, 1, 23].map((index) => pick(months, index)), [
    { time: '2024-02-01T00:00:00.000Z', people: 1, bots: 1, visitors: 1 },
    { time: '2024-03-01T00:00:00.000Z', people: 1, bots: 1, visitors: 1 },
    { time: '2026-01-01T00:00:00.000Z', people: 0, bots: 0, visitors: 0 },
  ])
})

test('all is today for a link without clicks, and ten years at most', async (t) => {
  const { site, program, ask } = await openWithYears(t)
  await program.send('POST', '/api/links', { target: 'https://example.com/', slug: 'new' })
  const reply = await program.send('GET', '/api/links/new/statistics?days=all')
  assert.deepEqual(pickEach(reply.json(), ['from', 'to']), ['2026-01-31', '2026-01-31'])
  site.clock.now = 5 * dayMs
  await site.request('GET', '/abc')
  site.clock.now = startTime
  const all = (await ask('days=all')).json()
  assert.deepEqual([pick(all, 'from'), pickList(all, 'months').length], ['2016-02-01', 120])
})

test('the API names what is wrong with a period', async (t) => {
  const { ask } = await openWithYears(t)
  for (const [field, query] of Object.entries({ from: 'from=x', to: 'to=x', days: 'days=0' })) {
    const reply = await ask(query)
    assert.deepEqual([reply.status, pick(reply.json(), 'errors', 0, 'field')], [422, field], query)
  }
})

test('the page shows the period that its form or a link asks for', async (t) => {
  const { site, program } = await openWithYears(t)
  const browser = openBrowser(site)
  browser.cookies.set('links', program.key ?? '')
  const action = '/links/abc#numbers-title'
  const rows: [query: string, days: [from: string, to: string], chosen: string | undefined][] = [
    ['', ['2026-01-02', '2026-01-31'], '30 days'],
    ['?days=7', ['2026-01-25', '2026-01-31'], '7 days'],
    ['?days=all', ['2024-02-29', '2026-01-31'], 'All'],
    ['?from=2024-02-01&to=2024-02-29', ['2024-02-01', '2024-02-29'], undefined],
  ]
  for (const [query, [from, to], chosen] of rows) {
    const { status, text } = await browser.get(`/links/abc${query}`)
    assert.equal(status, 200)
    assert.deepEqual(readForm(text, action), { from, to }, query)
    assert.match(text, new RegExp(`From ${from} to ${to}\\. Since the link was made:\\s3 clicks`))
    assert.equal(/aria-current="true">([^<]+)</.exec(text)?.[1], chosen, query)
    assert.ok(text.includes(`/links/abc/export?from=${from}&amp;to=${to}"`), query)
  }
  const month = await browser.get('/links/abc?from=2024-02-01&to=2024-02-29')
  assert.match(month.text, /<dt>Clicks<\/dt><dd>1<\/dd>/)
  assert.match(month.text, /<title>2024-02-29: 1 person, 1 bot</)
  const years = await browser.get('/links/abc?days=all')
  assert.match(years.text, /<h3>By month[^]*<title>2024-03: 1 person, 1 bot</)
})

test('the page names what is wrong with a period beside its field', async (t) => {
  const { site, program } = await openWithYears(t)
  const browser = openBrowser(site)
  browser.cookies.set('links', program.key ?? '')
  const rows = { from: 'from=2026-01-09&to=2026-01-01', to: 'to=<b>', days: 'days=x' }
  for (const [field, query] of Object.entries(rows)) {
    const { status, text } = await browser.get(`/links/abc?${query}`)
    assert.equal(status, 422)
    assert.match(text, new RegExp(`id="${field}-error" role="alert">[^<]+<`), query)
    assert.equal(text.match(/role="alert">[^<]/g)?.length, 1, query)
    assert.match(text, /From 2026-01-02 to 2026-01-31\./)
  }
  const crossed = await browser.get('/links/abc?from=2026-01-09&to=2026-01-01')
  assert.deepEqual(readForm(crossed.text, '/links/abc#numbers-title'),
    { from: '2026-01-09', to: '2026-01-01' })
})

test('the export has the days or the months of the period', async (t) => {
  const { site, program } = await openWithYears(t)
  const browser = openBrowser(site)
  browser.cookies.set('links', program.key ?? '')
  const rows: [query: string, head: string, length: number][] = [
    ['from=2024-02-29&to=2024-03-01', 'day,people,visitors,bots', 2],
    ['days=all', 'month,people,visitors,bots', 24],
  ]
  for (const [query, head, length] of rows) {
    const { text } = await browser.get(`/links/abc/export?${query}`)
    const [first, ...lines] = text.trimEnd().split('\r\n')
    assert.deepEqual([first, lines.length], [head, length], query)
  }
  assert.equal((await browser.get('/links/abc/export?from=soon')).status, 422)
})
