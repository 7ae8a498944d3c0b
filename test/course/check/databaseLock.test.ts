// The lock that a check holds on a program's database file.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { whileLocked } from '../../../src/course/check/databaseLock.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

function openFile(t: TestContext): { path: string; database: DatabaseSync } {
  const path = join(temporaryFolder(t), 'data.db')
  const database = new DatabaseSync(path)
  t.after(() => database.close())
  database.exec('create table notes (text text not null); insert into notes values (\'old\')')
  return { path, database }
}

const read = (database: DatabaseSync) => database.prepare('select text from notes').get()?.['text']

test('others read the old state and cannot write, until the work is done', async (t) => {
  const { path, database } = openFile(t)
  const seen = await whileLocked(path, [['update notes set text = ?', 'new']], async () => {
    assert.throws(() => database.exec('begin immediate'), /locked/)
    return read(database)
  })
  assert.equal(seen, 'old')
  assert.equal(read(database), 'new')
})

test('nothing is changed if the work fails', async (t) => {
  const { path, database } = openFile(t)
  const work = () => Promise.reject(new Error('no response'))
  await assert.rejects(whileLocked(path, [['delete from notes']], work), /no response/)
  assert.equal(read(database), 'old')
})

test('without the lock, no work is done', async (t) => {
  const { path, database } = openFile(t)
  database.exec('begin immediate')
  assert.equal(await whileLocked(path, [], async () => 'done'), undefined)
})

test('a change that fails is a mistake of the program: its table is another one', async (t) => {
  const { path } = openFile(t)
  await assert.rejects(whileLocked(path, [['delete from pages']], async () => 'done'),
    { id: 'unreadable-database' })
})
