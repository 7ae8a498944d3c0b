import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { ConstraintError, DatabaseError } from '../../../src/database/database.ts'
import { Cluster } from '../../../src/database/rqlite/cluster.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { WriteQueue } from '../../../src/database/rqlite/writeQueue.ts'
import { sql } from '../../../src/database/sql.ts'
import { startNode, succeed, type Received, type Said } from './scriptedNode.ts'

const add = (text: string) => sql`insert into t values (${text})`

type Script = (received: Received, index: number) => Said | Promise<Said>

async function open(test: TestContext, script: Script, responseMs?: number) {
  const node = await startNode(test, script)
  const nodes = new Nodes({ origins: [node.origin], authorization: undefined })
  const commits: number[] = []
  const queue = new WriteQueue(new Cluster({ nodes, schema: '' }), {
    onCommit: ({ batches }) => commits.push(batches), ...(responseMs && { responseMs }),
  })
  /** The values of each group: its number, and the texts that it adds. */
  const groups = () => node.received.map(({ statements: [begin, ...others] }) => (
    [begin?.[2], ...others.slice(0, -1).map((statement) => statement[1])]))
  return { queue, commits, groups }
}

/** Undoes a group because of the statement at `place`, as a leader does. */
function failAt({ statements }: Received, place: number, error: string): Said {
  return { body: { results: [...statements.slice(0, place).map(() => ({})), { error }] } }
}

test('writes of one turn travel together, and those that come meanwhile in the next group',
  async (t) => {
    const { queue, commits, groups } = await open(t, succeed)
    const first = Promise.all([queue.add([add('a')]), queue.add([add('b'), add('c')])])
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    await Promise.all([first, queue.add([add('d')]), queue.add([add('e')])])
    assert.deepEqual(groups(), [[1, 'a', 'b', 'c'], [2, 'd', 'e']])
    assert.deepEqual(commits, [2, 2])
  })

test('a batch that breaks a rule is rejected, and the others are sent without it', async (t) => {
  const unique = 'UNIQUE constraint failed: t.x'
  const { queue, groups } = await open(t, (received, index) => (
    index === 0 ? failAt(received, 3, unique) : succeed(received)))
  const results = await Promise.allSettled([
    queue.add([add('a')]), queue.add([add('b'), add('b')]), queue.add([add('c')]),
  ])
  assert.deepEqual(results.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled'])
  assert.ok(results[1].status === 'rejected' && results[1].reason instanceof ConstraintError)
  assert.deepEqual(groups(), [[1, 'a', 'b', 'b', 'c'], [2, 'a', 'c']])
})

test('when the commit itself fails, each batch is sent alone', async (t) => {
  const failed = { body: { results: [], error: 'FOREIGN KEY constraint failed' } }
  const isWrong = ({ statements }: Received) => JSON.stringify(statements).includes('"b"')
  const { queue, groups } = await open(t, (received) => (
    isWrong(received) ? failed : succeed(received)))
  const results = await Promise.allSettled(['a', 'b', 'c'].map((text) => queue.add([add(text)])))
  assert.deepEqual(results.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled'])
  const [together, ...single] = groups()
  assert.deepEqual(together, [1, 'a', 'b', 'c'])
  assert.deepEqual(single.toSorted(), [[1, 'a'], [1, 'b'], [1, 'c']])
})

test('after three batches that break a rule, the rest are sent one by one', async (t) => {
  const unique = 'UNIQUE constraint failed: t.x'
  const { queue, groups } = await open(t, (received) => failAt(received, 1, unique))
  const adding = Array.from({ length: 40 }, (_, index) => queue.add([add(`${index}`)]))
  const results = await Promise.allSettled(adding)
  assert.ok(results.every((result) => (
    result.status === 'rejected' && result.reason instanceof ConstraintError)))
  const sizes = groups().map((group) => group.length - 1)
  assert.deepEqual(sizes, [40, 39, 38, 37, ...Array.from({ length: 36 }, () => 1)])
})

test('each of those who send one by one counts for itself', async (t) => {
  const failed = { body: { results: [], error: 'FOREIGN KEY constraint failed' } }
  const names = new Map<unknown, unknown[]>()
  const { queue } = await open(t, (received) => {
    if (received.statements.length > 3) return failed
    const [, name, number] = received.statements[0] ?? []
    names.set(name, [...names.get(name) ?? [], number])
    return succeed(received)
  })
  await Promise.all(Array.from({ length: 40 }, (_, index) => queue.add([add(`${index}`)])))
  assert.equal(names.size, 16)
  for (const numbers of names.values()) {
    assert.deepEqual(numbers, numbers.map((_, index) => index + 1))
  }
})

test('a full disk concerns the whole group', async (t) => {
  const { queue, groups } = await open(t, (received) => (
    failAt(received, 1, 'database or disk is full')))
  const results = await Promise.allSettled(['a', 'b'].map((text) => queue.add([add(text)])))
  const codes = results.map((result) => result.status === 'rejected' && result.reason.code)
  assert.deepEqual(codes, ['full', 'full'])
  assert.deepEqual(groups(), [[1, 'a', 'b']])
})

test('a group whose response was lost is sent again under its number', async (t) => {
  const { queue, groups } = await open(t, (received, index) => (
    index === 0 ? 'nothing' : succeed(received)))
  await queue.add([add('a')])
  assert.deepEqual(groups(), [[1, 'a'], [1, 'a']])
})

test('when it was stored the first time, nobody is told that it wasn\'t, or that it was',
  async (t) => {
    const { queue, groups } = await open(t, (received, index) => (
      index === 0 ? 'nothing' : failAt(received, 0, 'committed group')))
    await assert.rejects(queue.add([add('a')]), (error) => (
      error instanceof DatabaseError && error.code === 'unknown'))
    assert.deepEqual(groups(), [[1, 'a'], [1, 'a']])
  })

test('before a repeated group goes on without a batch, its number is used up', async (t) => {
  const unique = 'UNIQUE constraint failed: t.x'
  const { queue, groups } = await open(t, (received, index) => {
    if (index === 0) return 'nothing'
    return index === 1 ? failAt(received, 1, unique) : succeed(received)
  })
  await Promise.allSettled([queue.add([add('a')]), queue.add([add('b')])])
  assert.deepEqual(groups(), [[1, 'a', 'b'], [1, 'a', 'b'], [1], [2, 'b']])
})

const uncertain: [title: string, said: Said, expected: string][] = [
  ['can\'t be', { body: { results: [{ error: 'database or disk is full' }] } }, 'unknown'],
  ['may not be', { status: 403 }, 'unknown'],
]

for (const [title, said, code] of uncertain) {
  test(`when the number ${title} used up, the first copy may still be stored`, async (t) => {
    const { queue } = await open(t, (received, index) => {
      if (index === 0) return 'nothing'
      return index === 1 ? failAt(received, 1, 'UNIQUE constraint failed: t.x') : said
    })
    await assert.rejects(queue.add([add('a')]), { code })
  })
}

test('what waits behind a group that no node takes is refused with it', async (t) => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { queue, groups } = await open(t, () => {
    arrive()
    return released.then(() => ({ status: 401 }))
  })
  const first = queue.add([add('a')])
  await arrived
  const results = Promise.allSettled([first, queue.add([add('b')]), queue.add([add('c')])])
  release()
  const codes = (await results).map((result) => (
    result.status === 'rejected' ? result.reason.code : ''))
  assert.deepEqual(codes, ['unreadable', 'busy', 'busy'])
  assert.deepEqual(groups(), [[1, 'a']])
})

test('too few results don\'t say what became of a group', async (t) => {
  const { queue } = await open(t, () => ({ body: { results: [{}] } }))
  await assert.rejects(queue.add([add('a')]), { code: 'unknown' })
})

test('a select that fails is its batch\'s own mistake: the others are stored', async (t) => {
  const { queue } = await open(t, ({ statements }) => ({
    body: { results: statements.map((_, index) => (
      index === 2 ? { error: 'no such column: y' } : { rows_affected: 1 })) },
  }))
  const [one, two] = await Promise.allSettled([
    queue.add([add('a'), sql`select y`]), queue.add([add('b')]),
  ])
  assert.deepEqual([one.status, two.status], ['rejected', 'fulfilled'])
})

test('a statement with returning is refused', async (t) => {
  const { queue, groups } = await open(t, succeed)
  await assert.rejects(queue.add([sql`delete from t RETURNING x`]), /not with returning/)
  assert.deepEqual(groups(), [])
})

test('a statement without SQL is refused, because it would stop every node', async (t) => {
  const { queue, groups } = await open(t, succeed)
  await assert.rejects(queue.add([add('a'), sql`-- nothing`]), /no SQL in it/)
  assert.deepEqual(groups(), [])
})

test('closing waits for what was added, and refuses what comes after it', async (t) => {
  const { queue, groups } = await open(t, succeed)
  const before = queue.add([add('a')])
  await queue.close()
  await assert.rejects(queue.add([add('b')]), { code: 'closed' })
  await before
  assert.deepEqual(groups(), [[1, 'a']])
})

test('a batch of nothing does nothing', async (t) => {
  const { queue, groups } = await open(t, succeed)
  assert.deepEqual(await queue.add([]), [])
  assert.deepEqual(groups(), [])
})
