import assert from 'node:assert/strict'
import test from 'node:test'
import { DatabaseError } from '../../../src/database/database.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { startNode, succeed, unusedOrigin, type Said } from './scriptedNode.ts'

const path = '/db/request?transaction'
const body = '[["select 1"]]'
const done = { body: { results: [{ rows_affected: 1 }] } }
const noLeader: Said = { status: 503, body: 'leader not found' }
const lost: Said = { body: { results: [], error: 'leadership lost while committing log' } }

function nodesAt(...origins: string[]): Nodes {
  return new Nodes({ origins, authorization: undefined })
}

const first: [title: string, said: Said, isRepeated: boolean][] = [
  ['no leader yet', noLeader, false],
  ['leadership lost', lost, true],
  ['the connection is cut', 'nothing', true],
  ['500', { status: 500, body: 'oh' }, true],
  ['something that is no result', { body: '<html>' }, true],
  ['429', { status: 429 }, true],
  ['408', { status: 408 }, true],
  ['a redirect to nowhere', { status: 301 }, true],
  ['a redirect to something that is no URL', { status: 301, location: '/db/request' }, true],
]

for (const [title, said, isRepeated] of first) {
  test(`after "${title}", the next node is asked`, async (t) => {
    const one = await startNode(t, () => said)
    const two = await startNode(t, succeed)
    const response = await nodesAt(one.origin, two.origin).ask(path, body)
    assert.equal(response.results.length, 1)
    assert.equal(response.isRepeated, isRepeated)
    assert.equal(one.received.length, 1)
    assert.equal(two.received[0]?.path, `${path}&redirect`)
  })

  test(`after "${title}", a single node is asked again`, async (t) => {
    const one = await startNode(t, (received, index) => (index === 0 ? said : succeed(received)))
    assert.equal((await nodesAt(one.origin).ask(path, body)).isRepeated, isRepeated)
  })
}

test('a node that nobody started is passed over, and nothing was sent twice', async (t) => {
  const two = await startNode(t, succeed)
  const response = await nodesAt(await unusedOrigin(), two.origin).ask(path, body)
  assert.equal(response.isRepeated, false)
})

test('what a node refuses after a lost response may be stored', async (t) => {
  const one = await startNode(t, (_, index) => (index === 0 ? 'nothing' : { status: 400 }))
  await assert.rejects(nodesAt(one.origin).ask(path, body), { code: 'unknown' })
})

test('the outcome of a read is never unknown', async (t) => {
  const one = await startNode(t, (_, index) => (index === 0 ? 'nothing' : { status: 400 }))
  await assert.rejects(nodesAt(one.origin).read(body, 0), { code: 'failed' })
})

const levels: [version: string, level: string][] = [['v9.1.0', 'linearizable'], ['8', 'strong']]

for (const [version, level] of levels) {
  test(`a node of version ${version} is read with the level ${level}`, async (t) => {
    const one = await startNode(t, (_, index) => (index === 0 ? { body: { version } } : done))
    const nodes = nodesAt(one.origin)
    await nodes.chooseLevel()
    await nodes.read(body, 0)
    assert.match(one.received[1]?.path ?? '', new RegExp(`&level=${level}&redirect$`))
  })
}

const mixed: [builds: unknown[], level: string][] = [
  [[{ version: '9.0.0' }, { version: '9.0.0' }], 'linearizable'],
  [[{ version: '9.0.0' }, { version: '8' }], 'strong'],
  [[{ version: '8' }, { version: '9.0.0' }], 'strong'],
  [[undefined, { version: '9.0.0' }], 'linearizable'],
  [[undefined, { version: '8' }], 'strong'],
]

for (const [builds, level] of mixed) {
  test(`nodes of ${JSON.stringify(builds)} are read with the level ${level}`, async (t) => {
    const started = await Promise.all(builds.map((build) => startNode(t, ({ path }) => {
      if (build === undefined) return 'nothing'
      return path.startsWith('/status') ? { body: build } : done
    })))
    const nodes = nodesAt(...started.map(({ origin }) => origin))
    await nodes.chooseLevel()
    await nodes.read(body, 0)
    const paths = started.flatMap(({ received }) => received.map((received) => received.path))
    assert.match(paths.find((path) => path.includes('level=')) ?? '', new RegExp(level))
  })
}

test('what may be old is read from any node, and from the leader if that one is too old',
  async (t) => {
    const stale: Said = { body: { results: [], error: 'stale read' } }
    const one = await startNode(t, (received) => (
      received.path.includes('level=none') ? stale : succeed(received)))
    await nodesAt(one.origin).read(body, 1_000)
    assert.deepEqual(one.received.map((received) => received.path.split('timings')[1]), [
      '&level=none&freshness=1000ms&freshness_strict', '&level=strong&redirect',
    ])
  })

test('a login is sent with each request', async (t) => {
  const one = await startNode(t, succeed)
  const nodes = new Nodes({ origins: [one.origin], authorization: 'Basic YTpi' })
  await nodes.ask(path, body)
  assert.equal(one.received[0]?.authorization, 'Basic YTpi')
})

test('when no node responds at the start, the error says why for each', async (t) => {
  const one = await startNode(t, () => ({ status: 503 }))
  const two = await unusedOrigin()
  await assert.rejects(nodesAt(one.origin, two).chooseLevel(1), { code: 'busy',
    message: new RegExp(`\n${one.origin}: responded with 503\n${two}: .*ECONNREFUSED`) })
})

// On a busy machine, the time can be over while the node has a request: then it may be stored.
const late: [title: string, said: Said, code: string, mostTries: number][] = [
  ['nobody took may be sent again', noLeader, 'busy', 10],
  ['was lost may be stored', 'nothing', 'unknown', 1],
]

for (const [title, said, code, mostTries] of late) {
  test(`when the time is over, a change that ${title}`, async (t) => {
    const one = await startNode(t, () => said)
    const found: unknown[] = []
    while (found.length < mostTries && !found.includes(code)) {
      const error: unknown = await nodesAt(one.origin).ask(path, body, 500).catch(codeOf)
      found.push(error)
    }
    assert.ok(found.includes(code), found.join('\n'))
  })
}

function codeOf(error: unknown): unknown {
  return error instanceof DatabaseError ? error.code : error
}
