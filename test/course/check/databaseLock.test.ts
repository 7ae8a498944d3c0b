// The lock that a check holds on a program's database file, and requests that have to wait for it.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import { sendWhileLocked, whileLocked } from '../../../src/course/check/databaseLock.ts'
import type { Finding } from '../../../src/course/check/finding.ts'
import { runCheck } from '../../../src/course/check/run.ts'
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

const reading = "database.prepare('select text from notes').get().text"

const rows: [what: string, handle: string, expected: string][] = [
  ['a program that reads first has seen the old state',
    `const text = ${reading}; database.exec('begin immediate'); database.exec('commit')
    response.end(text)`, '200 old'],
  ['one that takes the lock first sees the new state',
    `database.exec('begin immediate'); const text = ${reading}; database.exec('commit')
    response.end(text)`, '200 new'],
  ['one that does not wait may say that it is busy',
    'response.writeHead(503).end()', '503 '],
  ['another status from 500 on is a mistake', 'response.writeHead(500).end()', 'server-blamed'],
  ['a transaction of its own that stays open is found',
    `if (request.url === '/open') database.exec('begin immediate')
    response.end()`, 'unreadable-database'],
]

for (const [what, handle, expected] of rows) {
  test(`a request behind a lock: ${what}`, async (t) => {
    assert.equal(await send(t, handle), expected)
  })
}

// The finding, or else the status and the body.
async function send(t: TestContext, handle: string): Promise<string> {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), `
    import { createServer } from 'node:http'
    import { DatabaseSync } from 'node:sqlite'
    const database = new DatabaseSync(process.env.DATABASE, { timeout: 5_000 })
    database.exec('pragma journal_mode = wal; create table notes (text text not null)')
    database.exec("insert into notes values ('old')")
    createServer((request, response) => {
      ${handle}
    }).listen(Number(process.env.PORT), '127.0.0.1')`)
  let response = ''
  const finding: Finding = { title: 'A 5xx', why: 'It is one.', hint: 'Look.', read: 'RFC 9110' }
  const check = defineCheck({
    findings: { 'server-blamed': finding },
    steps: [step('A request', async (tools) => {
      await tools.send({ target: '/open' })
      const { answer } = await sendWhileLocked(tools, {
        target: '/', changes: [['update notes set text = ?', 'new']], expected: '200',
      })
      response = `${answer.status} ${answer.text}`
    })],
  })
  const report = await runCheck({ lesson: 'x', check, folder, seed: 1 })
  return report.finding?.id ?? response
}
