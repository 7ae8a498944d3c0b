// Two real servers on one database, as after a move to several processes: one is killed in the
// middle of an import, and the other one finishes it.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { kill, startServer, type Server } from '../../../crash/server.ts'
import { pick, pickEach } from '../../../pick.ts'
import { makeFolder, removeFolder } from '../../../temporaryFolder.ts'

const links = 20_000

function ask({ port }: Server, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/links${path}`, init)
}

test('an import goes on after kill -9, and no link is made twice or lost', async (t) => {
  const folder = makeFolder()
  const first = await startServer(folder)
  const second = await startServer(folder)
  t.after(async () => {
    await kill(first.child)
    await kill(second.child)
    removeFolder(folder)
  })
  const rows = Array.from({ length: links }, (_, index) =>
    ({ target: `https://example.com/${index}`, slug: `n-${index}` }))
  const begun = await ask(first, '/import', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(rows),
  })
  assert.equal(begun.status, 202)
  const { id, editKey } = Object(await begun.json())
  const headers = { authorization: `Bearer ${editKey}` }
  const read = async (server: Server): Promise<unknown> =>
    (await ask(server, `/imports/${id}`, { headers })).json()
  let found = await read(second)
  while (pick(found, 'made') === 0) found = await read(second)
  await kill(first.child)
  found = await read(second)
  assert.equal(pick(found, 'state'), 'running', 'it was killed in the middle')
  while (pick(found, 'state') === 'running') found = await read(second)
  assert.deepEqual(pickEach(found, ['state', 'made', 'failed', 'waiting']), ['done', links, 0, 0])
  assert.deepEqual(readLinks(folder), rows.map(({ slug, target }) => `${slug} ${target}`))
})

function readLinks(folder: string): string[] {
  const database = new DatabaseSync(join(folder, 'groundwork.db'), { readOnly: true })
  const rows = database.prepare(`select slug || ' ' || target as link from links order by id`).all()
  database.close()
  return rows.map(({ link }) => String(link))
}
