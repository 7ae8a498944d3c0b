import assert from 'node:assert/strict'
import test from 'node:test'
import { DatabaseError } from '../../../src/database/database.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import {
  startNode, succeed, unusedOrigin, type Received, type Said,
} from './scriptedNode.ts'

const path = '/db/request?transaction'
const body = '[["select 1"]]'

/** What a node says about its cluster. */
function listing(...addresses: (string | undefined)[]): Said {
  return { body: Object.fromEntries(addresses.map((api_addr, id) => [id, { id, api_addr }])) }
}

function isList({ path }: Received): boolean {
  return path.startsWith('/nodes')
}

function nodesAt(...origins: string[]): Nodes {
  return new Nodes({ origins, authorization: undefined })
}

const leaders: [title: string, isNamed: boolean, list: (leader: string) => Said][] = [
  ['DATABASE_URL names', true, () => listing()],
  ['the follower lists', false, (leader) => listing(undefined, leader)],
]

for (const [title, isNamed, list] of leaders) {
  test(`a leader that ${title} is asked, and remembered`, async (t) => {
    const leader = await startNode(t, succeed)
    const follower = await startNode(t, (received) => (isList(received)
      ? list(leader.origin) : { status: 301, location: `${leader.origin}${path}&redirect` }))
    const nodes = nodesAt(follower.origin, ...(isNamed ? [leader.origin] : []))
    assert.equal((await nodes.ask(path, body)).isRepeated, false)
    await nodes.ask(path, body)
    const asked = follower.received.filter((received) => !isList(received))
    assert.deepEqual([asked.length, leader.received.length], [1, 2])
    assert.equal(follower.received.length, isNamed ? 1 : 2)
  })
}

const strangers: [title: string, list: Said][] = [
  ['lists only others', listing('http://127.0.0.1:1')],
  ['lists it with another port', listing('http://localhost:1', 'not a URL')],
  ['lists nobody', listing()],
]

for (const [title, list] of strangers) {
  test(`a leader that no node lists gets nothing: the follower ${title}`, async (t) => {
    const stranger = await startNode(t, succeed)
    const follower = await startNode(t, (received) => (isList(received)
      ? list : { status: 301, location: `${stranger.origin}${path}` }))
    await assert.rejects(nodesAt(follower.origin).ask(path, body), (error) => (
      error instanceof DatabaseError && error.code === 'unreadable'
      && error.message.includes(`says that ${stranger.origin} is the leader`)))
    assert.deepEqual(stranger.received, [])
  })
}

test('a leader that isn\'t in DATABASE_URL can\'t name another one by itself', async (t) => {
  const stranger = await startNode(t, succeed)
  const leader = await startNode(t, (received) => (isList(received)
    ? listing(stranger.origin) : { status: 301, location: `${stranger.origin}${path}` }))
  const follower = await startNode(t, (received) => (isList(received)
    ? listing(leader.origin) : { status: 301, location: `${leader.origin}${path}` }))
  await assert.rejects(nodesAt(follower.origin).ask(path, body), { code: 'unreadable' })
  assert.ok(!leader.received.some(isList))
  assert.deepEqual(stranger.received, [])
})

const silent: [title: string, list: Said][] = [
  ['lacks a node that isn\'t running', listing('http://127.0.0.1:1', undefined)],
  ['is a string', { body: '"http://127.0.0.1"' }],
  ['is a 503', { status: 503 }], ['never comes', 'nothing'], ['isn\'t JSON', { body: '<' }],
]

for (const [title, list] of silent) {
  test(`when a follower's list of its cluster ${title}, the next node is asked`, async (t) => {
    const stranger = await startNode(t, succeed)
    const follower = await startNode(t, (received) => (isList(received)
      ? list : { status: 301, location: `${stranger.origin}${path}` }))
    const other = await startNode(t, (received) => (isList(received) ? list : succeed(received)))
    const response = await nodesAt(follower.origin, other.origin).ask(path, body)
    assert.equal(response.isRepeated, false)
    assert.deepEqual(stranger.received, [])
  })
}

test('a follower that doesn\'t check foreign keys is named at the start', async (t) => {
  const leader = await startNode(t, () => ({ body: {} }))
  const follower = await startNode(t, () => ({ body: {} }), { keys: () => 0 })
  await assert.rejects(nodesAt(leader.origin, follower.origin).chooseLevel(), (error) => (
    error instanceof DatabaseError && error.message.includes(`${follower.origin} doesn't check`)))
})

test("a node that isn't running doesn't keep a server from starting", async (t) => {
  const leader = await startNode(t, () => ({ body: {} }))
  await nodesAt(await unusedOrigin(), leader.origin).chooseLevel()
})

test('a leader that started later is checked before it gets statements', async (t) => {
  const leader = await startNode(t, succeed, { keys: () => 0 })
  const follower = await startNode(t, (received) => (received.path.startsWith('/status')
    ? { body: {} } : { status: 301, location: `${leader.origin}${path}` }))
  const nodes = nodesAt(follower.origin, leader.origin)
  await assert.rejects(nodes.ask(path, body), { code: 'unreadable' })
  await assert.rejects(nodes.read(body, 0), { code: 'unreadable' })
  assert.deepEqual(leader.received, [])
})

test('a node is checked again after its connection was cut', async (t) => {
  let keys = 1
  const one = await startNode(t, () => {
    keys = 0
    return 'nothing'
  }, { keys: () => keys })
  await assert.rejects(nodesAt(one.origin).ask(path, body), { code: 'unknown' })
  assert.equal(one.received.length, 1)
})
