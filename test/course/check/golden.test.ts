// What the checker says of programs that fail in the worst ways, down to the byte. The reports are
// in golden/; after an intended change:
//   node --test --test-update-snapshots test/course/check/golden.test.ts

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import type { Report } from '../../../src/course/check/report.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const check = defineCheck({
  findings: {
    'wrong-text': {
      title: 'The text is another', why: 'Why', hint: 'Hint?', read: 'lesson:start-here',
    },
  },
  steps: [
    step('GET / says hello', async ({ send, fail, fresh }) => {
      const plan = {
        target: `/${fresh.word()}`, headers: [['X-Number', String(fresh.integer(1, 9))]],
      } as const
      const exchange = await send({ ...plan, timeoutMs: 300 })
      if (exchange.answer.text === 'hello\n') return
      return fail('wrong-text', {
        exchange, mark: 'body', expected: 'hello', actual: exchange.answer.text,
      })
    }),
    step('GET / again', async ({ send }) => void await send({ target: '/', timeoutMs: 300 })),
  ],
})

const start =
  "import { createServer } from 'node:net'\ncreateServer((socket) => socket.once('data', () => {\n"
const end = '\n})).listen(process.env.PORT)\n'
const answering = (code: string) => start + code + end
const headOf = (length: number | string) =>
  `HTTP/1.1 200 OK\\r\\nContent-Length: ${length}\\r\\n\\r\\n`

const programs: [name: string, finding: string, text: string][] = [
  ['no-syntax', 'syntax-error', "const text = 'no end\nconsole.log(text)\n"],
  ['crash-at-start', 'crashed-at-start', "const users: string[] = []\nusers.at(0)!.trim()\n"],
  ['no-json-at-start', 'crashed-at-start', "JSON.parse('{')\n"],
  ['rejection-at-start', 'crashed-at-start', "await Promise.reject(new Error('No database'))\n"],
  ['ended-at-start', 'ended-at-start', "console.log('Done')\n"],
  ['never-listening', 'never-listening', 'setInterval(() => {}, 1000)\n'],
  ['hard-coded-port', 'hard-coded-port', answering('').replace('process.env.PORT', '43211')],
  ['hang', 'no-answer', answering('')],
  ['hang-up', 'closed-without-answer', answering('socket.end()')],
  ['cut', 'closed-without-answer', answering('socket.resetAndDestroy()')],
  ['garbage', 'not-http', answering("socket.end(Buffer.from([0, 255, 10, 13, 200, 65]))")],
  ['html-without-head', 'not-http', answering("socket.end('<h1>hello</h1>')")],
  [
    'line-feeds-alone', 'not-http',
    answering("socket.end('HTTP/1.1 200 OK\\nContent-Length: 6\\n\\nhello\\n')"),
  ],
  ['half-head', 'half-answer', answering("socket.end('HTTP/1.1 200 OK\\r\\nContent-Len')")],
  ['half-body', 'half-answer', answering(`socket.end('${headOf(600)}hello')`)],
  ['half-body-and-open', 'half-answer', answering(`socket.write('${headOf(600)}hello')`)],
  [
    'no-length-and-open', 'endless-answer',
    answering("socket.write('HTTP/1.1 200 OK\\r\\n\\r\\nhello')"),
  ],
  ['endless-body', 'endless-answer', answering(
    "socket.write('HTTP/1.1 200 OK\\r\\n\\r\\n')\n"
      + "const timer = setInterval(() => socket.write('hello'.repeat(1000)), 5)\n"
    + "socket.on('error', () => {})\nsocket.on('close', () => clearInterval(timer))")],
  [
    'crash-in-the-middle', 'crashed',
    answering("socket.write('HTTP/1.1 200 OK\\r\\n')\nthrow new Error('No such user')"),
  ],
  ['exit-in-the-middle', 'exited', answering('process.exit()')],
  ['wrong-text', 'wrong-text', answering(`socket.end('${headOf(4)}bye\\n')`)],
]

for (const [name, finding, text] of programs) {
  test(name, async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'exercise.ts'), text)
    const report = await runCheck({ lesson: 'golden', check, folder, seed: 7 })
    assert.equal(report.finding?.id, finding, JSON.stringify(report, null, 2))
    const path = join(import.meta.dirname, 'golden', `${name}.json`)
    t.assert.fileSnapshot(steady(report, folder), path)
  })
}

// Ports, folders, times and how an endless body was cut differ from run to run.
function steady(report: Report, folder: string): unknown {
  const text = JSON.stringify({ ...report, durationMs: 0 })
    .replaceAll(folder, 'my')
    // 3001 is the port of `run`: what a learner repeats by hand goes there.
    .replace(/localhost:(?!3001\b)\d+/g, 'localhost:PORT')
    .replace(/PORT was \d+/g, 'PORT was PORT')
    .replace(/on port \d+/g, 'on port PORT')
    .replace(/(?:hello){9,}[^"]*/g, 'hello, and so on')
    .replace(/Node\.js v[\d.]+/, 'Node.js VERSION')
  return JSON.parse(text)
}
