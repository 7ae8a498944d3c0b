import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { defineCheck } from '../../../src/course/check/check.ts'
import { survivalStep } from '../../../src/course/check/hostileRequests.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const check = defineCheck({ findings: {}, steps: [survivalStep('/a')] })

// What the handler does, and the finding; undefined if the program passes.
const rows: [name: string, code: string, finding: string | undefined][] = [
  ['any response is fine', "response.writeHead(500).end('no')", undefined],
  ['a path that is no URL', "new URL(request.url, 'http://localhost'); response.end()", 'crashed'],
  ['a bad percent sign', 'decodeURIComponent(request.url); response.end()', 'crashed'],
  ['only some methods', "if (request.method !== 'DELETE') response.end()", 'no-answer'],
  ['half a JSON', `let text = ''
    request.on('data', (bytes) => { text += bytes })
    request.on('end', () => { if (text) JSON.parse(text); response.end() })`, 'crashed'],
  ['a client that goes away', `response.on('close', () => {
      if (!response.writableFinished) throw new Error('gone')
    })
    setTimeout(() => response.end(), 30)`, 'crashed'],
]

for (const [name, code, finding] of rows) {
  test(`strange requests: ${name}`, async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'exercise.ts'), `import { createServer } from 'node:http'
      const server = createServer((request, response) => { ${code} })
      server.listen(process.env.PORT, '127.0.0.1')`)
    const report = await runCheck({ lesson: 'start-here', check, folder, seed: 1 })
    assert.equal(report.finding?.id, finding, JSON.stringify(report.finding))
  })
}
