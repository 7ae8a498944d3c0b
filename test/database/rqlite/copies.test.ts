import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { downloadDatabase, uploadDatabase } from '../../../src/database/rqlite/copies.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

type Said = { status?: number; location?: string; body?: string }

/** A node that responds alike to every request; `authorizations` has the logins that it got. */
async function start(t: TestContext, { status = 200, location, body = '' }: Said) {
  const authorizations: unknown[] = []
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization)
    request.resume()
    response.writeHead(status, location === undefined ? {} : { Location: location })
    response.end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { origin: `http://127.0.0.1:${port}`, authorizations }
}

const failures: [title: string, said: Said, message: RegExp][] = [
  ['an error', { body: '{"results":[],"error":"invalid SQLite data"}' }, /invalid SQLite data/],
  ['a status', { status: 503, body: 'not leader' }, /responded with 503: not leader$/],
  ['a very long text', { status: 500, body: 'x'.repeat(100_000) }, /500: x{2000}$/],
]

for (const [title, said, message] of failures) {
  test(`an upload that fails with ${title} says why`, async (t) => {
    const node = await start(t, said)
    const path = join(temporaryFolder(t), 'copy.db')
    writeFileSync(path, 'SQLite')
    const address = { origins: [node.origin], authorization: undefined }
    await assert.rejects(uploadDatabase(address, path), message)
  })
}

test('a copy is exchanged only with the nodes in DATABASE_URL', async (t) => {
  const stranger = await start(t, {})
  const node = await start(t, { status: 307, location: `${stranger.origin}/db/load` })
  const path = join(temporaryFolder(t), 'copy.db')
  writeFileSync(path, 'SQLite')
  const address = { origins: [node.origin], authorization: 'Basic YTpi' }
  await assert.rejects(uploadDatabase(address, path), /responded with 307/)
  await assert.rejects(downloadDatabase(address, join(path, 'other')), /responded with 307/)
  assert.deepEqual(node.authorizations, ['Basic YTpi', 'Basic YTpi'])
  assert.deepEqual(stranger.authorizations, [])
})

test('when one node fails, the next one gives the copy', async (t) => {
  const [one, two] = [await start(t, { status: 500 }), await start(t, { body: 'SQLite' })]
  const path = join(temporaryFolder(t), 'copy.db')
  const origins = [one.origin, two.origin]
  await downloadDatabase({ origins, authorization: undefined }, path)
  assert.equal(readFileSync(path, 'utf8'), 'SQLite')
})
