// The program that looks after the database file.

import assert from 'node:assert/strict'
import { copyFileSync, existsSync, openSync, closeSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { Program, startServer } from '../program.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const headers = { 'content-type': 'application/json' }

async function run(t: TestContext, DATA: string, words: string[], input = '') {
  const program = new Program(t, ['src/tools/database.ts', ...words], { DATA })
  program.child.stdin?.end(input)
  return { code: await program.ended(), output: program.output, errors: program.errors }
}

async function serverWithLink(t: TestContext): Promise<string> {
  const DATA = temporaryFolder(t)
  const server = startServer(t, { DATA })
  const body = JSON.stringify({ target: 'https://example.com/kept', slug: 'kept' })
  const url = `http://127.0.0.1:${await server.port()}/api/links`
  assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 201)
  return DATA
}

test('a backup is made while the server runs, and never over another file', async (t) => {
  const DATA = await serverWithLink(t)
  const folder = temporaryFolder(t)
  const file = join(folder, 'groundwork.db')
  const backup = await run(t, DATA, ['backup', file])
  assert.equal(backup.code, 0, backup.errors)
  assert.match(backup.output, /intact/)
  const select = 'select target from links\n'
  assert.match((await run(t, folder, ['shell'], select)).output, /example\.com\/kept/)
  const before = readFileSync(file)
  const again = await run(t, DATA, ['backup', file])
  assert.equal(again.code, 1)
  assert.match(again.errors, /exists already/)
  assert.deepEqual(readFileSync(file), before)
})

test('check tells an intact file from a damaged one', async (t) => {
  const DATA = await serverWithLink(t)
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

test('the shell says where the file is, answers SQL, and cannot write', async (t) => {
  const DATA = await serverWithLink(t)
  const input = 'select slug from links\n\ndelete from links\nnonsense\nselect 1 where 0\n'
  const { code, output } = await run(t, DATA, ['shell'], input)
  assert.equal(code, 0)
  assert.ok(output.includes(join(DATA, 'groundwork.db')))
  assert.match(output, /slug: 'kept'/)
  assert.match(output, /1 row\n/)
  assert.match(output, /readonly/)
  assert.match(output, /syntax error/)
  assert.match(output, /0 rows\n/)
})

test('what it cannot do is said', async (t) => {
  const DATA = temporaryFolder(t)
  const rows: [words: string[], says: RegExp][] = [
    [[], /Usage/], [['polish'], /Usage/], [['backup'], /Usage/], [['check', 'more'], /Usage/],
    [['check'], /no database at .*start the server once/], [['--what'], /--what/],
  ]
  for (const [words, says] of rows) {
    const { code, errors } = await run(t, DATA, words)
    assert.equal(code, 1, words.join(' '))
    assert.match(errors, says, words.join(' '))
  }
  assert.ok(!existsSync(join(DATA, 'groundwork.db')))
})
