// Other services, above all YOURLS, have names of one or two characters. Such a link goes on
// working after it moved here, and nobody can choose such a name for a new one.

import assert from 'node:assert/strict'
import test from 'node:test'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { browserAccept, openProgram } from '../../../testClients.ts'

const target = 'https://example.com/moved'
const yourls = (keyword: string) => ({ keyword, url: target, clicks: 7 })

test('a link with a short name works after it moved here', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const reply = await program.send('POST', '/api/links/import', ['1', 'Ab'].map(yourls))
  const links = pickList(reply.json(), 'results').map((row) => pick(row, 'link'))
  assert.deepEqual(links.map((link) => pickEach(link, ['slug', 'shortUrl', 'importedClicks'])), [
    ['1__', 'http://localhost:3000/1__', 7], ['ab_', 'http://localhost:3000/ab_', 7],
  ])
  for (const path of ['/1', '/1__', '/ab', '/AB', '/ab_', '/%61b']) {
    const { status, headers } = await site.request('GET', path)
    assert.deepEqual([status, headers['location']], [302, target], path)
  }
  for (const path of ['/2', '/1_', '/a', '/ab__', '/_ab', '/a-']) {
    assert.equal((await site.request('GET', path)).status, 404, path)
  }
  const look = await site.request('GET', '/ab+', { headers: { accept: browserAccept } })
  assert.match(look.text, /example\.com\/moved/)
  // Almost any path begins with one of them, so they're no suggestion.
  assert.equal(pick((await site.request('GET', '/ab/c')).json(), 'suggestion'), undefined)
  assert.equal(pick((await program.send('GET', '/api/links/ab')).json(), 'clicks'), 4)
  assert.equal((await program.send('DELETE', '/api/links/ab')).status, 204)
  assert.equal((await site.request('GET', '/ab')).status, 404)
})

test('the export of a link with a short name comes back', async (t) => {
  const [old, next] = [openTestApp(t), openTestApp(t)]
  const [from, to] = [openProgram(old), openProgram(next)]
  await from.send('POST', '/api/links/import', ['x', 'xy'].map(yourls))
  const links = (await from.send('GET', '/api/links/export')).json()
  const reply = await to.send('POST', '/api/links/import', links)
  assert.deepEqual(pickEach(reply.json(), ['created', 'failed']), [2, 0])
  for (const path of ['/x', '/xy']) {
    assert.equal((await next.request('GET', path)).headers['location'], target)
  }
})

test('a short name is only for a link that moved here, and only once', async (t) => {
  const site = openTestApp(t)
  const [program, other] = [openProgram(site), openProgram(site)]
  for (const slug of ['a', 'ab', 'ab_', 'a__']) {
    const single = await program.send('POST', '/api/links', { target, slug })
    const field = pick(single.json(), 'errors', 0, 'field')
    assert.deepEqual([single.status, field], [422, 'slug'], slug)
    const bulk = await program.send('POST', '/api/links/bulk', [{ target, slug }])
    assert.equal(pick(bulk.json(), 'failed'), 1, slug)
  }
  const page = await site.request('GET', '/ab', { headers: { accept: browserAccept } })
  assert.match(page.text, /There is no link <span class="slug">\/ab</)
  assert.doesNotMatch(page.text, /name="slug"/)
  const rows: [slugs: string[], created: number][] = [
    [['ab', 'AB', 'ab_'], 1], [['ab'], 0], [['a-', '-a', '_', 'ü', 'PayPal', 'login'], 0],
  ]
  for (const [slugs, created] of rows) {
    const dry = await other.send('POST', '/api/links/import?dryRun=true', slugs.map(yourls))
    assert.equal(pick(dry.json(), 'valid'), created, dry.text)
    const reply = await other.send('POST', '/api/links/import', slugs.map(yourls))
    assert.equal(pick(reply.json(), 'created'), created, reply.text)
    for (const { text } of [dry, reply]) assert.doesNotMatch(text, /name "ab_" (?:is|appears)/)
  }
})
