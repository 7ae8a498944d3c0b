import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { browserAccept, openProgram } from '../../../testClients.ts'

async function openWithLinks(t: TestContext) {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links/bulk', [
    { target: 'https://example.com/', slug: 'abc-def' },
    { target: 'https://example.com/', slug: 'ended' },
  ])
  await program.send('PATCH', '/api/links/ended', { disabled: 'x' })
  return site
}

test('a path that has no route, or cannot be read, gets the link that was meant',
  async (t) => {
    const site = await openWithLinks(t)
    const paths = [
      '/abc-def/)', '/abc-def/.', '/abc-def/..', '/abc-def/,', '/abc-def/%22', '/abc-def/%E2%80%A6',
      '/abc-def/more', '/abc-def/).', '/abc-def//', '//abc-def', '///abc-def', '//abc-def/',
      '/./abc-def', '/../abc-def', '/abc-def%', '/abc-def%2', '/abc-def%zz', '/abc-def%%20',
      '/abc-def%C3', '/abc-def%E2%80', '/abc-def%ff%fe', '/ABC-DEF%', '/%61bc-def/)',
      '/abc-def%?utm=1', `/abc-def/${'x'.repeat(5_000)}`, `/abc-def%${'%41'.repeat(3_000)}`,
    ]
    for (const path of paths) {
      const page = await site.request('GET', path, { headers: { accept: browserAccept } })
      assert.equal(page.status, 404, path)
      assert.match(page.text, /Did you mean\s*<a class="slug" href="\/abc-def">/, path)
      const problem = (await site.request('GET', path)).json()
      assert.equal(pick(problem, 'suggestion'), 'http://localhost:3000/abc-def', path)
      assert.equal((await site.request('HEAD', path)).status, 404, path)
    }
  })

test('if no link is meant, the error says what is wrong with the path', async (t) => {
  const site = await openWithLinks(t)
  const rows: [method: string, path: string, status: number, code: string][] = [
    ['GET', '/none/)', 404, 'not-found'], ['GET', '/none%', 400, 'bad-target'],
    ['GET', '/ended/)', 404, 'not-found'], ['GET', '/ended%', 400, 'bad-target'],
    ['GET', '//none', 400, 'bad-target'], ['GET', '//', 400, 'bad-target'],
    ['GET', '/%', 400, 'bad-target'], ['GET', '/api/none', 404, 'not-found'],
    ['POST', '/abc-def/)', 404, 'not-found'], ['DELETE', '/abc-def%', 400, 'bad-target'],
    ['GET', '/api/links/abc-def%', 400, 'bad-target'],
  ]
  for (const [method, path, status, code] of rows) {
    const reply = await site.request(method, path)
    const problem = reply.json()
    assert.deepEqual([reply.status, pick(problem, 'code')], [status, code], path)
    assert.equal(pick(problem, 'suggestion'), undefined, path)
  }
})

test('without a database, a path that has no route is a miss as before', async (t) => {
  const site = await openWithLinks(t)
  await site.database.close()
  for (const [path, status] of [['/abc-def/)', 404], ['/abc-def%', 400]] as const) {
    for (const accept of [browserAccept, '*/*']) {
      const reply = await site.request('GET', path, { headers: { accept } })
      assert.equal(reply.status, status, `${path} ${accept}`)
    }
  }
  assert.deepEqual(site.logged().filter((line) => pick(line, 'level') === 'error'), [])
})
