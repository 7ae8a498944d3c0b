// The command that repeats a request is run by a real shell and a real curl; what arrives is
// compared with the original.

import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import test, { type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { environmentWith } from '../../../src/basics/config.ts'
import type { RequestPlan } from '../../../src/course/check/check.ts'
import { toCurl } from '../../../src/course/check/curl.ts'
import { readMessage, type Message } from '../../../src/course/check/message.ts'
import { toByteText } from '../../../src/course/check/report.ts'
import { formatRequest } from '../../../src/course/check/request.ts'

const json = ['Content-Type', 'application/json'] as const

const plans: [name: string, plan: RequestPlan][] = [
  ['a plain GET', { target: '/' }],
  ['a query', { target: '/books?tag=a%20b&sort=-title' }],
  ['brackets, which curl would expand', { target: '/a?x[]=1&y={a,b}&z=[1-3]' }],
  ['dots in the path', { target: '/static/../../etc/passwd' }],
  ['one dot at the end', { target: '/static/.' }],
  ['a fragment, which curl would keep to itself', { target: '/a#b' }],
  ['bytes that are no ASCII in the path', { target: '/gr\u00fcn' }],
  ['quotes in the path', { target: `/a'b"c$HOME\`d\\` }],
  ['HEAD', { method: 'HEAD', target: '/' }],
  ['DELETE', { method: 'DELETE', target: '/notes/1' }],
  ['OPTIONS', { method: 'OPTIONS', target: '/' }],
  ['POST', { method: 'POST', target: '/notes', headers: [json], body: '{"a":1}' }],
  ['PUT', { method: 'PUT', target: '/notes/1', headers: [json], body: '{"a":1}' }],
  ['a body without a type', { method: 'POST', target: '/', body: 'hello' }],
  ['GET with a body', { method: 'GET', target: '/', body: 'hello' }],
  ['an empty body', { method: 'POST', target: '/', headers: [json], body: '' }],
  ['quotes in the body', { method: 'POST', target: '/', body: `it's "$HOME" \`x\` \\n !` }],
  ['a body of several lines', { method: 'POST', target: '/', body: 'a\r\nb\n\tc\n' }],
  ['a body that is no ASCII', { method: 'POST', target: '/', body: `grün 言葉 🌱 it's \\` }],
  ['a body that is no UTF-8', { method: 'POST', target: '/', body: Buffer.from([255, 48, 1]) }],
  ['a body that curl would take for a file', { method: 'POST', target: '/', body: '@a' }],
  ['headers', { target: '/', headers: [['X-A', `it's "b"`], ['Cookie', 'a=1; b=2']] }],
  ['a header twice', { target: '/', headers: [['X-A', '1'], ['X-A', '2']] }],
  ['a header without a value', { target: '/', headers: [['X-A', '']] }],
  ['another host', { target: '/', headers: [['Host', 'books.example']] }],
  ['an upgrade', { target: '/', headers: [['Connection', 'Upgrade'], ['Upgrade', 'websocket']] }],
]

test('curl sends what the check sent', async (t) => {
  if (!hasCurl()) return t.skip('There is no curl or no bash on this machine')
  const { port, arrived } = await recordRequests(t)
  for (const [name, plan] of plans) {
    const bytes = toByteText(formatRequest(plan, `localhost:${port}`))
    const command = toCurl(bytes)
    assert.ok(command !== undefined, name)
    const real = command.replace('http://localhost:3001', `http://localhost:${port}`)
    await promisify(execFile)('bash', ['-c', `${real} --noproxy '*' -s -o /dev/null`], {
      env: environmentWith({ HOME: '/home' }),
    })
    assert.deepEqual(comparable(arrived.at(-1) ?? '', plan), comparable(bytes, plan), command)
  }
})

test('a request that curl cannot repeat gives no command', () => {
  const rows = [
    '',
    'hello',
    'GET / HTTP/1.1\r\nHost: a',
    'GET / HTTP/1.0\r\n\r\n',
    'get / HTTP/1.1\r\n\r\n',
    'GET  / HTTP/1.1\r\n\r\n',
    'GET books HTTP/1.1\r\n\r\n',
    'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhello',
    'POST / HTTP/1.1\r\nContent-Length: x\r\n\r\nhello',
    'POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n\0',
    'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
  ]
  for (const bytes of rows) assert.equal(toCurl(bytes), undefined, JSON.stringify(bytes))
})

test('a command is as short as it can be', () => {
  const rows: [plan: RequestPlan, command: string][] = [
    [{ target: '/' }, 'curl -i http://localhost:3001/'],
    [{ target: '/a', method: 'HEAD' }, 'curl -i -I http://localhost:3001/a'],
    [
      { target: '/a', method: 'POST', headers: [json], body: '{}' },
      `curl -i http://localhost:3001/a -H 'Content-Type: application/json' --data-binary '{}'`,
    ],
  ]
  for (const [plan, command] of rows) {
    assert.equal(toCurl(toByteText(formatRequest(plan, 'localhost:80'))), command)
  }
  assert.equal(toCurl('GET / HTTP/1.1\r\n\r\n'), `curl -i http://localhost:3001/ -H 'Host:'`)
})

function hasCurl(): boolean {
  try {
    execFileSync('bash', ['-c', 'curl --version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function recordRequests(t: TestContext): Promise<{ port: number; arrived: string[] }> {
  const arrived: string[] = []
  const server = createServer((socket) => {
    let bytes = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      bytes += text
      if (read(bytes) === undefined) return
      arrived.push(bytes)
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
    })
  })
  server.listen(0)
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  return { port: typeof address === 'object' ? address?.port ?? 0 : 0, arrived }
}

function read(bytes: string): Message | undefined {
  const reading = readMessage(bytes, {
    hasEnded: false, checkStartLine: () => undefined, bodyRule: () => 'framed',
  })
  return reading.state === 'whole' ? reading.message : undefined
}

// The first line, the body and the headers that the plan names; also those that say what the body
// is, because curl must not add any.
function comparable(bytes: string, { headers = [] }: RequestPlan) {
  const { startLine = '', fields = [], body = '' } = read(bytes) ?? {}
  const names = ['host', 'content-type', 'content-length', ...headers.map(([name]) => name)]
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const named = fields.map(({ name, value }) => [name.toLowerCase(), value] as const)
    .filter(([name]) => wanted.has(name)).sort()
  return { startLine, body, named }
}
