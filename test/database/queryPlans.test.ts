// What `openTestApp` refuses, and what the plans of statements don't show: a foreign key whose
// columns have no index makes SQLite read the whole table for each row that is deleted elsewhere.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { openSqlite } from '../../src/database/sqlite.ts'
import { planProblems, problemOf } from '../queryPlans.ts'
import { schema } from '../freshDatabase.ts'
import { makeFolder, removeFolder } from '../temporaryFolder.ts'

test('a plan that grows with the table is a problem', () => {
  const rows: [step: string, text: string, isProblem: boolean][] = [
    ['SEARCH links USING INTEGER PRIMARY KEY (rowid=?)', 'select 1 from links where id = ?', false],
    ['SCAN links', 'select 1 from links where note = ?', true],
    ['SCAN links', 'select 1 from links order by id limit ?', false],
    ['SCAN links USING COVERING INDEX links_of_owner', 'select count(*) from links', true],
    ['SCAN users USING INDEX users_by_creation', 'from users order by created_at limit ?', false],
    ['USE TEMP B-TREE FOR ORDER BY', 'select 1 from links order by note limit ?', true],
    ['USE TEMP B-TREE FOR ORDER BY', 'select 1 from links order by people limit ?', false],
    ['SCAN json_each VIRTUAL TABLE INDEX 1:', 'select 1', false],
    ['SCAN link_search VIRTUAL TABLE INDEX 0:M1', 'select 1', false],
    ['SCAN link_search VIRTUAL TABLE INDEX 0:', 'select 1', true],
  ]
  for (const [step, text, isProblem] of rows) {
    assert.equal(problemOf(text, [step]) !== undefined, isProblem, `${step} of ${text}`)
  }
})

test('a statement that reads a whole table is found by its plan', async (t) => {
  const path = await openEmpty(t)
  const [problem, ...others] = planProblems(path, [
    "select id from links where note = 'x'", "select id from links where slug = 'abc'",
  ])
  assert.match(problem ?? '', /^SCAN links: select id/)
  assert.deepEqual(others, [])
})

test('every foreign key has an index', async (t) => {
  const connection = new DatabaseSync(await openEmpty(t), { readOnly: true })
  t.after(() => connection.close())
  const read = (text: string, ...values: string[]) => connection.prepare(text).all(...values)
  const keys = read(`
    select tables.name as "table", "from" as column from sqlite_schema as tables,
      pragma_foreign_key_list(tables.name) where tables.type = 'table'`)
  assert.ok(keys.length > 20)
  const indexed = new Set(read(`
    select tables.name || '.' || columns.name as name from sqlite_schema as tables,
      pragma_index_list(tables.name) as indexes, pragma_index_info(indexes.name) as columns
    where tables.type = 'table' and columns.seqno = 0
    union all
    select tables.name || '.' || columns.name from sqlite_schema as tables,
      pragma_table_info(tables.name) as columns
    where tables.type = 'table' and columns.pk = 1`).map(({ name }) => name))
  const missing = keys.map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !indexed.has(name))
  assert.deepEqual(missing, [])
})

async function openEmpty(t: test.TestContext): Promise<string> {
  const folder = makeFolder()
  t.after(() => removeFolder(folder))
  const path = join(folder, 'test.db')
  await openSqlite({ path, schema }).close()
  return path
}
