import assert from 'node:assert/strict'
import test from 'node:test'
import { App } from '../../src/http/app.ts'
import { errorReplies } from '../../src/http/errorReplies.ts'
import { readMultipart } from '../../src/http/multipart.ts'
import { json } from '../../src/http/reply.ts'
import { pick } from '../pick.ts'
import { readReply } from '../testApp.ts'

const app = new App().use(errorReplies({ onBug: (error) => { throw error } }))
app.post('/', async (context) => {
  const parts = await readMultipart(context, { maxBytes: 10_000 })
  return json(parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('latin1')]))
})

async function send(body: string, contentType = 'multipart/form-data; boundary=b') {
  const headers = { 'content-type': contentType }
  return readReply(await app.request('POST', '/', { headers, body: Buffer.from(body, 'latin1') }))
}

function part(name: string, content: string, more = ''): string {
  return `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`
}

test('the parts of a form are read as they were sent', async () => {
  const rows: [body: string, parts: [name: string, content: string][], contentType?: string][] = [
    [`${part('a', '1')}--b--`, [['a', '1']]],
    [`${part('a', '1')}${part('b', '')}--b--\r\n`, [['a', '1'], ['b', '']]],
    [`${part('file', 'x\r\ny\r\n', '; filename="a;b.csv"')}--b--`, [['file', 'x\r\ny\r\n']]],
    [`${part('a', '--b inside\n--b')}--b--`, [['a', '--b inside\n--b']]],
    [`${part('a', '\xff\x00\r\n\r\n')}--b--`, [['a', '\xff\x00\r\n\r\n']]],
    ['--b--', []],
    ['--b\r\nContent-Type: text/csv\r\ncontent-disposition: form-data; filename=x; name="f"\r\n' +
      '\r\n1\r\n--b--', [['f', '1']]],
    [`${part('a', '1')}--b--`, [['a', '1']], 'Multipart/Form-Data; Boundary="b"'],
    [`${part('a', '1')}--b--`, [['a', '1']], 'multipart/form-data; charset="utf-8"; boundary=b'],
    [`${part('a', '1')}--b--`, [['a', '1']], 'multipart/form-data; xboundary=c; boundary=b ; d=e'],
    [part('a', '1', '; filename=x').replace('"a"', 'a') + '--b--', [['a', '1']]],
    [`${part('a', '1', '; filename="C:\\x\\"')}--b--`, [['a', '1']]],
    ['--b\r\nContent-Disposition: form-data; filename="x; name=a"; name="b"\r\n\r\n1\r\n--b--',
      [['b', '1']]],
    [`${part('a', '1').replace('--b', '---WebKit x')}---WebKit x--`, [['a', '1']],
      'multipart/form-data; boundary="-WebKit x"'],
  ]
  for (const [body, parts, contentType] of rows) {
    const reply = await send(body, contentType)
    assert.deepEqual(reply.json(), parts, body)
  }
})

test('a form that is not one is refused', async () => {
  const rows: [body: string, contentType: string | undefined, status: number, code: string][] = [
    ['', undefined, 400, 'bad-form'],
    ['a=1', undefined, 400, 'bad-form'],
    ['preamble\r\n--b--', undefined, 400, 'bad-form'],
    [part('a', '1'), undefined, 400, 'bad-form'],
    ['--b\r\n\r\n1\r\n--b--', undefined, 400, 'bad-form'],
    ['--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--', undefined, 400, 'bad-form'],
    [`${part('x'.repeat(101), '1')}--b--`, undefined, 400, 'bad-form'],
    [`${part('a', '1', `; filename="${'x'.repeat(1_100)}"`)}--b--`, undefined, 400, 'bad-form'],
    [`${part('a', '1').repeat(20)}--b--`, undefined, 200, ''],
    [`${part('a', '1').repeat(21)}--b--`, undefined, 400, 'bad-form'],
    [`${part('a', 'x'.repeat(10_000))}--b--`, undefined, 413, 'body-too-large'],
    ['--b--', 'multipart/form-data', 415, 'unsupported-media-type'],
    ['--b--', `multipart/form-data; boundary=${'b'.repeat(400)}`, 415, 'unsupported-media-type'],
    ['--b--', 'multipart/mixed; boundary=b', 415, 'unsupported-media-type'],
    ['--b--', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
  ]
  for (const [body, contentType, status, code] of rows) {
    const reply = await send(body, contentType)
    assert.equal(reply.status, status, `${contentType} ${body.slice(0, 60)}`)
    if (code !== '') assert.equal(pick(reply.json(), 'code'), code)
  }
})
