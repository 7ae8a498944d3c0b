// What the nodes promise to the tests that use them.

import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { pick, pickList } from '../pick.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { ask, until } from './ask.ts'
import { freePorts } from './freePorts.ts'
import type { ClusterNode } from './node.ts'
import { databaseBytes, startNodes, type Nodes, type NodesOptions } from './nodes.ts'
import { findProgram } from './program.ts'

const schema = `
  create table notes (id integer primary key, text text not null, parent integer references notes);
  insert into notes (text) values ('first');`

async function start(t: TestContext, options: NodesOptions): Promise<Nodes> {
  const nodes = await startNodes(options)
  t.after(() => nodes.close())
  return nodes
}

/** Writes through one node; throws what it says about an error. */
async function write(node: ClusterNode, text: string): Promise<void> {
  const body = JSON.stringify([text])
  const type = 'application/json'
  const answer = await ask(`${node.origin}/db/execute`, { method: 'POST', type, body })
  const result: unknown = JSON.parse(answer.body.toString())
  const error = pick(result, 'error') ?? pick(result, 'results', 0, 'error')
  if (error !== undefined) throw new Error(String(error))
}

/** Reads what one node has stored itself, whatever the others have. */
async function notesOf(node: ClusterNode): Promise<unknown[]> {
  const query = encodeURIComponent('select text from notes order by id')
  const { body } = await ask(`${node.origin}/db/query?level=none&q=${query}`)
  return pickList(JSON.parse(body.toString()), 'results', 0, 'values').flat()
}

for (const count of [1, 3] as const) {
  test(`${count} of them: all have the database that is loaded, and no other`, async (t) => {
    const nodes = await start(t, { count })
    for (const text of ['one', 'two']) {
      await nodes.load(databaseBytes(schema))
      for (const node of nodes.all) assert.deepEqual(await notesOf(node), ['first'])
      await write(await nodes.leader(), `insert into notes (text) values ('${text}')`)
      await nodes.caughtUp()
      for (const node of nodes.all) assert.deepEqual(await notesOf(node), ['first', text])
    }
    await nodes.load(databaseBytes(''))
    await assert.rejects(write(await nodes.leader(), 'delete from notes'), /no such table/)
  })
}

test('foreign keys are checked, before and after a database is loaded', async (t) => {
  const nodes = await start(t, { count: 1 })
  const [node] = nodes.all
  assert.ok(node)
  await write(node, schema)
  const orphan = "insert into notes (text, parent) values ('orphan', 99)"
  await assert.rejects(write(node, orphan), /FOREIGN KEY/)
  await nodes.load(databaseBytes(schema))
  await assert.rejects(write(node, orphan), /FOREIGN KEY/)
})

test("what isn't a database is refused", async (t) => {
  const nodes = await start(t, { count: 1 })
  await assert.rejects(nodes.load(Buffer.from('A letter to my aunt')), /Can't load a database/)
})

test('a backup is a database with all that was stored', async (t) => {
  const nodes = await start(t, { count: 1 })
  await nodes.load(databaseBytes(schema))
  await write(await nodes.leader(), "insert into notes (text) values ('second')")
  const path = join(temporaryFolder(t), 'backup.db')
  writeFileSync(path, await nodes.backup())
  const copy = new DatabaseSync(path, { readOnly: true })
  t.after(() => copy.close())
  assert.equal(copy.prepare('select count(*) as count from notes').get()?.['count'], 2)
})

test('a node that is killed and started again has its address and its data', async (t) => {
  const within = temporaryFolder(t)
  const nodes = await start(t, { count: 1, within })
  const [node] = nodes.all
  assert.ok(node)
  const [{ url }, first] = [nodes, node.processId]
  await nodes.load(databaseBytes(schema))
  await write(node, "insert into notes (text) values ('second')")
  await node.kill()
  assert.equal(node.processId, undefined)
  await assert.rejects(notesOf(node), /ECONNREFUSED/)
  node.start()
  await nodes.complete()
  assert.notEqual(node.processId, first)
  assert.equal(nodes.url, url)
  assert.deepEqual(await notesOf(node), ['first', 'second'])
})

const outages: [name: string, begin: (node: ClusterNode) => unknown,
  end: (node: ClusterNode) => unknown][] = [
  ['killed', (node) => node.kill(), (node) => node.start()],
  ['paused', (node) => node.pause(), (node) => node.resume()],
]

for (const [name, begin, end] of outages) {
  test(`a leader that is ${name} is replaced, and follows once it is back`, async (t) => {
    const nodes = await start(t, { count: 3 })
    await nodes.load(databaseBytes(schema))
    const former = await nodes.leader()
    await begin(former)
    assert.equal(former.isActive, false)
    const leader = await nodes.leader()
    assert.notEqual(leader, former)
    await write(leader, "insert into notes (text) values ('meanwhile')")
    await end(former)
    await nodes.complete()
    assert.equal(await nodes.leader(), leader)
    assert.ok((await nodes.followers()).includes(former))
    assert.deepEqual(await notesOf(former), ['first', 'meanwhile'])
  })
}

test('without a majority there is no leader', async (t) => {
  const nodes = await start(t, { count: 3 })
  const leader = await nodes.leader()
  const followers = await nodes.followers()
  await Promise.all(followers.map((follower) => follower.pause()))
  await until(() => 'it still leads', async () =>
    (await leader.state()).isLeader ? undefined : true)
  await assert.rejects(write(leader, schema), /leader/)
  for (const follower of followers) follower.resume()
  await write(await nodes.leader(), schema)
})

test('closing ends the processes and removes their data', async (t) => {
  const within = temporaryFolder(t)
  const nodes = await start(t, { count: 3, within })
  await nodes.all[1]?.pause()
  const ids = nodes.all.map(({ processId }) => processId)
  assert.ok(ids.every(isRunning))
  assert.equal(readdirSync(within).length, 1)
  await nodes.close()
  assert.deepEqual(ids.filter(isRunning), [])
  assert.deepEqual(readdirSync(within), [])
})

const ways = ['exit', 'SIGKILL', 'SIGTERM', 'SIGINT'] as const

for (const way of ways) {
  test(`no node outlives a process that ends by ${way}`, async (t) => {
    const within = temporaryFolder(t)
    const child = fork(new URL('nodesProcess.ts', import.meta.url))
    t.after(() => child.kill('SIGKILL'))
    child.send({ within })
    const [message] = await once(child, 'message')
    const ids = pickList(message, 'processIds')
    assert.equal(ids.length, 3)
    assert.ok(ids.every(isRunning))
    const ended = once(child, 'exit')
    // Without a message to wait for, it has nothing left to do.
    if (way === 'exit') child.disconnect()
    else child.kill(way)
    await ended
    await until(() => `something is left of ${ids}`, async () =>
      ids.some(isRunning) || readdirSync(within).length > 0 ? undefined : true)
  })
}

test('a kind of machine without a binary is named', () => {
  assert.throws(() => findProgram('plan9-x64'), /no binary for plan9-x64/)
})

test('ports are free and different', async (t) => {
  const ports = await freePorts(20)
  assert.equal(new Set(ports).size, 20)
  for (const port of ports) {
    const server = createServer()
    t.after(() => server.close())
    await once(server.listen(port, '127.0.0.1'), 'listening')
  }
})

function isRunning(id: unknown): boolean {
  try {
    return typeof id === 'number' && process.kill(id, 0)
  } catch {
    return false
  }
}
