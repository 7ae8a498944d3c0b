import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { backupDatabase } from '../../src/database/backup.ts'
import { sql } from '../../src/database/sql.ts'
import { startProcess } from '../otherProcess.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { addNote, openTestDatabase, schema } from './testDatabase.ts'

const writer = new URL('sharingProcess.ts', import.meta.url)

test('a backup of a database that never rests is one snapshot, and ends', async (t) => {
  const { database, path } = openTestDatabase(t)
  // Large enough for many commits in the time that a copy takes.
  await database.run(sql`create table large (content blob) strict`)
  await database.run(sql`insert into large values (randomblob(20000000))`)
  const other = startProcess(t, writer)
  await other.ask({ task: 'count', place: path, schema })
  const target = join(temporaryFolder(t), 'copy.db')
  const before = readNumber(path)
  assert.equal(backupDatabase(path, target), statSync(target).size)
  const after = readNumber(path)
  assert.ok(after > before, 'nothing was written meanwhile')
  const copied = readNumber(target)
  assert.ok(copied >= before && copied <= after, `${before} <= ${copied} <= ${after}`)
})

test('only its user can read a backup, and nothing else is left', async (t) => {
  const { database, path } = openTestDatabase(t)
  await database.run(addNote('in the log only'))
  const old = process.umask(0o022)
  t.after(() => process.umask(old))
  const folder = temporaryFolder(t)
  backupDatabase(path, join(folder, 'copy.db'))
  assert.deepEqual(readdirSync(folder), ['copy.db'])
  if (process.platform !== 'win32') {
    assert.equal(statSync(join(folder, 'copy.db')).mode & 0o777, 0o600)
  }
  const copy = new DatabaseSync(join(folder, 'copy.db'), { readOnly: true })
  assert.equal(copy.prepare('select text from notes').get()?.['text'], 'in the log only')
  copy.close()
})

test('a backup replaces no file, and needs a folder', (t) => {
  const { path } = openTestDatabase(t)
  const folder = temporaryFolder(t)
  const target = join(folder, 'precious.txt')
  writeFileSync(target, 'do not lose me')
  assert.throws(() => backupDatabase(path, target), /precious\.txt exists already: choose another/)
  assert.equal(readFileSync(target, 'utf8'), 'do not lose me')
  assert.throws(() => backupDatabase(path, join(folder, 'none', 'copy.db')), /no folder .*none$/)
  assert.deepEqual(readdirSync(folder), ['precious.txt'])
})

test('unfinished copies of ended processes are removed, and nothing else', (t) => {
  const { path } = openTestDatabase(t)
  const folder = temporaryFolder(t)
  const rows: [name: string, stays: boolean][] = [
    ['groundwork-copy-4194999.part', false],
    ['groundwork-copy-4194999.part-journal', false],
    [`groundwork-copy-${process.pid}.part`, false],
    [`groundwork-copy-${process.ppid}.part`, true],
    ['groundwork-lock-4194999-a1B2c3', false],
    [`groundwork-lock-${process.ppid}-a1B2c3`, true],
    ['groundwork-copy-.part', true],
    ['groundwork-copy-1x.part', true],
    ['groundwork-copy-4194999.part.db', true],
    ['film.4194999.part', true],
  ]
  for (const [name] of rows) writeFileSync(join(folder, name), 'half a copy')
  backupDatabase(path, join(folder, 'copy.db'))
  for (const [name, stays] of rows) assert.equal(existsSync(join(folder, name)), stays, name)
})

function readNumber(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare('select number from counters where id = 1').get()
  database.close()
  return Number(row?.['number'])
}
