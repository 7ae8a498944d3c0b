// The program that looks after the database file.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { openSqlite } from '../../src/database/sqlite.ts'
import { checkSecret } from '../../src/services/secretFingerprint.ts'
import { schema } from '../freshDatabase.ts'
import { Program, startServer } from '../program.ts'
import { ask } from '../serverProcess.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const headers = { 'content-type': 'application/json' }

async function run(t: TestContext, DATA: string, words: string[], input = '') {
  const program = new Program(t, ['src/tools/database.ts', ...words], { DATA })
  program.child.stdin?.end(input)
  return { code: await program.ended(), output: program.output, errors: program.errors }
}

type Running = { DATA: string; port: number }

// Each link has a number: what a copy holds can be held against what was answered.
async function makeLink({ port }: Running, number: number): Promise<void> {
  const body = JSON.stringify({ target: 'https://example.com/kept', slug: `kept${number}` })
  assert.equal((await ask(port, '/api/links', { method: 'POST', headers, body })).status, 201)
}

async function serverWithLink(t: TestContext): Promise<Running> {
  const DATA = temporaryFolder(t)
  const running = { DATA, port: await startServer(t, { DATA }).port() }
  await makeLink(running, 1)
  return running
}

test('a backup is an intact copy, also while the server writes', async (t) => {
  const running = await serverWithLink(t)
  const file = join(temporaryFolder(t), 'copy.db')
  let made = 1
  let isDone = false
  const backup = run(t, running.DATA, ['backup', file]).finally(() => (isDone = true))
  while (!isDone) await makeLink(running, (made += 1))
  const { code, output, errors } = await backup
  assert.equal(code, 0, errors)
  assert.match(output, /copy\.db is intact\n/)
  const slugs = slugsIn(file)
  assert.ok(made > 1, 'nothing was written at the same time')
  assert.ok(slugs.length >= 1 && slugs.length <= made)
  assert.deepEqual(slugs, slugs.map((_, index) => `kept${index + 1}`))
})

test('a killed backup leaves no file under its name, and the next one cleans up', async (t) => {
  const { DATA } = await serverWithLink(t)
  const database = new DatabaseSync(join(DATA, 'groundwork.db'))
  database.exec('create table large (content blob)')
  database.exec('insert into large values (randomblob(60000000))')
  database.close()
  const folder = temporaryFolder(t)
  const file = join(folder, 'copy.db')
  const first = new Program(t, ['src/tools/database.ts', 'backup', file], { DATA })
  // As soon as it writes: it can't be finished by then.
  while (readdirSync(folder).length === 0) await setImmediate()
  first.child.kill('SIGKILL')
  assert.equal(await first.ended(), 'SIGKILL')
  const left = readdirSync(folder)
  assert.ok(left.length > 0 && left.every((name) => /\.part(-journal)?$/.test(name)), String(left))
  const { code, errors } = await run(t, DATA, ['backup', file])
  assert.equal(code, 0, errors)
  assert.deepEqual(readdirSync(folder), ['copy.db'])
})

test('a backup is never written over another file', async (t) => {
  const { DATA } = await serverWithLink(t)
  const file = join(temporaryFolder(t), 'precious.txt')
  writeFileSync(file, 'do not lose me')
  const { code, errors } = await run(t, DATA, ['backup', file])
  assert.equal(code, 1)
  assert.match(errors, /precious\.txt exists already: choose another name/)
  assert.equal(readFileSync(file, 'utf8'), 'do not lose me')
})

test('a backup that fails says where, and leaves no file behind', async (t) => {
  const DATA = temporaryFolder(t)
  writeFileSync(join(DATA, 'groundwork.db'), 'This is no database. '.repeat(50))
  const file = join(DATA, 'copy.db')
  const failed = await run(t, DATA, ['backup', file])
  assert.equal(failed.code, 1)
  assert.match(failed.errors, /not a database/)
  assert.ok(!existsSync(file), 'the next try would be told that the file exists')
})

const skipWindows = process.platform === 'win32'

test('a backup without room says where, and leaves nothing', { skip: skipWindows }, async (t) => {
  const { DATA } = await serverWithLink(t)
  const folder = temporaryFolder(t)
  // No file may get larger than a few blocks, so SQLite fails as it does on a full disk.
  const command = 'ulimit -f 16; exec "$0" src/tools/database.ts backup "$1"'
  const words = ['-c', command, process.execPath, join(folder, 'copy.db')]
  const { status, stderr } = spawnSync('sh', words, {
    cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8',
    // A coverage file that is cut off would keep Node's runner from reading all the others.
    env: { ...process.env, DATA, NODE_V8_COVERAGE: undefined, NODE_COMPILE_CACHE: undefined },
  })
  assert.equal(status, 1)
  assert.ok(stderr.startsWith(`Can't write a copy of the database to ${folder} (SQLite: `), stderr)
  assert.deepEqual(readdirSync(folder), [])
})

test('a backup is restored once the server has stopped', async (t) => {
  const DATA = temporaryFolder(t)
  const server = startServer(t, { DATA })
  const running = { DATA, port: await server.port() }
  await makeLink(running, 1)
  const file = join(temporaryFolder(t), 'copy.db')
  assert.equal((await run(t, DATA, ['backup', file])).code, 0)
  await makeLink(running, 2)
  const refused = await run(t, DATA, ['restore', file])
  assert.equal(refused.code, 1)
  assert.match(refused.errors, /Another program has .*groundwork\.db open: stop the server/)
  // As after a power cut: the log is still there.
  server.child.kill('SIGKILL')
  await server.ended()
  assert.ok(existsSync(join(DATA, 'groundwork.db-wal')))
  const { code, output, errors } = await run(t, DATA, ['restore', file])
  assert.equal(code, 0, errors)
  const [, kept] = /replaced is now (.*)\n/.exec(output) ?? []
  assert.deepEqual(slugsIn(join(DATA, 'groundwork.db')), ['kept1'])
  assert.deepEqual(slugsIn(String(kept)), ['kept1', 'kept2'])
  const port = await startServer(t, { DATA }).port()
  assert.equal((await ask(port, '/kept1', { redirect: 'manual' })).status, 302)
})

test('every command refuses a backup next to the log of another database', async (t) => {
  const { DATA } = await serverWithLink(t)
  const file = join(temporaryFolder(t), 'copy.db')
  assert.equal((await run(t, DATA, ['backup', file])).code, 0)
  const folder = temporaryFolder(t)
  copyFileSync(file, join(folder, 'groundwork.db'))
  writeFileSync(join(folder, 'groundwork.db-wal'), 'commits of another database')
  for (const words of [['check'], ['shell'], ['backup', join(folder, 'copy.db')]]) {
    const { code, errors } = await run(t, folder, words)
    assert.equal(code, 1, String(words))
    assert.match(errors, /-wal is the log of another database: .* restore FILE/, String(words))
  }
  const users = new Program(t, ['src/tools/users.ts', 'list'], { DATA: folder })
  assert.equal(await users.ended(), 1)
  assert.match(users.errors, /-wal is the log of another database/)
})

test('check tells an intact file from a damaged one', async (t) => {
  const { DATA } = await serverWithLink(t)
  assert.equal((await run(t, DATA, ['check'])).code, 0)
  const folder = temporaryFolder(t)
  const file = join(folder, 'copy.db')
  assert.equal((await run(t, DATA, ['backup', file])).code, 0)
  const damaged = temporaryFolder(t)
  copyFileSync(file, join(damaged, 'groundwork.db'))
  const handle = openSync(join(damaged, 'groundwork.db'), 'r+')
  writeSync(handle, Buffer.alloc(6_000, 0xff), 0, 6_000, 9_000)
  closeSync(handle)
  const verdict = await run(t, damaged, ['check'])
  assert.equal(verdict.code, 1)
  assert.match(verdict.errors, /damaged|malformed/)
})

test('check names a row that refers to nothing', async (t) => {
  const running = await serverWithLink(t)
  const folder = temporaryFolder(t)
  const file = join(folder, 'groundwork.db')
  assert.equal((await run(t, running.DATA, ['backup', file])).code, 0)
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  database.exec('delete from owners')
  database.close()
  const { code, errors } = await run(t, folder, ['check'])
  assert.equal(code, 1)
  assert.match(errors, /damaged:\nA row of links refers to a row of owners that isn't there\n/)
})

test('the shell says where the file is, answers SQL, and cannot write', async (t) => {
  const { DATA } = await serverWithLink(t)
  const input = 'select slug from links\n\ndelete from links\nnonsense\nselect 1 where 0\n'
  const { code, output } = await run(t, DATA, ['shell'], input)
  assert.equal(code, 0)
  assert.ok(output.includes(join(DATA, 'groundwork.db')))
  assert.match(output, /slug: 'kept1'/)
  assert.match(output, /1 row\n/)
  assert.match(output, /readonly/)
  assert.match(output, /syntax error/)
  assert.match(output, /0 rows\n/)
})

test('the shell answers a last line that has no end', async (t) => {
  const { DATA } = await serverWithLink(t)
  const { code, output, errors } = await run(t, DATA, ['shell'], 'select slug from links')
  assert.match(output, /slug: 'kept1'/)
  assert.equal(errors, '')
  assert.equal(code, 0)
})

test('the shell refuses whatever would change something', async (t) => {
  const { DATA } = await serverWithLink(t)
  const changes = [
    'delete from links', "update links set target = 'https://example.com/other'",
    'drop table links', 'create table mine (id integer)', 'pragma user_version = 7',
    `attach database '${join(DATA, 'other.db')}' as other`,
    `vacuum into '${join(DATA, 'copy.db')}'`,
  ]
  const { output } = await run(t, DATA, ['shell'], changes.map((line) => `${line}\n`).join(''))
  assert.equal(output.match(/readonly|unable to open/g)?.length, changes.length, output)
  assert.deepEqual(slugsIn(join(DATA, 'groundwork.db')), ['kept1'])
  assert.ok(!existsSync(join(DATA, 'copy.db')), 'a copy would be readable to everybody')
})

test('another secret is accepted once no server has the database open', async (t) => {
  const DATA = temporaryFolder(t)
  const path = join(DATA, 'groundwork.db')
  const database = openSqlite({ path, schema })
  await checkSecret(database, new Uint8Array(32).fill(1))
  const early = await run(t, DATA, ['new-secret'])
  assert.equal(early.code, 1)
  assert.match(early.errors, /groundwork\.db open: stop the server and all other programs first/)
  await database.close()
  const { code, output, errors } = await run(t, DATA, ['new-secret'])
  assert.equal(code, 0, errors)
  assert.match(output, /The next server that starts decides/)
  const again = openSqlite({ path, schema })
  await checkSecret(again, new Uint8Array(32).fill(2))
  await again.close()
})

test('a cluster that cannot be read names its setting', async (t) => {
  const settings = { DATA: temporaryFolder(t), DATABASE_URL: 'rqlite://' }
  const program = new Program(t, ['src/tools/database.ts', 'check'], settings)
  assert.equal(await program.ended(), 1)
  assert.match(program.errors, /^DATABASE_URL: can't read the host ""/)
})

test('what it cannot do is said', async (t) => {
  const DATA = temporaryFolder(t)
  const rows: [words: string[], says: RegExp][] = [
    [[], /Usage/], [['polish'], /Usage/], [['backup'], /Usage/], [['check', 'more'], /Usage/],
    [['restore'], /Usage/],
    [['restore', join(DATA, 'none.db')], /There is no file .*none\.db/],
    [['check'], /no database at .*start the server once/],
    [['shell'], /no database at .*start the server once/],
    [['new-secret'], /no database at .*start the server once/],
    [['new-secret', 'x'], /Usage/],
    [['backup', join(DATA, 'copy.db')], /no database at .*start the server once/],
    [['--what'], /^Unknown option '--what'\nUsage/],
    [['backup', ' '], /^Usage/], [['restore', ''], /^Usage/],
  ]
  for (const [words, says] of rows) {
    const { code, errors } = await run(t, DATA, words)
    assert.equal(code, 1, words.join(' '))
    assert.match(errors, says, words.join(' '))
    assert.doesNotMatch(errors, /^ +at /m, words.join(' '))
  }
  assert.deepEqual(readdirSync(DATA), [])
})

const isRoot = process.platform !== 'linux' || process.getuid?.() === 0

test('a database that this user cannot see is not called missing', { skip: isRoot }, async (t) => {
  const { DATA } = await serverWithLink(t)
  chmodSync(DATA, 0)
  t.after(() => chmodSync(DATA, 0o700))
  const { code, errors } = await run(t, DATA, ['check'])
  assert.equal(code, 1)
  assert.match(errors, /^Can't use .*groundwork\.db: you don't have permission/)
})

const skipOthers = process.platform !== 'linux'

test('a backup to a folder without rights says so', { skip: skipOthers }, async (t) => {
  const { DATA } = await serverWithLink(t)
  // Not even root can create a file there.
  const { code, errors } = await run(t, DATA, ['backup', '/sys/copy.db'])
  assert.equal(code, 1)
  assert.match(errors, /^Can't use \/sys\/.*: (?:you don't have permission|this disk is read-only)/)
})

test('an error about a file names the file', async (t) => {
  const { DATA } = await serverWithLink(t)
  const folder = temporaryFolder(t)
  const taken = join(folder, 'taken.db')
  symlinkSync(join(folder, 'nowhere.db'), taken)
  const backup = await run(t, DATA, ['backup', taken])
  assert.equal(backup.errors, `${taken} exists already: choose another name\n`)
  assert.deepEqual(readdirSync(folder), ['taken.db'])
  const path = join(folder, 'groundwork.db')
  mkdirSync(path)
  for (const words of [['check'], ['backup', join(folder, 'copy.db')]]) {
    const { code, errors } = await run(t, folder, words)
    assert.equal(code, 1)
    assert.ok(errors.startsWith(`Can't use ${path} (SQLite: `), errors)
  }
  const { code, output } = await run(t, DATA, ['--help'])
  assert.deepEqual([code, output.startsWith('Usage: npm run database')], [0, true])
})

function slugsIn(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database.prepare('select slug from links order by id').all()
  database.close()
  return rows.map((row) => row['slug'])
}
