import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../src/database/sql.ts'
import { pick, pickEach } from './pick.ts'
import { openTestApp } from './testApp.ts'
import { openBrowser } from './testClients.ts'

test('a bug is a bare 500 with an id, and the log has the rest', async (t) => {
  const site = openTestApp(t)
  await site.database.run(sql`drop table visits`)
  const reply = await site.request('GET', '/abc')
  assert.equal(reply.status, 500)
  assert.equal(pick(reply.json(), 'code'), 'internal-error')
  assert.doesNotMatch(reply.text, /database|table|visits|\.ts/)
  const id = pick(reply.json(), 'requestId')
  const bug = site.logged().find((line) => pick(line, 'event') === 'bug')
  const message = 'The database failed: no such table: visits'
  assert.deepEqual([pick(bug, 'requestId'), pick(bug, 'error')], [id, message])
  const page = await openBrowser(site).get('/abc')
  assert.equal(page.status, 500)
  assert.match(page.text, new RegExp(`Request ${page.headers['x-request-id']}`))
})

test('every request is logged, without its query and without cookies or keys', async (t) => {
  const site = openTestApp(t)
  await site.request('GET', '/hello?secret=1', { headers: {
    cookie: 'links=gwe_secret', authorization: 'Bearer secret',
  } })
  await site.request('GET', '//evil')
  const lines = site.logged()
  const shown = lines.map((line) => pickEach(line, ['method', 'path', 'route', 'status']))
  assert.deepEqual(shown, [
    ['GET', '/hello', '/hello', 200],
    ['GET', '//evil', undefined, 400],
  ])
  assert.doesNotMatch(JSON.stringify(lines), /secret/)
})

test('caches keep assets forever, under a URL that changes with them', async (t) => {
  const browser = openBrowser(openTestApp(t))
  const { text } = await browser.get('/')
  const addresses = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)]
    .map(([, url = '']) => url)
  assert.equal(addresses.length, 3)
  for (const address of addresses) {
    assert.match(address, /\?v=[0-9a-f]{12}$/)
    const { status, headers } = await browser.get(address)
    assert.equal(status, 200)
    assert.equal(headers['cache-control'], 'max-age=31536000, immutable')
  }
})
