import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { fileOnly } from '../../../openDatabase.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'

const headers = { 'content-type': 'application/json' }
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const person = { 'user-agent': browser }

async function makeLink(site: TestApp, link: object): Promise<void> {
  const body = JSON.stringify({ target: 'https://example.com/a', ...link })
  assert.equal((await site.request('POST', '/api/links', { headers, body })).status, 201)
}

async function statusOf(site: TestApp, path: string): Promise<number> {
  return (await site.request('GET', path, { headers: person })).status
}

/** Takes the lock on the app's database, as another program would; gives what ends that. */
function lock(t: TestContext, site: TestApp): () => void {
  const other = new DatabaseSync(site.opened.path)
  t.after(() => other.close())
  other.exec('begin immediate')
  return () => other.exec('rollback')
}

async function clicksOf(site: TestApp, slug: string): Promise<number | undefined> {
  const link = await site.database.one(sql<{ people: number }>`
    select people from links where slug = ${slug}`)
  return link?.people
}

function eventsOf(site: TestApp, event: string): unknown[] {
  return site.logged().filter((line) => pick(line, 'event') === event)
}

test('while nothing can be stored, only what promises nothing still redirects', async (t) => {
  const site = openTestApp(t)
  const rows: [slug: string, link: object, counted: number, uncounted: number][] = [
    ['simple-one', {}, 302, 302],
    ['method-one', { redirect: 307 }, 307, 307],
    ['limited-one', { visitLimit: 5 }, 302, 503],
    ['once-only', { visitLimit: 1 }, 200, 200],
    ['locked-one', { password: 'hunter2hunter2' }, 200, 200],
    ['ended-one', { expiresAt: '2026-01-31T11:31:00Z' }, 302, 410],
  ]
  for (const [slug, link] of rows) await makeLink(site, { slug, ...link })
  for (const [slug, , status] of rows) assert.equal(await statusOf(site, `/${slug}`), status, slug)
  await site.database.run(sql`pragma query_only = on`)
  site.clock.now += 2 * 60_000
  for (const [slug, , , status] of rows) {
    assert.equal(await statusOf(site, `/${slug}`), status, slug)
  }
  assert.equal(await statusOf(site, '/unknown'), 404)
  const refused = await site.request('GET', '/limited-one', { headers: person })
  assert.equal(refused.headers['retry-after'], '10')
  const slugs = eventsOf(site, 'click not counted').map((line) => pick(line, 'slug'))
  assert.deepEqual(slugs, ['simple-one', 'method-one'])
  assert.deepEqual(eventsOf(site, 'bug'), [])
  assert.equal(await clicksOf(site, 'simple-one'), 1)
  assert.equal(await clicksOf(site, 'limited-one'), 1)
})

const withLock = fileOnly('its lock')

test('when clicks are counted again, the log says how many were not', withLock, async (t) => {
  const site = openTestApp(t, { busyTimeoutMs: 20 })
  await makeLink(site, { slug: 'simple-one' })
  const unlock = lock(t, site)
  for (let click = 0; click < 3; click += 1) await statusOf(site, '/simple-one')
  unlock()
  await statusOf(site, '/unknown')
  assert.deepEqual(eventsOf(site, 'clicks are counted again'), [])
  for (let click = 0; click < 2; click += 1) await statusOf(site, '/simple-one')
  const totals = eventsOf(site, 'clicks are counted again').map((line) => pick(line, 'uncounted'))
  assert.deepEqual(totals, [3])
  assert.equal(await clicksOf(site, 'simple-one'), 2)
})

test('a probe that can write ends the count too', withLock, async (t) => {
  const site = openTestApp(t, { busyTimeoutMs: 20 })
  await makeLink(site, { slug: 'simple-one' })
  await statusOf(site, '/readyz')
  const unlock = lock(t, site)
  await statusOf(site, '/simple-one')
  // What an earlier probe found says nothing about now.
  await statusOf(site, '/readyz')
  site.clock.now += 5_000
  await statusOf(site, '/readyz')
  assert.deepEqual(eventsOf(site, 'clicks are counted again'), [])
  unlock()
  site.clock.now += 5_000
  await statusOf(site, '/readyz')
  const totals = eventsOf(site, 'clicks are counted again').map((line) => pick(line, 'uncounted'))
  assert.deepEqual(totals, [1])
})

test('a database that may not grow any more still redirects', async (t) => {
  const site = openTestApp(t)
  await makeLink(site, { slug: 'simple-one' })
  // SQLite takes the number of pages that there are instead.
  await site.database.run(sql`pragma max_page_count = 1`)
  let clicks = 0
  while (eventsOf(site, 'click not counted').length < 3) {
    assert.equal(await statusOf(site, '/simple-one'), 302)
    clicks += 1
    assert.ok(clicks < 1_000, 'the pages that there are must be full by now')
  }
  const { json } = await site.request('GET', '/readyz')
  assert.deepEqual(json(), { status: 'ready', writes: false })
  assert.equal(await clicksOf(site, 'simple-one'), clicks - 3)
})
