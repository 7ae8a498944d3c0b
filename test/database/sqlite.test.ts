import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { DatabaseError, type Database } from '../../src/database/database.ts'
import { NewerSchemaError } from '../../src/database/migrate.ts'
import { sql } from '../../src/database/sql.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { fileOnly, isFile, openPlace } from '../openDatabase.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { addNote, openTestDatabase, readNotes, schema } from './testDatabase.ts'

const isWindows = process.platform === 'win32'
const withLock = fileOnly('its lock')
const withLog = fileOnly('its log')
const withName = fileOnly('its name')

test('the file is kept so that a power cut loses nothing', fileOnly('its pragmas'), async (t) => {
  const { database } = openTestDatabase(t)
  const rows = [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['fullfsync', 1],
    ['checkpoint_fullfsync', 1],
    ['busy_timeout', 0],
    ['journal_size_limit', 16 * 1024 * 1024],
  ] as const
  for (const [name, value] of rows) {
    const { rows: found } = await database.run({ text: `pragma ${name}`, values: [] })
    assert.deepEqual(Object.values({ ...found.map(onlyValue) }), [value], name)
  }
})

test('reads have a connection that cannot write', async (t) => {
  const { database } = openTestDatabase(t)
  const isReadOnly = (error: unknown) =>
    error instanceof DatabaseError && /readonly|query operation/.test(error.message)
  await assert.rejects(database.one(addNote('a')), isReadOnly)
  await assert.rejects(database.all(sql`delete from notes`), isReadOnly)
  assert.deepEqual(await readNotes(database), [])
})

test('one reads the first row or none, all reads every row', async (t) => {
  const { database } = openTestDatabase(t)
  await database.batch([addNote('a'), addNote('b')])
  const find = (text: string) => database.one(sql<{ id: number }>`
    select id from notes where text >= ${text} order by text`)
  assert.equal((await find('a'))?.id, 1)
  assert.equal((await find('b'))?.id, 2)
  assert.equal(await find('c'), undefined)
  assert.deepEqual(await readNotes(database), ['a', 'b'])
  assert.deepEqual(await database.all(sql`select 1 where 0`), [])
})

test('a read that fails rejects its own promise, and the others are answered', async (t) => {
  const { database } = openTestDatabase(t)
  for (let round = 0; round < 2; round += 1) {
    const [good, bad, alsoGood] = await Promise.allSettled([
      database.one(sql<{ one: number }>`select 1 as one`),
      database.all(sql`select * from nowhere`),
      database.one(sql<{ two: number }>`select 2 as two`),
    ])
    assert.ok(good.status === 'fulfilled' && good.value?.one === 1)
    assert.ok(bad.status === 'rejected' && bad.reason instanceof DatabaseError)
    assert.match(bad.reason.message, /no such table: nowhere/)
    assert.ok(alsoGood.status === 'fulfilled' && alsoGood.value?.two === 2)
  }
})

test('once a write is acknowledged, every reader sees it', async (t) => {
  const { database } = openTestDatabase(t)
  for (const text of ['a', 'b', 'c']) {
    await database.run(addNote(text))
    assert.equal((await readNotes(database)).at(-1), text)
  }
})

test('what is stored is there again after closing and opening', async (t) => {
  const opened = openTestDatabase(t)
  await opened.database.close()
  for (const round of ['1', '2', '3']) {
    const database = opened.openAgain()
    await database.run(addNote(round))
    await database.close()
    if (isFile) assertFolded(opened.path)
  }
  assert.deepEqual(await readNotes(opened.openAgain()), ['1', '2', '3'])
})

test('closing settles what is under way', async (t) => {
  const { database, elsewhere } = openTestDatabase(t)
  const settled: string[] = []
  const watch = (name: string, work: Promise<unknown>) =>
    work.then(() => settled.push(name), () => settled.push(`${name} failed`))
  const all = [
    watch('write', database.run(addNote('a'))),
    watch('list', database.batch([addNote('b'), addNote('c')])),
    watch('broken', database.run(addNote('a'))),
    watch('read', readNotes(database)),
    watch('read of one', database.one(sql`select 1`)),
    watch('close', database.close()),
  ]
  await Promise.all(all)
  assert.deepEqual(settled.toSorted(),
    ['broken failed', 'close', 'list', 'read', 'read of one', 'write'])
  assert.deepEqual(await elsewhere.read('select count(*) from notes'), [[3]])
})

test('closing waits for a write that waits for a lock', withLock, async (t) => {
  const { database, openOther } = openTestDatabase(t)
  const other = openOther()
  other.exec('begin immediate')
  const write = database.run(addNote('a'))
  for (let turn = 0; turn < 5; turn += 1) await database.one(sql`select 1`)
  const closed = database.close()
  other.exec('commit')
  await write
  await closed
  assert.equal(other.prepare('select count(*) as count from notes').get()?.['count'], 1)
})

test('closing does not mind that another program holds the lock', withLock, async (t) => {
  const { database, openOther } = openTestDatabase(t)
  await database.run(addNote('a'))
  const other = openOther()
  other.exec("begin immediate; insert into notes (text) values ('b')")
  await database.close()
  other.exec('commit')
  assert.equal(other.prepare('select count(*) as count from notes').get()?.['count'], 2)
})

test('a closed database refuses every call, and may be closed twice', async (t) => {
  const { database } = openTestDatabase(t)
  await database.close()
  const calls: ((database: Database) => Promise<unknown>)[] = [
    (closed) => closed.one(sql`select 1`),
    (closed) => closed.all(sql`select 1`),
    (closed) => closed.run(addNote('a')),
    (closed) => closed.batch([addNote('a')]),
    (closed) => closed.batch([]),
  ]
  for (const call of calls) {
    await assert.rejects(call(database), (error) =>
      error instanceof DatabaseError && error.code === 'closed' &&
      error.message === 'The database is closed')
  }
  await database.close()
})

test('a second close waits until the database is closed, too', async (t) => {
  const opened = openTestDatabase(t)
  const { database, elsewhere } = opened
  const write = database.run(addNote('a'))
  const first = database.close()
  await database.close()
  if (isFile) assertFolded(opened.path)
  assert.deepEqual(await elsewhere.read('select text from notes'), [['a']])
  await Promise.all([first, write])
})

test('a file that cannot be opened throws, and stays as it is', fileOnly('another one'), (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'test.db')
  const nowhere = join(folder, 'none', 'test.db')
  assert.throws(() => openSqlite({ path: nowhere, schema }), /unable to open/)
  writeFileSync(path, 'This is a letter to my aunt. '.repeat(100))
  assert.throws(() => openSqlite({ path, schema }), /not a database/)
  assert.match(readFileSync(path, 'utf8'), /^This is a letter/)
})

test('a database of a newer program is refused, and can be opened by that one again', async (t) => {
  const place = await openTestDatabase(t).place()
  const newer = `${schema}\n-- step 2: more\ncreate table more (id integer primary key) strict;`
  const read = async (text: string) => {
    const database = openPlace(place, { schema: text })
    const rows = await database.all(sql`select * from more`)
    await database.close()
    return rows
  }
  assert.deepEqual(await read(newer), [])
  await assert.rejects(read(schema), NewerSchemaError)
  assert.deepEqual(await read(newer), [])
})

test('a log that grew while someone was reading is cut afterwards', withLog, async (t) => {
  const { database, path, openOther } = openTestDatabase(t)
  const reader = openOther()
  reader.exec('begin; select * from notes')
  await database.run(sql`create table large (content blob) strict`)
  await database.run(sql`insert into large values (randomblob(20000000))`)
  assert.ok(statSync(`${path}-wal`).size > 20_000_000)
  reader.exec('commit')
  // The first of them is copied into the file with all the rest, and the second one begins anew.
  for (const text of ['a', 'b', 'c']) await database.run(addNote(text))
  assert.ok(statSync(`${path}-wal`).size <= 16 * 1024 * 1024)
})

const mayHaveRights = isWindows ? { skip: true } : fileOnly('its rights')

test('only its user can read a new database and its log', mayHaveRights, async (t) => {
  const folder = temporaryFolder(t)
  const old = process.umask(0o022)
  t.after(() => process.umask(old))
  const database = openSqlite({ path: join(folder, 'test.db'), schema })
  await database.run(addNote('a'))
  const modes = readdirSync(folder).map((name) => [name, modeOf(join(folder, name))])
  assert.deepEqual(modes, [['test.db', 0o600], ['test.db-shm', 0o600], ['test.db-wal', 0o600]])
  await database.close()
})

test('a file that was deleted or replaced while it was open is noticed', withName, async (t) => {
  const { database, path } = openTestDatabase(t)
  assert.equal(database.isReplaced(), false)
  await database.run(addNote('a'))
  assert.equal(database.isReplaced(), false)
  renameSync(path, `${path}.away`)
  assert.equal(database.isReplaced(), true)
  writeFileSync(path, '')
  assert.equal(database.isReplaced(), true)
  const writes = ['b', 'c'].map((text) => database.run(addNote(text)))
  for (const write of writes) await assert.rejects(write, { code: 'replaced' })
  assert.equal((await database.all(sql`select * from notes`)).length, 1, 'reads go on')
  renameSync(`${path}.away`, path)
  assert.equal(database.isReplaced(), false)
  await database.run(addNote('d'))
})

test('what is stored in a file that is replaced meanwhile is refused', withName, async (t) => {
  const { database, path } = openTestDatabase(t)
  await database.run(addNote('a'))
  const { text, values } = addNote('b')
  // The values are read after the file was looked at, in the middle of the transaction.
  const late = database.run({ text, get values() {
    renameSync(path, `${path}.away`)
    return values
  } })
  const other = database.run(addNote('c'))
  for (const write of [late, other]) await assert.rejects(write, { code: 'replaced' })
  renameSync(`${path}.away`, path)
  await database.run(addNote('d'))
})

function assertFolded(path: string): void {
  assert.deepEqual(readdirSync(join(path, '..')), ['test.db'], 'the log is folded into the file')
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}

function onlyValue(row: unknown): unknown {
  return typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined
}
