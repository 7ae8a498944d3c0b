// What a report says to repeat is pasted into a real shell, and what arrives is compared with what
// was sent: the same bytes, in the same pieces.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import { openConnection } from '../../../src/course/check/rawConnection.ts'
import { parsePiece, repeatCommand } from '../../../src/course/check/repeat.ts'
import { toByteText, type WireTurn } from '../../../src/course/check/report.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { Program } from '../../program.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const sent = (...pieces: string[]): WireTurn => {
  const ends = pieces.map((_, index) => pieces.slice(0, index + 1).join('').length)
  const bytes = pieces.join('')
  return { direction: 'sent', bytes, ...(pieces.length > 1 && { pieces: ends }) }
}
const received: WireTurn = { direction: 'received', bytes: 'HTTP/1.1 200 OK\r\n\r\n' }

test('the command is curl where it can be, and else it sends the pieces', () => {
  const rows: [turns: WireTurn[], command: string | undefined][] = [
    [[sent('GET / HTTP/1.1\r\nHost: localhost:80\r\n\r\n')], 'curl -i http://localhost:3001/'],
    [
      [sent('GET / HTTP/1.1\r\nHost: localhost:80\r\nOrigin: http://localhost:80\r\n\r\n')],
      "curl -i http://localhost:3001/ -H 'Origin: http://localhost:3001'",
    ],
    [[sent('hello\n')], "npm run -s learn -- send 'hello\\n'"],
    [[sent('a', "it's \\", '\0\xff')], "npm run -s learn -- send 'a' 'it\\x27s \\\\' '\\x00\\xff'"],
    [
      [sent('GET / HTTP/1.1\r\nHost: localhost:80\r\n', '\r\n')],
      "npm run -s learn -- send 'GET / HTTP/1.1\\r\\nHost: localhost:3001\\r\\n' '\\r\\n'",
    ],
    [[sent('a'), received, sent('b')], "npm run -s learn -- send 'a' 'b'"],
    [[received], undefined],
    [[], undefined],
    [[sent('a'.repeat(4_001))], undefined],
    [[sent('\0'.repeat(1_500))], undefined],
  ]
  for (const [turns, command] of rows) {
    assert.equal(repeatCommand(turns, 80), command, JSON.stringify(turns).slice(0, 200))
  }
})

test('a piece is read as it was written', () => {
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')
  const [, piece = ''] = /send '(.*)'$/.exec(repeatCommand([sent(all)], 80) ?? '') ?? []
  assert.equal(toByteText(parsePiece(piece)), all)
  assert.equal(Buffer.from(parsePiece('grün')).toString(), 'grün')
  for (const text of ['\\', '\\q', '\\x', '\\x0', '\\xgg', 'a\\']) {
    assert.throws(() => parsePiece(text), /Can't read \\/, text)
  }
})

test('a connection remembers the pieces that it sent', async (t) => {
  const { port } = await record(t)
  const connection = await openConnection({ host: '127.0.0.1', port })
  connection.write('one.')
  await connection.waitFor((text) => text.includes('\n'))
  await connection.writeInPieces('two three', 4, 1)
  const [first, , second] = connection.turns
  assert.deepEqual([first?.pieces, second?.pieces], [undefined, [4, 8, 9]])
  connection.destroy()
})

const skip = process.platform === 'win32' ? 'Windows has no sh' : false
test('send sends the pieces as they are and shows what comes back', { skip }, async (t) => {
  const { port, arrived } = await record(t)
  const pieces = ['GET', ' / HTTP/1.1\r\n', `"it's" $HOME \\ 50% \xff\0\xc3\xbc\r\n`, '.']
  const command = repeatCommand([sent(...pieces)], 80) ?? ''
  const program = join(import.meta.dirname, '../../../src/course/main.ts')
  // As variables, because the path of a folder may have quotes in it, too.
  const line = command.replace('npm run -s learn --', '"$NODE" "$PROGRAM"')
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --port ${port}`], {
    env: { ...process.env, NODE: process.execPath, PROGRAM: program },
  })
  assert.deepEqual(arrived, pieces)
  assert.match(stdout, /→ sent\n {4}GET \/ HTTP\/1\.1␍␊[^]*← received\n {4}4␊/)
})

test('send says when nothing listens', async (t) => {
  const { port, close } = await record(t)
  close()
  const program = new Program(t, ['src/course/main.ts', 'send', 'a', '--port', String(port)], {})
  assert.equal(await program.ended(), 1)
  assert.match(program.errors, /Nothing listens on port \d+\. To start your program: npm run learn/)
})

test('what asks for a file that is gone after the step is not repeated', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), `import { createServer } from 'node:http'
createServer((_, response) => response.end()).listen(process.env.PORT, '127.0.0.1')`)
  const texts = { title: 'No', why: 'No.', hint: 'No?', read: 'lesson:start-here' }
  const findings = { wrong: texts }
  for (const isRemoved of [true, false]) {
    const file = join(folder, 'made.txt')
    const check = defineCheck({ findings, steps: [step('Made', async ({ send, fail }) => {
      writeFileSync(file, 'made')
      try {
        fail('wrong', { exchange: await send({ target: '/made.txt' }) })
      } finally {
        if (isRemoved) rmSync(file)
      }
    })] })
    const { finding } = await runCheck({ lesson: 'a', check, folder })
    const command = 'curl -i http://localhost:3001/made.txt'
    assert.equal(finding?.curl, isRemoved ? undefined : command)
  }
})

/** A server that records each packet as a text; after a full stop it says how many there were. */
async function record(t: TestContext) {
  const arrived: string[] = []
  const server = createServer((socket) => {
    t.after(() => socket.destroy())
    socket.on('error', () => undefined)
    socket.on('data', (data: Uint8Array) => {
      const text = toByteText(data)
      arrived.push(text)
      if (text.endsWith('.')) socket.write(`${arrived.length}\n`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => void server.close()
  t.after(close)
  const address = server.address()
  return { port: typeof address === 'object' ? address?.port ?? 0 : 0, arrived, close }
}
