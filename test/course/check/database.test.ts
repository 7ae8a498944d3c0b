// What a check reads from a program's database file, whatever the case of its names.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { queryDatabase } from '../../../src/course/check/database.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const rows: readonly [query: string, expected: Readonly<Record<string, unknown>>][] = [
  ['select text, id from notes', { text: 'Hi', id: 1 }],
  ['select * from NOTES', { id: 1, text: 'Hi' }],
  ['select notes.text from notes', { text: 'Hi' }],
  ['select Text as newText from notes', { newText: 'Hi' }],
  ['select count(*) as rowCount from notes', { rowCount: 1 }],
]

for (const columns of ['id integer, text text', 'ID INTEGER, Text TEXT']) {
  test(`the keys of a row don't depend on the case of the columns: ${columns}`, (t) => {
    const path = join(temporaryFolder(t), 'data.db')
    const database = new DatabaseSync(path)
    t.after(() => database.close())
    database.exec(`create table notes (${columns}); insert into notes values (1, 'Hi')`)
    for (const [query, expected] of rows) {
      const [row] = queryDatabase(path, query, [])
      assert.deepEqual({ ...row }, expected, query)
    }
  })
}
