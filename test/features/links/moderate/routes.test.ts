import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { browserAccept, openProgram } from '../../../testClients.ts'

async function openWithLink(t: test.TestContext): Promise<TestApp> {
  const site = openTestApp(t)
  const link = { target: 'https://example.com/', slug: 'abc' }
  await openProgram(site).send('POST', '/api/links', link)
  return site
}

function report(site: TestApp, path: string, fields: Record<string, string>) {
  return site.request('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept': browserAccept },
    body: String(new URLSearchParams(fields)),
  })
}

test('a report is stored with one of our reasons and at most 1,000 characters', async (t) => {
  const site = await openWithLink(t)
  const rows: [fields: Record<string, string>, reason: string, details: string][] = [
    [{ reason: 'phishing', details: ' It asks for a PIN ' }, 'phishing', 'It asks for a PIN'],
    [{ reason: 'malware' }, 'malware', ''],
    [{ details: 'a\0b\0' }, 'other', 'a b'],
    [{ reason: 'Spam' }, 'other', ''],
    [{ reason: '__proto__', details: 'x'.repeat(1_001) }, 'other', 'x'.repeat(1_000)],
    [{}, 'other', ''],
  ]
  for (const [fields] of rows) {
    const { status, text } = await report(site, '/links/ABC/report', fields)
    assert.equal(status, 200)
    assert.match(text, /Your report about \/abc was stored/)
  }
  const stored = await site.database.all(sql`
    select reason, details, created_at, handled_at from reports order by id`)
  assert.deepEqual(stored.map((row) => ({ ...Object(row) })), rows.map(([, reason, details]) =>
    ({ reason, details, created_at: startTime, handled_at: null })))
})

test('a report about a link that does not exist is a 404 like the link itself', async (t) => {
  const site = await openWithLink(t)
  for (const slug of ['nothing', 'abc.', '%20', 'x'.repeat(200)]) {
    const { status } = await report(site, `/links/${slug}/report`, { reason: 'spam' })
    assert.equal(status, 404, slug)
  }
  assert.deepEqual(await site.database.all(sql`select id from reports`), [])
})

test('the form for reports is on the page that says where a link leads', async (t) => {
  const site = await openWithLink(t)
  const { text } = await site.request('GET', '/abc+')
  assert.match(text, /action="\/links\/abc\/report"/)
})
