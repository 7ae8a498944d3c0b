import assert from 'node:assert/strict'
import {
  copyFileSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { backupDatabase } from '../../src/database/backup.ts'
import { ForeignLogError, makePrivateFile, refuseForeignLog } from '../../src/database/files.ts'
import { openToRead } from '../../src/database/integrity.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { addNote, schema } from './testDatabase.ts'

/** Makes a database and a backup of it; gives the log that a killed server would leave. */
async function makeFiles(t: TestContext) {
  const folder = temporaryFolder(t)
  const [path, backup] = [join(folder, 'test.db'), join(folder, 'backup.db')]
  const database = openSqlite({ path, schema })
  await database.run(addNote('a'))
  backupDatabase(path, backup)
  await database.run(addNote('b'))
  const log = readFileSync(`${path}-wal`)
  await database.close()
  return { path, backup, log }
}

test('a backup next to the log of another database is refused', async (t) => {
  const { path, backup, log } = await makeFiles(t)
  const nothing = new Uint8Array()
  const rows: [what: string, database: string, log: Uint8Array | undefined, refused: boolean][] = [
    ['a backup without a log', backup, undefined, false],
    ['a backup with an empty log', backup, nothing, false],
    ['a backup with a log', backup, log, true],
    ['a backup with anything in its log', backup, Buffer.from('x'), true],
    ['a database without a log', path, undefined, false],
    ['a database with its log', path, log, false],
  ]
  for (const [index, [what, source, content, isRefused]] of rows.entries()) {
    const copy = join(temporaryFolder(t), `${index}.db`)
    copyFileSync(source, copy)
    if (content !== undefined) writeFileSync(`${copy}-wal`, content)
    const check = () => refuseForeignLog(copy)
    if (isRefused) assert.throws(check, ForeignLogError, what)
    else assert.doesNotThrow(check, what)
  }
})

test("files that aren't backups are left to SQLite", async (t) => {
  const { log } = await makeFiles(t)
  const path = join(temporaryFolder(t), 'test.db')
  writeFileSync(`${path}-wal`, log)
  refuseForeignLog(path)
  for (const text of ['', 'short', 'This is a letter. '.repeat(50)]) {
    writeFileSync(path, text)
    refuseForeignLog(path)
  }
})

test('every way to open a database refuses a foreign log, and changes nothing', async (t) => {
  const { path, backup, log } = await makeFiles(t)
  copyFileSync(backup, path)
  writeFileSync(`${path}-wal`, log)
  // The log is next to the file that the link leads to.
  const link = join(temporaryFolder(t), 'link.db')
  symlinkSync(path, link)
  const before = [readFileSync(path), readFileSync(`${path}-wal`)]
  const ways = [path, link].flatMap((name) => [
    () => openSqlite({ path: name, schema }),
    () => openToRead(name),
    () => backupDatabase(name, join(temporaryFolder(t), 'copy.db')),
  ])
  for (const open of ways) {
    assert.throws(open, { name: 'ForeignLogError', message: /database -- restore FILE/ })
    assert.deepEqual([readFileSync(path), readFileSync(`${path}-wal`)], before)
    assert.ok(!existsSync(`${path}-shm`))
  }
})

test('a private file is made once, and an existing one is left alone', (t) => {
  const path = join(temporaryFolder(t), 'test.db')
  makePrivateFile(path)
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600)
  new DatabaseSync(path).exec('create table a (b) ')
  const { size } = statSync(path)
  makePrivateFile(path)
  assert.equal(statSync(path).size, size)
  makePrivateFile(join(path, 'in a file', 'test.db'))
})
