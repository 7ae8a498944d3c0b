import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { Cluster } from '../../../src/database/rqlite/cluster.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { ReadQueue } from '../../../src/database/rqlite/readQueue.ts'
import { sizeOf, WaitingRoom } from '../../../src/database/rqlite/waiting.ts'
import { WriteQueue } from '../../../src/database/rqlite/writeQueue.ts'
import { sql, type Sql } from '../../../src/database/sql.ts'
import { startNode, succeed } from './scriptedNode.ts'

const add = (text: string) => sql`insert into t values (${text})`

const sizes: [title: string, statements: Sql[], size: number][] = [
  ['nothing', [], 0],
  ['the text', [sql`select 1`], 8],
  ['a text and bytes', [sql`?${'four'}${new Uint8Array(5)}`], 3 + 9],
  ['numbers and null', [sql`${1}${2n}${null}`], 3 + 24],
  ['several statements', [sql`select 1`, sql`select 22`], 17],
]

for (const [title, statements, size] of sizes) {
  test(`the size of ${title} is ${size}`, () => {
    assert.equal(sizeOf(statements), size)
  })
}

const busy = { code: 'busy', message: /Too much is waiting/ }

const full: [title: string, number: number, size: number][] = [
  ['2000 pieces of work', 2_000, 0], ['16 MB', 2, 8_000_000], ['a larger one', 1, 16_000_001],
]

for (const [title, number, size] of full) {
  test(`after ${title}, the next is refused until one leaves`, () => {
    const room = new WaitingRoom()
    for (let index = 0; index < number; index += 1) room.enter(size)
    assert.throws(() => room.enter(0), busy)
    room.leave(size)
    room.enter(0)
  })
}

/** A node that doesn't respond until it's released; `arrived` settles when it's asked. */
async function openHeld(t: TestContext) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const node = await startNode(t, async (received) => {
    arrive()
    await released
    return succeed(received)
  })
  const nodes = new Nodes({ origins: [node.origin], authorization: undefined })
  const open = (responseMs?: number) => new WriteQueue(
    new Cluster({ nodes, schema: '' }), responseMs === undefined ? {} : { responseMs })
  const reads = (responseMs?: number) =>
    new ReadQueue(new Cluster({ nodes, schema: '' }), responseMs)
  return { node, open, reads, release, arrived }
}

test('writes of 16 MB may wait, and any more are refused until they are stored',
  async (t) => {
    const { open, release } = await openHeld(t)
    const queue = open()
    const large = Array.from({ length: 16 }, () => queue.add([add('x'.repeat(1_000_000))]))
    await assert.rejects(queue.add([add('y')]), busy)
    release()
    await Promise.all(large)
    await queue.add([add('y')])
  })

test('reads of 16 MB may wait, and any more are refused until they are done', async (t) => {
  const { reads, release } = await openHeld(t)
  const queue = reads()
  const large = queue.add(sql`select ${'x'.repeat(16_000_000)}`)
  await assert.rejects(queue.add(sql`select 1`), busy)
  release()
  await large
  await queue.add(sql`select 1`)
})

test('after the limit, a write that was sent may be stored, one that waited isn\'t', async (t) => {
  const { node, open, release, arrived } = await openHeld(t)
  const queue = open(500)
  const sent = assert.rejects(queue.add([add('a')]), { code: 'unknown' })
  await arrived
  const waiting = assert.rejects(queue.add([add('b')]), { code: 'busy' })
  await Promise.all([sent, waiting])
  release()
  await queue.add([add('c')])
  const groups = node.received.map(({ statements: [, ...others] }) => (
    others.slice(0, -1).map((statement) => statement[1])))
  assert.deepEqual(groups, [['a'], ['c']])
})

test('after the limit, a read is refused, and isn\'t sent later', async (t) => {
  const { node, reads, release } = await openHeld(t)
  const queue = reads(500)
  const refused: Promise<void>[] = []
  // The first twenty turns are sent.
  for (let turn = 0; turn < 30; turn += 1) {
    refused.push(assert.rejects(queue.add(sql`select ${turn}`), { code: 'busy' }))
    await new Promise(setImmediate)
  }
  await Promise.all(refused)
  release()
  await queue.add(sql`select ${30}`).catch(() => undefined)
  const values = node.received.map(({ statements: [first] }) => Number(first?.[1]))
  assert.ok(values.every((value) => value < 20 || value === 30), `${values}`)
})

test('after a write breaks a rule, writes that nobody waits for any more aren\'t sent again',
  async (t) => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const node = await startNode(t, async (received, index) => {
      if (index > 0) return succeed(received)
      await released
      return { body: { results: [{}, { error: 'UNIQUE constraint failed: t.x' }] } }
    })
    const nodes = new Nodes({ origins: [node.origin], authorization: undefined })
    const queue = new WriteQueue(new Cluster({ nodes, schema: '' }), { responseMs: 500 })
    const both = await Promise.allSettled([queue.add([add('a')]), queue.add([add('b')])])
    assert.deepEqual(both.map(({ status }) => status), ['rejected', 'rejected'])
    release()
    await queue.close()
    assert.equal(node.received.length, 1)
  })
