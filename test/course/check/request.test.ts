import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import type { RequestPlan } from '../../../src/course/check/check.ts'
import { openConnection } from '../../../src/course/check/rawConnection.ts'
import { toByteText } from '../../../src/course/check/report.ts'
import { formatRequest, receiveAnswer } from '../../../src/course/check/request.ts'

test('a request gets what it needs, and keeps what it has', () => {
  const rows: [plan: RequestPlan, bytes: string][] = [
    [{ target: '/a' }, 'GET /a HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n'],
    [
      { target: '/', headers: [['host', 'b'], ['CONNECTION', 'keep-alive']] },
      'GET / HTTP/1.1\r\nhost: b\r\nCONNECTION: keep-alive\r\n\r\n',
    ],
    [
      { method: 'POST', target: '/', headers: [['Connection', 'x']], body: 'gr\u00fcn' },
      'POST / HTTP/1.1\r\nHost: localhost:80\r\nConnection: x\r\nContent-Length: 5\r\n\r\n'
      + 'gr\xc3\xbcn',
    ],
    [
      { target: '/', headers: [['Connection', 'x'], ['content-length', '9']], body: 'a' },
      'GET / HTTP/1.1\r\nHost: localhost:80\r\nConnection: x\r\ncontent-length: 9\r\n\r\na',
    ],
    [
      {
        target: '/', body: Buffer.from('0\r\n\r\n'),
        headers: [['Connection', 'x'], ['Transfer-Encoding', 'chunked']],
      },
      'GET / HTTP/1.1\r\nHost: localhost:80\r\nConnection: x\r\nTransfer-Encoding: chunked\r\n'
      + '\r\n0\r\n\r\n',
    ],
  ]
  for (const [plan, bytes] of rows) {
    assert.equal(toByteText(formatRequest(plan, 'localhost:80')), bytes)
  }
})

const ok = 'HTTP/1.1 200 OK\r\n'

test('a response is read to its end, whatever comes before and after it', async (t) => {
  const rows: [name: string, method: string, pieces: string[], told: [number, string]][] = [
    ['in one piece', 'GET', [`${ok}Content-Length: 2\r\n\r\nhi`], [200, 'hi']],
    ['byte by byte', 'GET', [...`${ok}Content-Length: 2\r\n\r\nhi`], [200, 'hi']],
    ['the end tells the length', 'GET', [`${ok}\r\nhi`, 'END'], [200, 'hi']],
    ['HTTP/1.0', 'GET', ['HTTP/1.0 200 OK\r\n\r\nhi', 'END'], [200, 'hi']],
    ['HTTP/1.0 without a body', 'GET', ['HTTP/1.0 204 No Content\r\n\r\n'], [204, '']],
    ['HEAD', 'HEAD', [`${ok}Content-Length: 2\r\n\r\n`], [200, '']],
    ['100 first', 'GET', ['HTTP/1.1 100 Continue\r\n\r\n', `${ok}Content-Length: 2\r\n\r\nhi`],
      [200, 'hi']],
    ['103, 102 and 100 first', 'GET', [
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nLink: </b>\r\n\r\nHTTP/1.1 102\r\n\r\n'
      + `HTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 2\r\n\r\nhi`,
    ], [200, 'hi']],
    ['101 is an answer', 'GET', ['HTTP/1.1 101 Switching Protocols\r\n\r\n'], [101, '']],
    ['trailers', 'GET', [
      `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 1\r\n`, 'X-B: 2\r\n\r\n',
    ], [200, 'hi']],
    ['a reset after the whole answer', 'GET', [`${ok}Content-Length: 2\r\n\r\nhi`, 'RESET'],
      [200, 'hi']],
  ]
  for (const [name, method, pieces, [status, text]] of rows) {
    const outcome = await answerOf(t, pieces, method)
    assert.ok('answer' in outcome, `${name}: ${JSON.stringify(outcome)}`)
    assert.deepEqual([outcome.answer.status, outcome.answer.text], [status, text], name)
  }
})

test("what isn't a complete response is named", async (t) => {
  const rows: [name: string, pieces: string[], id: string, actual: RegExp][] = [
    ['nothing', [], 'no-answer', /Not one byte/],
    ['closed', ['END'], 'closed-without-answer', /closed/],
    ['cut', ['RESET'], 'closed-without-answer', /cut off/],
    ['half a body', [`${ok}Content-Length: 9\r\n\r\nhi`], 'half-answer', /says 9 bytes/],
    ['half a body, closed', [`${ok}Content-Length: 9\r\n\r\nhi`, 'END'], 'half-answer', /and 2/],
    ['cut in the body', [`${ok}Content-Length: 9\r\n\r\nhi`, 'RESET'], 'half-answer', /cut off/],
    ['cut, no length', [`${ok}\r\nhi`, 'RESET'], 'half-answer', /cut off/],
    ['no length, open', [`${ok}\r\nhi`], 'endless-answer', /the end of the connection/],
    ['no last chunk', [`${ok}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n`], 'endless-answer',
      /size 0/],
    ['only 100', ['HTTP/1.1 100 Continue\r\n\r\n'], 'half-answer', /the final response/],
    ['only 100, closed', ['HTTP/1.1 100 Continue\r\n\r\n', 'END'], 'half-answer', /./],
    ['half a head after 100', [`HTTP/1.1 100 Continue\r\n\r\n${ok}`], 'half-answer', /blank line/],
    ['half a trailer', [`${ok}Transfer-Encoding: chunked\r\n\r\n0\r\nX-A: 1\r\n`, 'END'],
      'half-answer', /blank line/],
    ['a trailer that is none', [`${ok}Transfer-Encoding: chunked\r\n\r\n0\r\nhi\r\n`],
      'not-http', /header field/],
    ['a long header', [`${ok}X-A: ${'a'.repeat(70_000)}\r\n\r\n`], 'not-http', /65536/],
    ['a long head', [`${ok}${'X-A: a\r\n'.repeat(9_000)}\r\n`], 'not-http', /65536/],
    ['no HTTP', ['hello\r\n'], 'not-http', /first line/],
    ['no HTTP, closed', ['hello', 'END'], 'not-http', /first line/],
  ]
  for (const [name, pieces, id, actual] of rows) {
    const outcome = await answerOf(t, pieces, 'GET', 150)
    assert.ok('id' in outcome, name)
    assert.equal(outcome.id, id, name)
    assert.match(outcome.actual, actual, name)
  }
})

// A server that answers in these pieces. END and RESET end the connection.
async function answerOf(t: TestContext, pieces: string[], method: string, timeoutMs = 2_000) {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    t.after(() => socket.destroy())
    socket.once('data', () => void answer(socket, pieces))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const connection = await openConnection({ host: '127.0.0.1', port: address.port })
  connection.write(formatRequest({ method, target: '/' }, 'localhost'))
  const outcome = await receiveAnswer(connection, { method, timeoutMs })
  connection.destroy()
  return outcome
}

async function answer(socket: Socket, pieces: string[]): Promise<void> {
  for (const piece of pieces) {
    if (piece === 'END') socket.end()
    // What was written must arrive before the reset, which would throw it away.
    else if (piece === 'RESET') setTimeout(() => socket.resetAndDestroy(), 30)
    else await new Promise((resolve) => socket.write(piece, 'latin1', resolve))
  }
}
