import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { hasJournalDuring } from '../../../src/course/check/journal.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const rows: [mode: string, hasJournal: boolean][] = [
  ['delete', true], ['truncate', true], ['persist', true], ['wal', true],
  ['off', false], ['memory', false],
]

test('a journal is seen in every mode that has one, and in no other', async (t) => {
  for (const [mode, hasJournal] of rows) {
    const path = join(temporaryFolder(t), 'data.db')
    // By default, Node doesn't let a program switch the journal off.
    const database = new DatabaseSync(path, { defensive: false })
    database.exec(`pragma journal_mode = ${mode}; create table notes (text text)`)
    const found = await hasJournalDuring(path, async () => {
      database.exec("begin; insert into notes values ('a'); commit")
    })
    database.close()
    assert.equal(found, hasJournal, mode)
  }
})
