import assert from 'node:assert/strict'
import {
  copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync,
  symlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { backupDatabase } from '../../src/database/backup.ts'
import { lockAlone } from '../../src/database/lockAlone.ts'
import { restoreDatabase } from '../../src/database/restore.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { startProcess } from '../otherProcess.ts'
import { pick } from '../pick.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { addNote, readNotes, schema } from './testDatabase.ts'

const now = new Date(Date.UTC(2026, 0, 31, 11, 30))
const holder = new URL('sharingProcess.ts', import.meta.url)

/** A stopped database with the notes a and b, a backup with a, and the log that a kill leaves. */
async function makeFiles(t: TestContext) {
  const folder = join(temporaryFolder(t), 'data')
  mkdirSync(folder, { mode: 0o700 })
  const path = join(folder, 'groundwork.db')
  const backup = join(folder, '..', 'backup.db')
  const database = openSqlite({ path, schema })
  await database.run(addNote('a'))
  backupDatabase(path, backup)
  await database.run(addNote('b'))
  const killed = { database: readFileSync(path), log: readFileSync(`${path}-wal`) }
  await database.close()
  return { folder, path, backup, killed, restore: { path, backup, schema, now } }
}

async function notesOf(path: string): Promise<string[]> {
  const database = openSqlite({ path, schema })
  const notes = await readNotes(database)
  await database.close()
  return notes
}

test('a backup takes the place of the database, which is kept under a dated name', async (t) => {
  const { folder, path, backup, restore } = await makeFiles(t)
  const before = readFileSync(backup)
  const kept = restoreDatabase(restore)
  assert.equal(kept, `${path}.20260131T113000000Z`)
  assert.deepEqual(readdirSync(folder).sort(),
    ['groundwork.db', 'groundwork.db.20260131T113000000Z'])
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(await notesOf(path), ['a'])
  assert.deepEqual(await notesOf(kept), ['a', 'b'])
  assert.deepEqual(readFileSync(backup), before)
})

test('the log of a killed server stays with its database', async (t) => {
  const { folder, path, killed, restore } = await makeFiles(t)
  writeFileSync(path, killed.database)
  writeFileSync(`${path}-wal`, killed.log)
  writeFileSync(`${path}-shm`, 'an index of the log')
  const kept = restoreDatabase(restore)
  assert.ok(kept)
  const names = ['', '.20260131T113000000Z', '.20260131T113000000Z-wal']
  assert.deepEqual(readdirSync(folder).sort(), names.map((name) => `groundwork.db${name}`))
  assert.deepEqual(await notesOf(path), ['a'])
  assert.deepEqual(await notesOf(kept), ['a', 'b'])
})

test('a backup that was copied over the database is put right', async (t) => {
  const { folder, path, backup, killed, restore } = await makeFiles(t)
  copyFileSync(backup, path)
  writeFileSync(`${path}-wal`, killed.log)
  // The copy itself is a backup as well.
  const kept = restoreDatabase({ ...restore, backup: path })
  assert.ok(kept)
  const names = ['', '.20260131T113000000Z', '.20260131T113000000Z.foreign-wal']
  assert.deepEqual(readdirSync(folder).sort(), names.map((name) => `groundwork.db${name}`))
  assert.deepEqual(readFileSync(`${kept}.foreign-wal`), killed.log)
  for (const file of [path, kept]) assert.deepEqual(await notesOf(file), ['a'])
})

test('a restore works where no database is yet, or none that can be read', async (t) => {
  const { path, restore } = await makeFiles(t)
  const folder = join(temporaryFolder(t), 'new', 'data')
  assert.equal(restoreDatabase({ ...restore, path: join(folder, 'groundwork.db') }), undefined)
  assert.deepEqual(await notesOf(join(folder, 'groundwork.db')), ['a'])
  writeFileSync(path, 'This is no database any more. '.repeat(50))
  writeFileSync(`${path}-wal`, 'nor a log')
  const kept = restoreDatabase(restore)
  assert.match(readFileSync(String(kept), 'utf8'), /^This is no database/)
  assert.equal(readFileSync(`${kept}-wal`, 'utf8'), 'nor a log')
  assert.deepEqual(await notesOf(path), ['a'])
})

test('a restore to a symbolic link replaces the file that it leads to', async (t) => {
  const { folder, path, killed, restore } = await makeFiles(t)
  writeFileSync(path, killed.database)
  writeFileSync(`${path}-wal`, killed.log)
  const link = join(temporaryFolder(t), 'link.db')
  symlinkSync(path, link)
  const kept = restoreDatabase({ ...restore, path: link })
  assert.equal(kept, `${path}.20260131T113000000Z`)
  assert.equal(readlinkSync(link), path)
  const names = ['', '.20260131T113000000Z', '.20260131T113000000Z-wal']
  assert.deepEqual(readdirSync(folder).sort(), names.map((name) => `groundwork.db${name}`))
  assert.deepEqual(await notesOf(link), ['a'])
  assert.deepEqual(await notesOf(kept), ['a', 'b'])
})

test('a database that was copied with its log is a backup too', async (t) => {
  const { folder, path, killed, restore } = await makeFiles(t)
  const rescued = join(folder, '..', 'rescued.db')
  writeFileSync(rescued, killed.database)
  writeFileSync(`${rescued}-wal`, killed.log)
  const link = join(folder, '..', 'link.db')
  symlinkSync(rescued, link)
  for (const [second, backup] of [rescued, link].entries()) {
    restoreDatabase({ ...restore, backup, now: new Date(now.getTime() + second * 1_000) })
    assert.deepEqual(await notesOf(path), ['a', 'b'])
  }
})

test('what is not an intact backup of this program is refused, and nothing changes', async (t) => {
  const { folder, path, backup, restore } = await makeFiles(t)
  const file = (name: string, change: (path: string) => void) => {
    const copy = join(folder, '..', name)
    copyFileSync(backup, copy)
    change(copy)
    return copy
  }
  const overwriteEnd = (name: string) => {
    const bytes = readFileSync(name)
    writeFileSync(name, bytes.fill(0xee, bytes.length - 4_096))
  }
  const run = (sql: string) => (name: string) => {
    const database = new DatabaseSync(name, { enableForeignKeyConstraints: false })
    database.exec(sql)
    database.close()
  }
  const newer = "insert into schema_steps (number, name, applied_at) values (2, 'x', 'now')"
  const rows: [backup: string, says: RegExp][] = [
    [join(folder, 'none.db'), /no file .*none\.db/],
    [file('text.db', (name) => writeFileSync(name, 'A letter. '.repeat(50))), /: file is not a/],
    [file('empty.db', (name) => writeFileSync(name, '')), /empty\.db isn't a database of Ground/],
    [file('none.db', run('delete from schema_steps')), /isn't a database of Groundwork: it has no/],
    [file('other.db', run('drop table schema_steps')), /isn't a database of Groundwork/],
    [file('newer.db', run(newer)), /step 2, /],
    [file('edited.db', run("update schema_steps set hash = 'x'")), /step 1 \(notes\) isn't the/],
    [file('pages.db', (name) => overwriteEnd(name)), /pages\.db is damaged/],
    [folder, /isn't a file/],
    [file('orphan.db', run("insert into notes (text, parent) values ('x', 9)")), /is damaged/],
  ]
  for (const [name, says] of rows) {
    assert.throws(() => restoreDatabase({ ...restore, backup: name }), says, name)
    assert.deepEqual(readdirSync(folder), ['groundwork.db'], name)
  }
  assert.deepEqual(await notesOf(path), ['a', 'b'])
})

test('a restore is refused while another process has the database open, even idle', async (t) => {
  const { folder, path, restore } = await makeFiles(t)
  const other = startProcess(t, holder)
  assert.equal(pick(await other.ask({ task: 'hold', place: path, schema }), 'error'), undefined)
  const before = readdirSync(folder)
  assert.throws(() => restoreDatabase(restore), /Another program has .* open: stop the server/)
  assert.deepEqual(readdirSync(folder), before)
  await other.ask({ task: 'release', place: path, schema })
  restoreDatabase(restore)
  assert.deepEqual(await notesOf(path), ['a'])
})

test('a lock keeps other processes out until it is released, and changes no file', async (t) => {
  const { folder, path } = await makeFiles(t)
  const before = readFileSync(path)
  const release = lockAlone(path)
  const other = startProcess(t, holder)
  const refused = await other.ask({ task: 'peek', place: path })
  assert.match(String(pick(refused, 'error')), /locked/)
  release()
  release()
  assert.equal(pick(await other.ask({ task: 'peek', place: path }), 'error'), undefined)
  assert.deepEqual(readdirSync(folder), ['groundwork.db'])
  assert.deepEqual(readFileSync(path), before)
  lockAlone(join(folder, 'none.db'))()
  assert.ok(!existsSync(join(folder, 'none.db')))
})
