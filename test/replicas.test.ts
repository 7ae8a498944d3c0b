import assert from 'node:assert/strict'
import test from 'node:test'
import { schema } from './freshDatabase.ts'
import { accident, replicaProblem } from './replicas.ts'

test('a write that each copy of the database could do in its own way is a problem', () => {
  const rows: [text: string, problem: string | undefined][] = [
    ['insert into owners (token_hash) values (randomblob(32))', 'DIFFERS BY CHANCE'],
    ['update owners set token_hash = RANDOM ()', 'DIFFERS BY CHANCE'],
    ["insert into notes values (datetime('now'))", 'DIFFERS BY CLOCK'],
    ['update notes set at = current_timestamp', 'DIFFERS BY CLOCK'],
    ['update notes set at = unixepoch()', 'DIFFERS BY CLOCK'],
    ['delete from notes where id in (select id from notes limit 5)', 'LIMIT WITHOUT ORDER'],
    ['delete from notes where id in (select id from notes order by id limit 5)', undefined],
    [
      'delete from notes where id in (select id from (select id from notes order by at) limit 5)',
      'LIMIT WITHOUT ORDER',
    ],
    [
      'update a set x = (select x from b order by x limit 1) where y in (select y from b limit 1)',
      'LIMIT WITHOUT ORDER',
    ],
    ['with old (id) as (select id from notes limit 5) delete from notes', 'LIMIT WITHOUT ORDER'],
    ['insert into random_notes (limits) values (?)', undefined],
    ["update notes set text = 'unixepoch' where at > ?", undefined],
    // What only reads changes no copy.
    ['select random()', undefined],
    ['select id from notes limit 5', undefined],
  ]
  for (const [text, problem] of rows) assert.equal(replicaProblem(text), problem, text)
})

test('no default and no trigger of the schema decides by chance or by the clock', () => {
  const lines = schema.split('\n').filter((line) => !line.trimStart().startsWith('--'))
  assert.ok(lines.length > 300)
  assert.deepEqual(lines.filter((line) => accident(line) !== undefined), [])
})
