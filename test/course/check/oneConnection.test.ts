// Requests over one connection, to programs that keep it and to programs that close it.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import { overOneConnection } from '../../../src/course/check/oneConnection.ts'
import type { Report } from '../../../src/course/check/report.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

type Found = { texts: string[]; turns: number[] }

// Each program responds with the number of its connection.
const http = (headers: string) => `
  import { createServer } from 'node:http'
  let count = 0
  createServer((request, response) => {
    response.writeHead(200, ${headers}).end(String(count))
  }).on('connection', () => { count += 1 }).listen(Number(process.env.PORT), '127.0.0.1')`

const rows: [what: string, program: string, connections: number][] = [
  ['a program that keeps its connections', http('{}'), 2],
  ['one that says that it closes them', http("{ connection: 'close' }"), 4],
  ['one that closes them without a word', `
    import { createServer } from 'node:net'
    let count = 0
    createServer((socket) => {
      count += 1
      const text = String(count)
      socket.once('data', () => socket.end(
        'HTTP/1.1 200 OK\\r\\nContent-Length: ' + text.length + '\\r\\n\\r\\n' + text))
      socket.on('error', () => {})
    }).listen(Number(process.env.PORT), '127.0.0.1')`, 4],
]

for (const [what, program, connections] of rows) {
  test(`requests over one connection: ${what}`, async (t) => {
    const found = await ask(t, program)
    assert.equal(found.texts.length, 4)
    assert.equal(new Set(found.texts).size, connections)
    assert.deepEqual(found.turns, [2, 2, 2])
  })
}

test('a program that serves one connection at a time can go on afterwards', async (t) => {
  const { texts } = await ask(t, `
    import { createServer } from 'node:http'
    const server = createServer((request, response) => { response.end('fine') })
    server.maxConnections = 1
    server.listen(Number(process.env.PORT), '127.0.0.1')`)
  assert.deepEqual(texts, ['fine', 'fine', 'fine', 'fine'])
})

test('the request that ended a program is shown', async (t) => {
  const report = await run(t, `
    import { createServer } from 'node:http'
    let count = 0
    createServer((request, response) => {
      count += 1
      if (count === 3) throw new Error('Three')
      response.end('fine')
    }).listen(Number(process.env.PORT), '127.0.0.1')`)
  assert.equal(report.finding?.id, 'crashed')
  assert.match(report.finding.wire[0]?.bytes ?? '', /^POST \/ HTTP/)
})

async function ask(t: TestContext, program: string): Promise<Found> {
  const found: Found = { texts: [], turns: [] }
  const report = await run(t, program, found)
  assert.equal(report.finding, undefined)
  return found
}

async function run(
  t: TestContext, program: string, found: Found = { texts: [], turns: [] },
): Promise<Report> {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), program)
  const check = defineCheck({
    findings: {},
    steps: [step('Requests', async (tools) => {
      const body = 'x'
      await overOneConnection(tools, async ({ send }) => {
        for (let count = 0; count < 3; count += 1) {
          const { answer, turns } = await send({ method: 'POST', target: '/', body })
          found.texts.push(answer.text)
          found.turns.push(turns.length)
        }
      })
      found.texts.push((await tools.send({ target: '/' })).answer.text)
    })],
  })
  return runCheck({ lesson: 'x', check, folder, seed: 1 })
}
