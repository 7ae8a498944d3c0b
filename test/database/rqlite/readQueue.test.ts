import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { Cluster } from '../../../src/database/rqlite/cluster.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { ReadQueue } from '../../../src/database/rqlite/readQueue.ts'
import { sql } from '../../../src/database/sql.ts'
import { startNode, type Received, type Said } from './scriptedNode.ts'

const read = (value: number) => sql`select ${value}`

async function open(test: TestContext, script: (received: Received) => Said | Promise<Said>) {
  const node = await startNode(test, script)
  const nodes = new Nodes({ origins: [node.origin], authorization: undefined })
  const groups = () => node.received.map(({ statements }) => statements.map(([, value]) => value))
  return { queue: new ReadQueue(new Cluster({ nodes, schema: '' })), groups }
}

/** Gives back the value that each statement selects. */
function echo({ statements }: Received): Said {
  return {
    body: { results: statements.map(([, value]) => ({ columns: ['a'], values: [[value]] })) },
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Adds each read in a turn of its own. */
async function addInTurns(queue: ReadQueue, values: readonly number[]) {
  const reads: Promise<unknown[]>[] = []
  for (const value of values) {
    reads.push(queue.add(read(value)))
    await new Promise(setImmediate)
  }
  return reads
}

test('reads of one turn travel together, up to 50 of them', async (t) => {
  const { queue, groups } = await open(t, echo)
  const rows = await Promise.all(numbers(60).map((value) => queue.add(read(value))))
  assert.deepEqual(rows, numbers(60).map((a) => [{ a }]))
  assert.deepEqual(groups().map(({ length }) => length).toSorted(), [10, 50])
})

test('while 20 groups are under way, later reads wait, and then travel together', async (t) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { queue, groups } = await open(t, (received) => released.then(() => echo(received)))
  const reads = await addInTurns(queue, numbers(60))
  release()
  assert.deepEqual(await Promise.all(reads), numbers(60).map((a) => [{ a }]))
  assert.deepEqual(groups().map(({ length }) => length).toSorted().slice(-2), [1, 40])
})

test('a turn that fits into a group is never split', async (t) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { queue, groups } = await open(t, (received) => released.then(() => echo(received)))
  const reads = await addInTurns(queue, numbers(20 + 49))
  const ofOneTurn = [queue.add(read(100)), queue.add(read(101))]
  await new Promise(setImmediate)
  release()
  await Promise.all([...reads, ...ofOneTurn])
  assert.deepEqual(groups().filter((group) => group.includes(100)), [[100, 101]])
})

test('what waits behind reads that no node can answer is refused with them', async (t) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { queue, groups } = await open(t, () => released.then(() => ({ status: 401 })))
  const reads = await addInTurns(queue, numbers(60))
  release()
  const results = await Promise.allSettled(reads)
  assert.ok(results.every(({ status }) => status === 'rejected'))
  assert.equal(groups().length, 20)
})

test('a read without SQL is refused', async (t) => {
  const { queue, groups } = await open(t, echo)
  await assert.rejects(queue.add(sql`/* nothing */`), /no SQL in it/)
  assert.deepEqual(groups(), [])
})
