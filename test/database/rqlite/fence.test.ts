import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { beginGroup, forgetServers, groupsSchema } from '../../../src/database/rqlite/fence.ts'
import type { Sql } from '../../../src/database/sql.ts'

function open() {
  const sqlite = new DatabaseSync(':memory:')
  for (const text of groupsSchema) sqlite.exec(text)
  const run = ({ text, values }: Sql) => sqlite.prepare(text).run(...values)
  const servers = () => sqlite.prepare('select server from committed_groups order by at').all()
    .map(({ server }) => server)
  return { sqlite, run, servers }
}

const again: [title: string, first: number, second: number, isStored: boolean][] = [
  ['the next number is stored', 1, 2, true],
  ['a later number is stored', 1, 9, true],
  ['the same number is refused', 3, 3, false],
  ['an earlier number is refused', 3, 2, false],
]

for (const [title, first, second, isStored] of again) {
  test(`after a group, ${title}`, () => {
    const { run } = open()
    run(beginGroup('one', first))
    run(beginGroup('other', 100))
    if (isStored) run(beginGroup('one', second))
    else assert.throws(() => run(beginGroup('one', second)), /committed group/)
  })
}

test('groups are in the order in which they were stored', () => {
  const { run, servers } = open()
  for (const server of ['a', 'b', 'c']) run(beginGroup(server, 1))
  run(beginGroup('a', 2))
  assert.deepEqual(servers(), ['b', 'c', 'a'])
})

test('of more than a thousand servers, the last thousand are remembered', () => {
  const { run, servers } = open()
  const names = Array.from({ length: 1_002 }, (_, index) => `${index}`)
  for (const name of names) run(beginGroup(name, 1))
  run(beginGroup('0', 2))
  run(forgetServers())
  assert.deepEqual(servers(), [...names.slice(3), '0'])
  run(forgetServers())
  assert.equal(servers().length, 1_000)
})

test("a clock that is years ahead doesn't make any server forgotten", (t) => {
  const { run, servers } = open()
  run(beginGroup('right', 1))
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2100, 1) })
  run(beginGroup('ahead', 1))
  run(forgetServers())
  run(beginGroup('right', 2))
  run(forgetServers())
  assert.deepEqual(servers(), ['ahead', 'right'])
})

test('rows that earlier versions stored with a time come first', () => {
  const { sqlite, run, servers } = open()
  sqlite.exec(`insert into committed_groups values ('earlier', 5, ${Date.UTC(2026, 10)})`)
  run(beginGroup('new', 1))
  run(forgetServers())
  assert.deepEqual(servers(), ['earlier', 'new'])
})
