// Reported links: what visitors say, the decision, and that it holds.

import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { openTestApp } from '../../../testApp.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'
import { addAdmin, addKey, addPerson, read, trailOf } from '../people.ts'

const target = 'https://example.com/<b>page</b>'

async function openWithReports(t: test.TestContext) {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const owner = await addKey(site, bob.id, 'links:read links:write')
  for (const slug of ['first', 'second', 'third']) {
    assert.equal((await owner.send('POST', '/api/links', { target, slug })).status, 201)
  }
  const visitor = openBrowser(site)
  const report = async (slug: string, reason: string, details: string) => {
    site.clock.now += 1_000
    const reply = await visitor.post(`/links/${slug}/report`, { reason, details })
    assert.equal(reply.status, 200)
  }
  await report('second', 'spam', '')
  await report('first', 'phishing', '<i>It asked for my password</i>')
  await report('second', 'phishing', 'Bad')
  await report('second', 'spam', 'Worse')
  const shortUrl = async (slug: string) => {
    const { status, headers } = await site.request('GET', `/${slug}`)
    return [status, headers['location']]
  }
  return { site, admin, bob, program, owner, visitor, report, shortUrl }
}

const open = [302, 'https://example.com/%3Cb%3Epage%3C/b%3E']
const gone = [410, undefined]

test('open reports are grouped by link, the longest waiting first', async (t) => {
  const { program, bob } = await openWithReports(t)
  const { reports, blocked } = Object((await program.send('GET', '/api/admin/reports')).json())
  assert.deepEqual(blocked, [])
  assert.deepEqual(pickList(reports).map((each) => pickEach(each, ['slug', 'reports', 'user'])), [
    ['second', 3, bob.id], ['first', 1, bob.id],
  ])
  assert.deepEqual(pick(reports, 0, 'reasons'), [
    { reason: 'spam', reports: 2 }, { reason: 'phishing', reports: 1 },
  ])
  assert.deepEqual(pickList(reports, 0, 'words').map((each) => pick(each, 'details')),
    ['Worse', 'Bad'])
  assert.equal(pick(reports, 0, 'target'), open[1])
})

test('only as much of a link is read as fits on the page', async (t) => {
  const { site, program } = await openWithReports(t)
  await site.database.run({
    text: `
      with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 5000)
      insert into reports (link, reason, details, created_at)
      select links.id, 'other', 'words ' || n, n from numbers, links where slug = 'third'`,
    values: [],
  })
  const [third] = pickList((await program.send('GET', '/api/admin/reports')).json(), 'reports')
  assert.deepEqual(pickEach(third, ['slug', 'reports']), ['third', 5_000])
  assert.deepEqual(pickList(third, 'words').map((each) => pick(each, 'details')),
    ['words 5000', 'words 4999', 'words 4998', 'words 4997', 'words 4996'])
})

test('dismissed reports are gone from the list, and the link leads on', async (t) => {
  const { site, admin, program, report, shortUrl } = await openWithReports(t)
  const reply = await program.send('POST', '/api/admin/reports/second', { decision: 'dismiss' })
  assert.deepEqual(reply.json(), { slug: 'second', decision: 'dismiss', handled: 3 })
  assert.deepEqual(await shortUrl('second'), open)
  assert.deepEqual(await trailOf(site), [`${admin.id} reports-dismissed link second`])
  const again = await program.send('POST', '/api/admin/reports/second', { decision: 'dismiss' })
  assert.deepEqual([again.status, pick(again.json(), 'code')], [409, 'nothing-to-do'])
  assert.equal((await trailOf(site)).length, 1)
  await report('second', 'spam', '')
  const { reports } = Object((await program.send('GET', '/api/admin/reports')).json())
  assert.deepEqual(pickList(reports).map((each) => pickEach(each, ['slug', 'reports'])), [
    ['first', 1], ['second', 1],
  ])
})

test('a blocked link is gone, says why, and stays off for its owner', async (t) => {
  const { site, admin, bob, program, owner, visitor, shortUrl } = await openWithReports(t)
  const block = { decision: 'block', reason: 'It steals <passwords>' }
  const reply = await program.send('POST', '/api/admin/reports/First', block)
  assert.equal(pick(reply.json(), 'handled'), 1)
  assert.deepEqual(await shortUrl('first'), gone)
  const page = await visitor.get('/first')
  assert.equal(page.status, 410)
  const why = '<span dir="auto">It steals &lt;passwords&gt;</span>.'
  assert.ok(page.text.includes(`An administrator has switched it off: ${why}`), page.text)
  assert.match((await visitor.get('/first+')).text, /It steals &lt;passwords&gt;/)

  const seen = (await owner.send('GET', '/api/links/first')).json()
  assert.deepEqual(pickEach(seen, ['disabled', 'isBlocked']), [block.reason, true])
  for (const change of [{ disabled: null }, { disabled: 'My own reason' }]) {
    const refused = await owner.send('PATCH', '/api/links/first', change)
    assert.deepEqual([refused.status, pick(refused.json(), 'code')], [403, 'closed'])
  }
  const edited = await owner.send('PATCH', '/api/links/first', { target: 'https://example.net/' })
  assert.equal(edited.status, 200)
  assert.deepEqual(await shortUrl('first'), gone)
  const detail = await bob.browser.get('/links/first')
  assert.match(detail.text, /An administrator did this/)
  assert.doesNotMatch(detail.text, /\/links\/first\/enable/)
  assert.deepEqual(await trailOf(site), [
    `${admin.id} reports-upheld link first`,
    `${admin.id} link-blocked link first {"reason":"It steals <passwords>"}`,
  ])
})

test("an owner who deletes a blocked link can't make it again", async (t) => {
  const { site, program, owner } = await openWithReports(t)
  await program.send('POST', '/api/admin/reports/first', { decision: 'block' })
  for (const slug of ['first', 'third']) {
    assert.equal((await owner.send('DELETE', `/api/links/${slug}`)).status, 204)
  }
  const make = async (slug: string) =>
    (await owner.send('POST', '/api/links', { target, slug })).status
  assert.equal(await make('third'), 201, 'a slug that its owner gave back')
  assert.equal(await make('first'), 409, 'a blocked one')
  const other = openProgram(site)
  assert.equal((await other.send('POST', '/api/links', { target, slug: 'first' })).status, 409)
})

test('a link can be blocked without a report, once, and switched on again', async (t) => {
  const { site, admin, program, shortUrl } = await openWithReports(t)
  const block = () => program.send('POST', '/api/admin/reports/third', { decision: 'block' })
  assert.deepEqual(pick((await block()).json(), 'handled'), 0)
  assert.equal((await block()).status, 409)
  const { blocked } = Object((await program.send('GET', '/api/admin/reports')).json())
  assert.deepEqual(pickList(blocked).map((each) => pickEach(each, ['slug', 'disabled'])), [
    ['third', 'It breaks the rules of this service'],
  ])
  assert.equal((await program.send('POST', '/api/admin/links/third/unblock')).status, 204)
  assert.deepEqual(await shortUrl('third'), open)
  const again = await program.send('POST', '/api/admin/links/third/unblock')
  assert.deepEqual([again.status, pick(again.json(), 'code')], [409, 'nothing-to-do'])
  assert.deepEqual((await trailOf(site)).map((line) => line.replace(/ \{.*/, '')), [
    `${admin.id} link-blocked link third`, `${admin.id} link-unblocked link third`,
  ])
})

test('a link that its owner had switched off is blocked with the new reason', async (t) => {
  const { program, owner, visitor } = await openWithReports(t)
  await owner.send('PATCH', '/api/links/first', { disabled: 'On holiday' })
  await program.send('POST', '/api/admin/reports/first', { decision: 'block', reason: 'Malware' })
  assert.match((await visitor.get('/first')).text, /Malware/)
})

test('what cannot be decided is refused', async (t) => {
  const { site, program } = await openWithReports(t)
  const rows: [slug: string, body: unknown, status: number][] = [
    ['nowhere', { decision: 'block' }, 404],
    ['first', { decision: 'delete' }, 422],
    ['first', {}, 422],
    ['first', { decision: 'block', reason: '' }, 422],
    ['first', { decision: 'block', reason: 'x'.repeat(201) }, 422],
    ['first', { decision: 'block', target: 'https://example.net/' }, 422],
  ]
  for (const [slug, body, status] of rows) {
    const reply = await program.send('POST', `/api/admin/reports/${slug}`, body)
    assert.equal(reply.status, status, JSON.stringify(body))
  }
  assert.deepEqual(await trailOf(site), [])
  assert.deepEqual(await read(site, 'select id from reports where handled_at is not null'), [])
})

test('to switch a link off takes the password, to dismiss its reports does not', async (t) => {
  const { site, admin, shortUrl } = await openWithReports(t)
  site.clock.now += 11 * minuteMs
  await admin.browser.get('/admin/reports')
  const dismissed = await admin.browser.submit('/admin/reports/second', { decision: 'dismiss' })
  assert.equal(dismissed.headers['location'], '/admin/reports?done=dismiss')
  await admin.browser.get('/admin/reports')
  const asked = await admin.browser.submit('/admin/reports/first', { decision: 'block' })
  const next = new URLSearchParams({ next: '/admin/links/first/block' })
  assert.equal(asked.headers['location'], `/admin/confirm?${next}`)
  const block = { decision: 'block' }
  const refused = await admin.browser.send('POST', '/api/admin/reports/first', block)
  assert.deepEqual([refused.status, pick(refused.json(), 'code')], [403, 'needs-password'])
  assert.deepEqual(await shortUrl('first'), open)
})

test('the page shows where a link leads as text, and takes the decisions', async (t) => {
  const { site, admin, shortUrl } = await openWithReports(t)
  const { text } = await admin.browser.get('/admin/reports')
  assert.match(text, /<code>https:\/\/example\.com\/%3Cb%3Epage%3C\/b%3E<\/code>/)
  assert.doesNotMatch(text, /href="https:\/\/example\.com/)
  assert.match(text, /&lt;i&gt;It asked for my password&lt;\/i&gt;/)
  const act = async (action: string, fields: Record<string, string>) => {
    const reply = await admin.browser.submit(action, fields)
    return [reply.status, reply.headers['location']]
  }
  assert.deepEqual(await act('/admin/reports/second', { decision: 'dismiss' }),
    [303, '/admin/reports?done=dismiss'])
  await admin.browser.get('/admin/reports?done=dismiss')
  assert.deepEqual(await act('/admin/reports/first', { decision: 'block', reason: ' Phishing ' }),
    [303, '/admin/reports?done=block'])
  assert.deepEqual(await shortUrl('first'), gone)
  const done = await admin.browser.get('/admin/reports?done=block')
  assert.match(done.text, /role="status">The link is switched off\./)
  assert.match(done.text, /There are no open reports/)
  assert.match(done.text, /href="\/admin\/links\/first\/unblock"/)
  const unknown = await admin.browser.get('/admin/reports?done=constructor')
  assert.equal(unknown.status, 200)
  assert.doesNotMatch(unknown.text, /role="status"/)
  assert.equal((await read(site, 'select id from audit_events')).length, 3)
})
