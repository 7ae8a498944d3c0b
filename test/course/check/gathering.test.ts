// Requests that are sent together meet in the program.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { processesIn } from './processesIn.ts'

const visitors = 40

// Answers one request in each turn of the event loop, with the number of those that it knows of.
const counter = `
  import { createServer } from 'node:http'
  const waiting = []
  createServer((request, response) => {
    if (request.url === '/end') process.exit(1)
    waiting.push(response)
    setTimeout(() => response.end(String(waiting.length)), 1)
  }).listen(process.env.PORT, '127.0.0.1')`

test('requests that are sent together arrive before the first is handled', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), counter)
  const counts: string[][] = []
  const check = defineCheck({
    findings: {},
    steps: [
      step('Sends many', async ({ send, startCopy, together }) => {
        const copy = await startCopy()
        const places = Array.from({ length: visitors * 2 }, (_, index) =>
          index % 2 ? copy : { send })
        const exchanges = await together(() =>
          Promise.all(places.map((place) => place.send({ target: '/' }))))
        counts.push(exchanges.map(({ answer }) => answer.text))
      }),
      step('Sends what ends it', async ({ send, together }) => {
        await together(() => send({ target: '/end' }))
      }),
    ],
  })
  const { finding } = await runCheck({ lesson: 'x', check, folder, seed: 1 })
  assert.deepEqual(counts, [Array(visitors * 2).fill(String(visitors))])
  assert.equal(finding?.id, 'crashed', 'a program that ends meanwhile is reported as always')
  assert.deepEqual(processesIn(folder), [])
})
