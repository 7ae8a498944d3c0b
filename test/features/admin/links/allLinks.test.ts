// All links for administrators: what is listed, found and paged through, and the two actions.

import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram, unescapeHtml, type Program } from '../../../testClients.ts'
import { addAdmin, addKey, addPerson, run, trailOf } from '../people.ts'

const target = 'https://example.com/'

async function openWithLinks(t: test.TestContext) {
  const site = openTestApp(t)
  const { admin, program } = await addAdmin(site)
  const bob = await addPerson(site, 'bob@example.org')
  const owner = await addKey(site, bob.id, 'links:read links:write')
  const add = async (by: Program, link: object) => {
    assert.equal((await by.send('POST', '/api/links', { target, ...link })).status, 201)
    site.clock.now += 1_000
  }
  return { site, admin, bob, program, owner, add }
}

async function list(program: Program, query: string): Promise<string[]> {
  const reply = await program.send('GET', `/api/admin/links?${query}`)
  assert.equal(reply.status, 200, reply.text)
  return pickList(reply.json(), 'links').map((link) => String(pick(link, 'slug')))
}

async function readPages(program: Program, start: string): Promise<string[][]> {
  const pages: string[][] = []
  for (let path: string | undefined = start; path !== undefined;) {
    assert.ok(pages.length < 50, 'there is an end')
    const reply = await program.send('GET', path)
    pages.push(pickList(reply.json(), 'links').map((link) => String(pick(link, 'slug'))))
    const next = /<([^>]+)>; rel="next"/.exec(String(reply.headers['link']))?.[1]
    assert.equal(pick(reply.json(), 'next'), next ?? null)
    path = next
  }
  return pages
}

/** Adds many links at once, with the slugs `n-1`, `n-2` and so on. */
async function addMany(site: TestApp, number: number): Promise<void> {
  await run(site, `
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
    insert into links (slug, owner, target, created_at, updated_at)
    select 'n-' || n, 1, 'https://example.com/' || n, n, n from numbers`, number)
}

test('the links of all owners are listed, the newest first', async (t) => {
  const { site, program, bob, owner, add } = await openWithLinks(t)
  const stranger = openProgram(site)
  await add(owner, { slug: 'bobs', target: 'https://xn--mgbh0fb.example/%D8%B5', note: 'secret' })
  await add(stranger, { slug: 'nobodys', password: 'open sesame' })
  await site.request('GET', '/bobs')
  await site.request('GET', '/bobs', { headers: { 'user-agent': 'Twitterbot' } })
  const reply = await program.send('GET', '/api/admin/links')
  assert.deepEqual(reply.json(), {
    links: [
      {
        slug: 'nobodys', target, readable: target, bots: 0, state: 'active', isReported: false,
        createdAt: '2026-01-31T11:30:01.000Z', disabled: null, clicks: 0, owner: null,
      },
      {
        slug: 'bobs', target: 'https://xn--mgbh0fb.example/%D8%B5',
        readable: 'https://مثال.example/ص', bots: 1, state: 'active', isReported: false,
        createdAt: '2026-01-31T11:30:00.000Z', disabled: null, clicks: 1,
        owner: { id: bob.id, email: 'bob@example.org' },
      },
    ],
    next: null,
  })
})

test('links are found by the beginning of a slug, by text, and by owner', async (t) => {
  const { site, program, owner, add } = await openWithLinks(t)
  const stranger = openProgram(site)
  await add(owner, { slug: 'summer', target: 'https://a.example/100%25', note: 'hidden words' })
  await add(stranger, { slug: 'summer_2', target: 'https://b.example/Sommer' })
  await add(stranger, { slug: 'sum', target: 'https://xn--bcher-kva.example/' })
  await add(owner, { slug: 'winter', target: 'https://b.example/%C3%9Cber' })
  const rows: [query: string, slugs: string[]][] = [
    ['', ['winter', 'sum', 'summer_2', 'summer']],
    ['slug=sum', ['sum', 'summer', 'summer_2']],
    ['slug=Su', ['sum', 'summer', 'summer_2']],
    ['slug=SUMMER', ['summer', 'summer_2']],
    ['slug=%2Fsummer', ['summer', 'summer_2']],
    ['slug=%20sum%20', ['sum', 'summer', 'summer_2']],
    ['slug=http%3A%2F%2Flocalhost%3A3000%2Fsummer_2%2B', ['summer_2']],
    ['slug=http%3A%2F%2Flocalhost%3A3000%2Fsummer_2%2F%20', ['summer_2']],
    ['slug=ummer', []],
    ['slug=summer%25', []],
    ['slug=summer-', []],
    ['slug=~', []],
    ['slug=%C3%BC', []],
    [`slug=${'s'.repeat(300)}`, []],
    ['search=b.example', ['winter', 'summer_2']],
    ['search=B.EXAMPLE+sommer', ['summer_2']],
    ['search=b%C3%BCcher', ['sum']],
    ['search=%C3%BCber', ['winter']],
    ['search=summer', ['summer_2', 'summer']],
    ['search=%25', ['winter', 'summer']],
    ['search=hidden', []],
    ['search=nothing', []],
    ['owner=bob@example.org', ['winter', 'summer']],
    ['owner=%20Bob@Example.ORG%20', ['winter', 'summer']],
    ['owner=bob', []],
    ['owner=nobody@example.org', []],
    ["owner=' or 1=1 --", []],
    ['owner=bob@example.org&slug=s', ['summer']],
    ['owner=bob@example.org&search=b.example', ['winter']],
    ['owner=bob@example.org&slug=s&search=b.example', []],
    ['slug=s&search=example', ['sum', 'summer', 'summer_2']],
  ]
  for (const [query, slugs] of rows) assert.deepEqual(await list(program, query), slugs, query)
})

test('pages follow each other without a gap or a repetition', async (t) => {
  const { site, program, owner, add } = await openWithLinks(t)
  for (let number = 10; number < 21; number += 1) {
    await add(number % 2 === 0 ? owner : openProgram(site), { slug: `link-${number}` })
  }
  for (const query of ['', 'slug=link', 'search=example', 'slug=link&search=example',
    'owner=bob@example.org', 'owner=bob@example.org&slug=l', 'owner=bob@example.org&search=link']) {
    const [all] = await readPages(program, `/api/admin/links?${query}&limit=100`)
    assert.equal(all?.length, query.includes('owner') ? 6 : 11, query)
    const pages = await readPages(program, `/api/admin/links?${query}&limit=2`)
    assert.deepEqual(pages.flat(), all, query)
    assert.equal(pages.length, Math.ceil((all?.length ?? 0) / 2), query)
  }
})

test('a page of a search looks at a bounded number of links, the next goes on', async (t) => {
  const { site, program } = await openWithLinks(t)
  await addMany(site, 10_100)
  const pages = await readPages(program, '/api/admin/links?search=example.com/77&limit=100')
  const lengths = pages.map(({ length }) => length)
  assert.ok(lengths.length > 2 && lengths.every((length) => length <= 100))
  const expected = Array.from({ length: 10_100 }, (_, index) => `n-${index + 1}`)
    .filter((slug) => slug.startsWith('n-77')).reverse()
  assert.deepEqual(pages.flat(), expected)
  const nothing = await readPages(program, '/api/admin/links?search=zebra')
  assert.deepEqual(nothing, [[], [], []])
})

test('what cannot be listed is refused with its field', async (t) => {
  const { program, owner, add } = await openWithLinks(t)
  await add(owner, {})
  await add(owner, {})
  const byId = String(pick((await program.send('GET', '/api/admin/links?limit=1')).json(), 'next'))
  const rows: [query: string, field: string][] = [
    ['limit=0', 'limit'], ['limit=101', 'limit'], ['limit=', 'limit'], ['cursor=x', 'cursor'],
    [`slug=a&${byId.replace(/.*\?limit=1&/, '')}`, 'cursor'],
  ]
  for (const [query, field] of rows) {
    const reply = await program.send('GET', `/api/admin/links?${query}`)
    assert.deepEqual([reply.status, pick(reply.json(), 'errors', 0, 'field')], [422, field], query)
  }
})

test('each link has its state', async (t) => {
  const { site, program, owner, add } = await openWithLinks(t)
  const expiresAt = new Date(site.clock.now + hourMs).toISOString()
  for (const slug of ['active', 'locked', 'disabled', 'blocked', 'both', 'expired', 'used-up']) {
    const terms = {
      ...(slug === 'locked' && { password: 'open sesame' }),
      ...(slug === 'expired' && { expiresAt }),
      ...(slug === 'used-up' && { visitLimit: 2 }),
    }
    await add(owner, { slug, ...terms })
  }
  for (const slug of ['disabled', 'both']) {
    await owner.send('PATCH', `/api/links/${slug}`, { disabled: 'Holiday' })
  }
  await program.send('POST', '/api/admin/links/blocked/block', {})
  await program.send('POST', '/api/admin/links/both/block', { reason: 'Phishing' })
  await run(site, `update links set people = 2 where slug = 'used-up'`)
  site.clock.now += 2 * hourMs
  const { links } = Object((await program.send('GET', '/api/admin/links')).json())
  assert.deepEqual(pickList(links).map((link) => pickEach(link, ['slug', 'state', 'disabled'])), [
    ['used-up', 'used-up', null],
    ['expired', 'expired', null],
    ['both', 'blocked', 'Phishing'],
    ['blocked', 'blocked', 'It breaks the rules of this service'],
    ['disabled', 'disabled', 'Holiday'],
    ['locked', 'active', null],
    ['active', 'active', null],
  ])
})

test('a link is switched off for its owner too, its reports are closed, and back on', async (t) => {
  const { site, admin, program, owner, add } = await openWithLinks(t)
  await add(owner, { slug: 'abc' })
  await openBrowser(site).post('/links/abc/report', { reason: 'spam', details: '' })
  const isReported = async () =>
    pick((await program.send('GET', '/api/admin/links')).json(), 'links', 0, 'isReported')
  assert.equal(await isReported(), true)
  const off = await program.send('POST', '/api/admin/links/ABC/block', { reason: 'Malware' })
  assert.equal(off.status, 204)
  assert.equal(await isReported(), false)
  assert.equal((await site.request('GET', '/abc')).status, 410)
  assert.equal((await owner.send('PATCH', '/api/links/abc', { disabled: null })).status, 403)
  const again = await program.send('POST', '/api/admin/links/abc/block', {})
  assert.deepEqual([again.status, pick(again.json(), 'code')], [409, 'nothing-to-do'])
  assert.equal((await program.send('POST', '/api/admin/links/abc/unblock')).status, 204)
  assert.equal((await site.request('GET', '/abc')).status, 302)
  assert.deepEqual(await trailOf(site), [
    `${admin.id} reports-upheld link abc`,
    `${admin.id} link-blocked link abc {"reason":"Malware"}`,
    `${admin.id} link-unblocked link abc`,
  ])
})

test('what cannot be switched is refused, and nothing is written', async (t) => {
  const { site, program, owner, add } = await openWithLinks(t)
  await add(owner, { slug: 'abc' })
  const rows: [path: string, body: unknown, status: number][] = [
    ['nowhere/block', {}, 404],
    ['nowhere/unblock', undefined, 404],
    ['abc/unblock', undefined, 409],
    ['abc/block', { reason: '' }, 422],
    ['abc/block', { reason: 'x'.repeat(201) }, 422],
    ['abc/block', { slug: 'abd' }, 422],
    ['abc/block', [], 422],
  ]
  for (const [path, body, status] of rows) {
    const reply = await program.send('POST', `/api/admin/links/${path}`, body)
    assert.equal(reply.status, status, path)
  }
  assert.deepEqual(await trailOf(site), [])
})

test('the pages find a link, ask for the password, and switch it off and on', async (t) => {
  const { site, admin, bob, owner, add } = await openWithLinks(t)
  const { browser } = admin
  await add(owner, { slug: 'abc', target: 'https://xn--mgbh0fb.example/<b>' })
  await add(owner, { slug: 'other' })
  await openBrowser(site).post('/links/abc/report', { reason: 'spam', details: '' })
  const found = await browser.get('/admin/links?slug=ab&owner=bob@example.org')
  assert.match(found.text, /name="slug" value="ab"/)
  assert.match(found.text, /href="\/admin\/links">Show all</)
  assert.match(found.text, new RegExp(`<a href="/admin/users/${bob.id}">bob@example.org</a>`))
  assert.match(unescapeHtml(found.text),
    /https:\/\/xn--mgbh0fb\.example\/%3Cb%3E \(https:\/\/مثال\.example\/%3Cb%3E\)/)
  assert.match(found.text, /href="\/admin\/reports#report-abc">reported</)
  assert.doesNotMatch(found.text, /\/other|href="https:\/\/xn/)
  const reports = await browser.get('/admin/reports')
  assert.match(reports.text, /id="report-abc"/)

  site.clock.now += 11 * minuteMs
  for (const ask of [
    () => browser.get('/admin/links/abc/block'),
    () => browser.post('/admin/links/abc/block', {}),
  ]) {
    const { status, headers } = await ask()
    const next = new URLSearchParams({ next: '/admin/links/abc/block' })
    assert.deepEqual([status, headers['location']], [303, `/admin/confirm?${next}`])
  }
  const asked = await browser.get('/admin/confirm?next=/admin/links/abc/block')
  assert.match(asked.text, /href="\/admin\/links"\saria-current="page">Links</)
  const confirmed = await browser.submit('/admin/confirm', {
    password: 'violet tractor hums at noon',
  })
  assert.equal(confirmed.headers['location'], '/admin/links/abc/block')
  const act = await browser.get('/admin/links/abc/block')
  assert.match(act.text, /href="\/admin\/links\?slug=abc">Cancel</)
  const long = await browser.submit('/admin/links/abc/block', { reason: 'x'.repeat(201) })
  assert.equal(long.status, 422)
  assert.match(long.text, /id="reason-error" role="alert">Use at most 200 characters\./)
  const off = await browser.submit('/admin/links/abc/block', { reason: ' It <lies> ' })
  assert.deepEqual([off.status, off.headers['location']], [303, '/admin/links?slug=abc&done=block'])
  const listed = await browser.get('/admin/links?slug=abc&done=block')
  assert.match(listed.text, /role="status">The link is switched off\./)
  assert.match(listed.text, /“It &lt;lies&gt;”/)
  await browser.get('/admin/links/abc/unblock')
  const on = await browser.submit('/admin/links/abc/unblock')
  assert.equal(on.headers['location'], '/admin/links?slug=abc&done=unblock')
  const twice = await browser.submit('/admin/links/abc/unblock')
  assert.equal(twice.status, 409)
  assert.match(twice.text, /role="alert">The link \/abc isn&#39;t switched off\./)
})

test('the API asks a browser for the password, and pages know no other actions', async (t) => {
  const { site, admin, owner, add } = await openWithLinks(t)
  await add(owner, { slug: 'abc' })
  for (const path of ['/admin/links/nowhere/block', '/admin/links/abc/delete',
    '/admin/links/abc/constructor']) {
    assert.equal((await admin.browser.get(path)).status, 404, path)
  }
  site.clock.now += 11 * minuteMs
  for (const path of ['/api/admin/links/abc/block', '/api/admin/links/abc/unblock']) {
    const reply = await admin.browser.send('POST', path, {})
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [403, 'needs-password'], path)
  }
  assert.deepEqual(await trailOf(site), [])
})

test('a page without links says so, and whether there are more to look at', async (t) => {
  const { site, admin } = await openWithLinks(t)
  const { text } = await admin.browser.get('/admin/links')
  assert.match(text, /role="status">No links found\.</)
  await addMany(site, 5_001)
  const search = await admin.browser.get('/admin/links?search=zebra')
  assert.match(search.text, /No links found so far\.[^]*>Search more links</)
  const all = await admin.browser.get('/admin/links')
  assert.doesNotMatch(all.text, />Show all</)
  assert.match(all.text, /href="\/admin\/links\?cursor=[\w-]+">More links</)
})
