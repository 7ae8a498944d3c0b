// What the engine promises while nodes die: on real nodes, where the tests of test/database/rqlite
// have scripted ones.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { DatabaseError, isUnavailable, type Database } from '../../src/database/database.ts'
import { openRqlite } from '../../src/database/rqlite.ts'
import { parseRqliteUrl } from '../../src/database/rqlite/address.ts'
import { sql } from '../../src/database/sql.ts'
import { until } from './ask.ts'
import { startNodes, type Nodes } from './nodes.ts'

const schema = `
-- step 1: counters
create table counters (id integer primary key, number integer not null) strict;
insert into counters values (1, 0);

-- step 2: marks
create table marks (text text primary key) strict, without rowid;
`

const limit = { timeout: 120_000 }
const raise = sql`update counters set number = number + 1 where id = 1`
const readNumber = sql<{ number: number }>`select number from counters where id = 1`

async function start(t: TestContext, count: 1 | 3): Promise<Nodes> {
  const nodes = await startNodes({ count })
  t.after(() => nodes.close())
  return nodes
}

async function open(t: TestContext, nodes: Nodes): Promise<Database> {
  const database = await openRqlite({ schema, address: parseRqliteUrl(nodes.url) })
  t.after(() => database.close())
  return database
}

async function numberIn(database: Database): Promise<number | undefined> {
  return (await database.one(readNumber))?.number
}

for (const count of [1, 3] as const) {
  test(`of servers that start at once with ${count} nodes, one makes each table`, async (t) => {
    const nodes = await start(t, count)
    const servers = await Promise.all([1, 2, 3, 4].map(() => open(t, nodes)))
    for (const server of servers) assert.equal(await numberIn(server), 0)
    await Promise.all(servers.map((server) => server.run(raise)))
    for (const server of servers) assert.equal(await numberIn(server), servers.length)
  })
}

test('what one server stored is read by another at once', async (t) => {
  const nodes = await start(t, 3)
  const [one, other] = [await open(t, nodes), await open(t, nodes)]
  for (let round = 1; round <= 20; round += 1) {
    await one.run(raise)
    assert.equal(await numberIn(other), round)
  }
})

const outages: [name: string, begin: (nodes: Nodes) => Promise<() => Promise<void>>][] = [
  ['the leader is killed', async (nodes) => {
    const leader = await nodes.leader()
    await leader.kill()
    return async () => leader.start()
  }],
  ['the leader is cut off', async (nodes) => {
    const leader = await nodes.leader()
    await leader.pause()
    return async () => leader.resume()
  }],
  ['a follower is killed', async (nodes) => {
    const [follower] = await nodes.followers()
    await follower?.kill()
    return async () => follower?.start()
  }],
]

for (const [name, begin] of outages) {
  test(`when ${name}, each write counts once, and those that fail say so`, limit, async (t) => {
    const nodes = await start(t, 3)
    const database = await open(t, nodes)
    const { stored, uncertain, stop } = startClients(database)
    try {
      await grows(stored)
      const end = await begin(nodes)
      await grows(stored)
      await end()
      await grows(stored)
    } finally {
      await stop()
    }
    await nodes.complete()
    const rows = await database.all(sql<{ text: string }>`select text from marks`)
    const found = new Set(rows.map(({ text }) => text))
    assert.deepEqual(stored.filter((text) => !found.has(text)), [], 'acknowledged and lost')
    const allowed = new Set([...stored, ...uncertain])
    assert.deepEqual([...found].filter((text) => !allowed.has(text)), [])
    // The number is raised with each mark.
    assert.equal(await numberIn(database), found.size, 'nothing is counted twice')
  })
}

/** Lets four clients store marks until they are told to stop. */
function startClients(database: Database) {
  let isOver = false
  const [stored, uncertain]: [string[], string[]] = [[], []]
  const client = async (id: number) => {
    for (let number = 0; !isOver; number += 1) {
      const text = `${id}-${number}`
      const insert = sql`insert into marks (text) values (${text})`
      await database.batch([raise, insert]).then(() => stored.push(text), (error) => {
        isOver ||= !isUnavailable(error)
        uncertain.push(text)
        if (!isUnavailable(error)) throw error
      })
    }
  }
  const clients = Promise.all([1, 2, 3, 4].map(client))
  const stop = () => {
    isOver = true
    return clients
  }
  return { stored, uncertain, stop }
}

/** Waits until a list has ten entries more. */
async function grows(list: readonly string[]): Promise<void> {
  const { length } = list
  await until(() => 'nothing more is stored', async () => list.length >= length + 10 || undefined)
}

test('while a majority is away nothing is stored, and then all goes on', limit, async (t) => {
  const nodes = await start(t, 3)
  const database = await open(t, nodes)
  await database.run(raise)
  const away = await nodes.followers()
  await Promise.all(away.map((node) => node.pause()))
  await assert.rejects(database.run(raise), (error) =>
    error instanceof DatabaseError && ['busy', 'unknown'].includes(error.code))
  for (const node of away) node.resume()
  await nodes.complete()
  const before = await numberIn(database)
  await database.run(raise)
  assert.equal(await numberIn(database), Number(before) + 1)
})

test('with one follower in DATABASE_URL, the leader is found and asked', async (t) => {
  const nodes = await start(t, 3)
  const [follower] = await nodes.followers()
  const url = `rqlite://${follower?.address}`
  const database = await openRqlite({ schema, address: parseRqliteUrl(url) })
  t.after(() => database.close())
  await database.run(raise)
  assert.equal(await numberIn(database), 1)
})

test('a node that is started again without -fk is refused', async (t) => {
  const nodes = await start(t, 1)
  const database = await open(t, nodes)
  await database.run(raise)
  const [node] = nodes.all
  assert.ok(node)
  await node.kill()
  node.start('-fk=false')
  await nodes.complete()
  const message = new RegExp(`${node.origin} doesn't check foreign keys`)
  const refused = { code: 'unreadable', message }
  await assert.rejects(database.run(raise), refused)
  await assert.rejects(numberIn(database), refused)
  await assert.rejects(open(t, nodes), refused)
})

test('infinity is stored, and reading it is an error, not an outage', async (t) => {
  const database = await open(t, await start(t, 1))
  const stored = await database.batch([
    sql`create table reals (value real) strict`,
    sql`insert into reals (value) values (${Infinity}), (${-Infinity}), (${1e300}), (${2 ** 60})`,
  ])
  assert.equal(stored[1].changes, 4)
  const infinite = sql`select sum(value = 9e999) as up, sum(value = -9e999) as down from reals`
  assert.deepEqual(await database.one(infinite), { up: 1, down: 1 })
  const finite = sql`select value from reals where abs(value) < 9e999 order by value`
  assert.deepEqual(await database.all(finite), [{ value: 2 ** 60 }, { value: 1e300 }])
  const message = /can't write its rows as JSON: .*Inf/
  const readAll = sql`select value from reals`
  await assert.rejects(database.all(readAll), { code: 'failed', message })
  await assert.rejects(database.batch([raise, readAll]), { code: 'unknown', message })
  assert.equal(await numberIn(database), 1)
})
