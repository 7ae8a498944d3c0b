// What the preload tells about a program, and that it changes nothing there.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type TestContext } from 'node:test'
import { parseEvent, type ProgramEvent } from '../../../src/course/check/events.ts'
import { runProgram } from '../../../src/course/check/program.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

type Told = { events: readonly ProgramEvent[]; output: string; exitCode: number | undefined }

async function run(t: TestContext, program: string): Promise<Told & { folder: string }> {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), program)
  const result = await runProgram({ folder }, { timeoutMs: 10_000, signal: undefined })
  return { ...result, folder }
}

test('listening, a request and its response are reported', async (t) => {
  const { events } = await run(t, `
    import { createServer } from 'node:http'
    const server = createServer((request, response) => {
      response.statusCode = 201
      response.end('hello')
    })
    server.listen(0, '127.0.0.1', async () => {
      await fetch('http://127.0.0.1:' + server.address().port + '/books?a=b', { method: 'PUT' })
      server.close()
      server.closeAllConnections()
    })`)
  const [listening, request, answered] = events
  assert.ok(listening?.event === 'listening' && listening.port > 0)
  assert.deepEqual([listening.address, listening.scheme], ['127.0.0.1', undefined])
  assert.deepEqual(request, { event: 'request', id: 1, method: 'PUT', target: '/books?a=b' })
  assert.ok(answered?.event === 'answered' && answered.ms >= 0)
  assert.deepEqual([answered.id, answered.status, events.length], [1, 201, 3])
})

test('a server that speaks something else than plain HTTP says so', async (t) => {
  for (const [name, scheme] of [['net', 'tcp'], ['https', 'https']] as const) {
    const { events } = await run(t, `
      import { createServer } from 'node:${name}'
      const server = createServer().listen(0, () => server.close())`)
    const [listening] = events
    assert.ok(listening?.event === 'listening')
    assert.equal(listening.scheme, scheme)
  }
})

test('a crash is told with the file and the line of the learner', async (t) => {
  const rows: [program: string, line: number | undefined, message: string][] = [
    ["\n\nthrow new Error('No book')", 3, 'No book'],
    ["\nfunction read() {\n  throw new TypeError('No book')\n}\nread()", 3, 'No book'],
    ["\nimport { readFileSync } from 'node:fs'\nreadFileSync('/no/such')", 3, 'ENOENT'],
    ["\nawait Promise.reject(new Error('No book'))", 2, 'No book'],
    ["\nasync function read() {\n  await null\n  throw new Error('x')\n}\nread()", 4, 'x'],
    ["const error = new Error('x')\n"
      + "error.stack = 'Error: x\\n    at async ' + import.meta.url + ':7:1'\nthrow error", 7, 'x'],
    ["throw 'a text'", undefined, 'a text'],
    ["const error = new Error('x')\nerror.stack = 5\nthrow error", undefined, 'x'],
  ]
  for (const [program, line, message] of rows) {
    const { events, folder } = await run(t, program)
    const crash = events.find(({ event }) => event === 'crash')
    assert.ok(crash?.event === 'crash', program)
    assert.ok(crash.message.includes(message), program)
    const file = line === undefined ? undefined : join(folder, 'exercise.ts')
    assert.deepEqual([crash.file, crash.line], [file, line], program)
  }
})

test('a program ends as it would without the preload, whatever it throws', async (t) => {
  for (const thrown of ['Object.create(null)', 'Symbol("a")', 'undefined', 'new Error("a")']) {
    const { exitCode, output } = await run(t, `throw ${thrown}`)
    assert.equal(exitCode, 1, thrown)
    assert.doesNotMatch(output, /preload/, thrown)
  }
})

test('SQL is told', async (t) => {
  const { events } = await run(t, `
    import { DatabaseSync } from 'node:sqlite'
    const database = new DatabaseSync(':memory:')
    database.exec('create table books (title text)')
    database.prepare('select title from books where title = ?').all('Emma')`)
  const told = events.flatMap((event) => event.event === 'sql' ? [event.sql] : [])
  // Not every Node tells it.
  if (told.length === 0) return t.skip('This Node does not tell of SQL')
  assert.ok(told.some((sql) => sql.includes('select title from books')), told.join('\n'))
})

test('of each statement, its values, its file and its connection are told', async (t) => {
  const { events } = await run(t, `
    import { DatabaseSync } from 'node:sqlite'
    const memory = new DatabaseSync(':memory:')
    const file = new DatabaseSync('books.db')
    file.exec('create table books (title text)')
    file.prepare('insert into books values (?)').run("O'Brien")
    memory.prepare('select ?').get('a'.repeat(50_000))`)
  const told = events.flatMap((event) => event.event === 'sql' ? [event] : [])
  if (told.length === 0) return t.skip('This Node does not tell of SQL')
  const [table, insert, long] = told.map(({ sql, connection, file = '' }) =>
    [sql, connection, basename(file)])
  assert.deepEqual(table, ['create table books (title text)', 1, 'books.db'])
  assert.deepEqual(insert, ["insert into books values ('O''Brien')", 1, 'books.db'])
  assert.deepEqual(long, [`select '${'a'.repeat(19_992)}`, 2, ''])
})

test('what a forked process sends its parent is left alone', async (t) => {
  const { output } = await run(t, `
    import { fork } from 'node:child_process'
    import { createServer } from 'node:net'
    if (process.send === undefined) {
      fork('exercise.ts').on('message', (message) => console.log('Got', message))
    } else {
      const server = createServer().listen(0, () => {
        server.close()
        process.send('hello', () => process.disconnect())
      })
    }`)
  assert.equal(output, 'Got hello\n')
})

test('a file that takes the place of the pipe is left alone', async (t) => {
  const { folder, exitCode } = await run(t, `
    import { closeSync, openSync } from 'node:fs'
    import { createServer } from 'node:net'
    closeSync(3)
    if (openSync('own.txt', 'w') !== 3) process.exit(5)
    const server = createServer().listen(0, () => server.close())`)
  assert.equal(exitCode, 0)
  assert.equal(readFileSync(join(folder, 'own.txt'), 'utf8'), '')
})

test('the preload is silent where nobody listens to it', async (t) => {
  const preload = new URL('../../../src/course/check/preload.ts', import.meta.url).href
  const folder = temporaryFolder(t)
  const file = join(folder, 'program.mjs')
  writeFileSync(file, `
    import { createServer } from 'node:net'
    const server = createServer().listen(0, () => { console.log('Listens'); server.close() })`)
  const child = spawn(process.execPath, ['--import', preload, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.deepEqual([output, errors.replace(/.*Warning.*\n/g, '')], ['Listens\n', ''])
})

test('every line on the pipe is an event', async (t) => {
  const preload = new URL('../../../src/course/check/preload.ts', import.meta.url).href
  const file = join(temporaryFolder(t), 'program.mjs')
  writeFileSync(file, "throw new Error('a\\nb')")
  const child = spawn(process.execPath, ['--import', preload, file], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const pipe = child.stdio[3]
  assert.ok(pipe && 'readable' in pipe)
  let told = ''
  for await (const piece of pipe) told += String(piece)
  assert.match(told, /^[^\n]+\n$/)
  assert.ok(parseEvent(told.trim()))
})
