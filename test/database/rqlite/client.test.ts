import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import test from 'node:test'
import { DatabaseError } from '../../../src/database/database.ts'
import { NodeClient } from '../../../src/database/rqlite/client.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { startNode, succeed, type Said } from './scriptedNode.ts'

const path = '/db/request?transaction'
const body = '[["select 1"]]'

function nodesAt(...origins: string[]): Nodes {
  return new Nodes({ origins, authorization: undefined })
}

const permanent: [said: Said, code: string, message: RegExp][] = [
  [{ status: 401, body: '' }, 'unreadable', /refuses the login in DATABASE_URL/],
  [{ status: 403, body: '' }, 'unreadable', /refuses the login in DATABASE_URL/],
  [{ status: 400, body: 'unsupported type' }, 'failed', /responded with 400: unsupported type/],
]

for (const [said, code, message] of permanent) {
  test(`${JSON.stringify(said)} is reported at once`, async (t) => {
    const one = await startNode(t, () => said)
    const isExpected = (error: unknown) => error instanceof DatabaseError && error.code === code
      && message.test(error.message)
    await assert.rejects(nodesAt(one.origin).ask(path, body), isExpected)
    assert.equal(one.received.length, 1)
  })
}

const unreadable: [title: string, said: Said, message: RegExp][] = [
  ['has more bytes than the limit', { body: ' '.repeat(1_001) }, /more than 1000 bytes/],
  ['is an error with more bytes', { status: 500, body: ' '.repeat(1_001) }, /more than 1000 bytes/],
  ['has an infinite number', { status: 500, body: 'json: unsupported value: +Inf' }, /\+Inf/],
]

for (const [title, said, message] of unreadable) {
  test(`a response that ${title} isn't asked for again`, async (t) => {
    const one = await startNode(t, () => said)
    const two = await startNode(t, succeed)
    const nodes = new Nodes({
      origins: [one.origin, two.origin], authorization: undefined, mostResponseBytes: 1_000,
    })
    await assert.rejects(nodes.read(body, 0), { code: 'failed', message })
    await assert.rejects(nodes.read(body, 1_000), { code: 'failed', message })
    // What it was asked to change may be stored.
    await assert.rejects(nodes.ask(path, body), { code: 'unknown', message })
    assert.deepEqual([one.received.length, two.received.length], [3, 0])
  })
}

const head = 'HTTP/1.1 200 OK\r\n'
const broken: [title: string, response: string][] = [
  ['nothing', ''], ['the start of a head', head],
  ['a body that is cut', `${head}Content-Length: 9\r\n\r\n{}`],
  ['a chunk without an end', `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`],
  ['another protocol', 'HTTP/1.1 101 A\r\nConnection: upgrade\r\nUpgrade: b\r\n\r\n'],
]

for (const [title, response] of broken) {
  test(`what sends ${title} and goes away has sent no response`, { timeout: 20_000 }, async (t) => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.end(response))
    }).listen(0, '127.0.0.1')
    t.after(() => server.close())
    await once(server, 'listening')
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const client = new NodeClient({ authorization: undefined })
    const asked = client.ask(`http://127.0.0.1:${address.port}`, { path, body, waitMs: 60_000 })
    await assert.rejects(asked, (error) => (
      error instanceof Error && !(error instanceof DatabaseError)
      && !error.message.includes('60000')))
  })
}

test('a response that is exactly as long as the limit is read', async (t) => {
  const one = await startNode(t, () => ({ body: '{"results":[{}]}'.padEnd(1_000) }))
  const nodes = new Nodes({
    origins: [one.origin], authorization: undefined, mostResponseBytes: 1_000,
  })
  assert.equal((await nodes.ask(path, body)).results.length, 1)
})
