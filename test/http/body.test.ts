import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import test from 'node:test'
import { readBytes, readForm, readJson, readText } from '../../src/http/body.ts'
import { Context } from '../../src/http/context.ts'
import { HttpError } from '../../src/http/errors.ts'
import { parseTarget } from '../../src/http/target.ts'

type Start = {
  method?: string
  headers?: Record<string, string>
  sendContinue?: () => void
}

function contextOf(body: Readable, start: Start = {}): Context {
  const { method = 'POST', headers = {}, sendContinue = () => undefined } = start
  const request = {
    method,
    url: '/',
    headers,
    headerLines: Object.entries(headers).flat(),
    body,
    peer: { remoteAddress: '127.0.0.1' },
    signal: () => new AbortController().signal,
    sendContinue,
  }
  return new Context(request, parseTarget('/'), { id: 'test', params: {} })
}

const asJson = { headers: { 'content-type': 'application/json' } }
const asForm = { headers: { 'content-type': 'application/x-www-form-urlencoded' } }

/** A stream of the bytes, cut into pieces of this size. */
function pieces(content: string | Uint8Array, size = 1): Readable {
  const bytes = Buffer.from(content)
  const count = Math.ceil(bytes.length / size)
  return Readable.from(
    Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)),
  )
}

function closed(stream: Readable): Promise<void> {
  return new Promise((resolve) => stream.on('close', resolve))
}

function refusal(status: number, code: string, headers: object = {}): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof HttpError, String(error))
    assert.deepEqual([error.status, error.code, error.headers], [status, code, headers])
    return true
  }
}

const tooLarge = refusal(413, 'body-too-large', { connection: 'close' })
const aborted = refusal(400, 'aborted')

test('a body arrives whole, however it is cut', async () => {
  const text = 'über € 🌱 '.repeat(30)
  for (const size of [1, 2, 3, 7, 64, 1000]) {
    const context = contextOf(pieces(text, size))
    assert.equal(await readText(context), text)
    assert.equal(Buffer.from(await readBytes(context)).toString(), text)
  }
  assert.equal((await readBytes(contextOf(pieces('')))).length, 0)
})

test('a body of one piece is not copied', async () => {
  const piece = Buffer.from('hello')
  const bytes = await readBytes(contextOf(Readable.from([piece])))
  assert.equal(bytes.buffer, piece.buffer)
  assert.deepEqual([bytes.byteOffset, bytes.length], [piece.byteOffset, piece.length])
})

test('the pieces that came in are not written over', async () => {
  const first = Buffer.from('one ')
  const empty = Buffer.alloc(0)
  const text = await readText(contextOf(Readable.from([empty, first, empty, Buffer.from('two')])))
  assert.equal(text, 'one two')
  assert.equal(first.toString(), 'one ')
})

test('a limit counts what arrives', async () => {
  const limits = { maxBytes: 8 }
  for (const size of [1, 3, 8]) {
    assert.equal(await readText(contextOf(pieces('12345678', size)), limits), '12345678')
    await assert.rejects(readBytes(contextOf(pieces('123456789', size)), limits), tooLarge)
  }
  await assert.rejects(readBytes(contextOf(pieces('123456789', 9)), limits), tooLarge)
})

test('the limit is 1 MiB unless another is given', async () => {
  const mebibyte = Buffer.alloc(1024 * 1024)
  assert.equal((await readBytes(contextOf(pieces(mebibyte, 5e5)))).length, mebibyte.length)
  const more = Buffer.alloc(mebibyte.length + 1)
  await assert.rejects(readBytes(contextOf(pieces(more, 5e5))), tooLarge)
  const said = { message: 'The body has more than 1 MiB' }
  await assert.rejects(readBytes(contextOf(pieces(more, 5e5))), said)
  const bytes = { message: 'The body has more than 8 bytes' }
  await assert.rejects(readBytes(contextOf(pieces('123456789', 9)), { maxBytes: 8 }), bytes)
  const wide = { maxBytes: 2 * mebibyte.length }
  assert.equal((await readBytes(contextOf(pieces(more, 5e5)), wide)).length, more.length)
})

test('reading stops at the limit, and leaves the stream whole for the refusal', async () => {
  let sent = 0
  const endless = new Readable({
    read() {
      sent += 1
      this.push(Buffer.alloc(100))
    },
    highWaterMark: 100,
  })
  await assert.rejects(readBytes(contextOf(endless), { maxBytes: 1000 }), tooLarge)
  assert.ok(sent < 15, `read ${sent} pieces`)
  assert.equal(endless.destroyed, false)
  // That it leaves afterwards must not crash the process.
  await closed(endless.destroy(new Error('the client left')))
})

test('what the head shows is refused before the client is told to go on', async () => {
  const rows: [headers: Record<string, string>, check: (error: unknown) => boolean][] = [
    [{ 'content-length': '9' }, tooLarge],
    [
      { 'content-encoding': 'gzip' },
      refusal(415, 'unsupported-encoding', { 'accept-encoding': 'identity' }),
    ],
    [{ 'content-type': 'text/plain; charset=latin1' }, refusal(415, 'unsupported-charset')],
  ]
  for (const [headers, check] of rows) {
    let continued = 0
    const body = pieces('12345678')
    const context = contextOf(body, { headers, sendContinue: () => (continued += 1) })
    await assert.rejects(readText(context, { maxBytes: 8 }), check)
    assert.deepEqual([continued, body.readableDidRead], [0, false])
  }
})

test('the client gets one 100 Continue, before the first read', async () => {
  let continued = 0
  const body = pieces('12345678')
  const sendContinue = (): void => {
    continued += 1
    assert.equal(body.readableDidRead, false)
  }
  const context = contextOf(body, { headers: { 'content-length': '8' }, sendContinue })
  assert.equal(await readText(context, { maxBytes: 8 }), '12345678')
  assert.equal(await readText(context, { maxBytes: 8 }), '12345678')
  assert.equal(continued, 1)
})

test('a second read gives the same bytes, within its own limit', async () => {
  const context = contextOf(pieces('{"a":1}'), asJson)
  const [first, second] = await Promise.all([readJson(context), readText(context)])
  assert.deepEqual(first, { a: 1 })
  assert.equal(second, '{"a":1}')
  await assert.rejects(readBytes(context, { maxBytes: 6 }), tooLarge)
  assert.equal((await readBytes(context, { maxBytes: 7 })).length, 7)
})

test('a stream that something else has read is a mistake of the programmer', async () => {
  const body = pieces('12')
  body.read()
  await assert.rejects(readBytes(contextOf(body)), /^TypeError: Cannot read the body: its stream/)
  const ended = pieces('')
  ended.resume()
  await once(ended, 'end')
  await assert.rejects(readBytes(contextOf(ended)), TypeError)
})

test('a body that breaks off is refused and never waited for', async () => {
  const silent = (): Readable => new Readable({ read: () => undefined })
  const failing = silent()
  const waiting = assert.rejects(readBytes(contextOf(failing)), aborted)
  failing.push(Buffer.from('{"a":'))
  setImmediate(() => failing.destroy(new Error('ECONNRESET')))
  await waiting

  const closing = silent()
  setImmediate(() => closing.destroy())
  await assert.rejects(readBytes(contextOf(closing)), aborted)

  const gone = silent()
  gone.on('error', () => undefined)
  await closed(gone.destroy(new Error('ECONNRESET')))
  await assert.rejects(readBytes(contextOf(gone)), aborted)
})

test('text is strict UTF-8', async () => {
  const rows: [rule: string, hex: string][] = [
    ['a byte that never occurs', '61ff'],
    ['a continuation alone', '80'],
    ['a sequence that ends early', '61e282'],
    ['a sequence cut by a letter', 'e28261'],
    ['an overlong slash', 'c0af'],
    ['a surrogate', 'eda080'],
    ['above U+10FFFF', 'f4908080'],
  ]
  for (const [rule, hex] of rows) {
    for (const size of [1, 2, 99]) {
      const context = contextOf(pieces(Buffer.from(hex, 'hex'), size), asJson)
      await assert.rejects(readText(context), refusal(400, 'bad-encoding'), rule)
    }
  }
  // A refusal must not leave half a character behind for the next body.
  assert.equal(await readText(contextOf(pieces('é'))), 'é')
})

test('the charset is UTF-8 or not named', async () => {
  const accepted = [
    '', 'text/plain', 'text/plain; charset=utf-8', 'text/plain;charset="UTF-8"',
    'text/plain; charset=utf-8 ; x=y', 'text/x-charset=utf-16', 'text/plain; x',
    // Every label of the Encoding standard, in any case.
    'text/plain; charset=utf8', 'text/plain; Charset=UTF8', 'text/plain; charset="Utf8"',
    'text/plain; charset=unicode-1-1-utf-8', 'text/plain; charset=unicode11utf8',
    'text/plain; charset=unicode20utf8', 'text/plain; charset=x-unicode20utf8',
    'text/plain; charset=utf8; charset=utf-8', 'text/plain; x="a; charset=latin1"; charset=utf8',
  ]
  const others = [
    'latin1', 'utf-16', '"utf-8', 'utf-8x', '', 'utf-8; charset=utf-16', 'utf-16; charset=utf-8',
    'utf_8', 'utf-7', '"', '""', 'utf8,utf8', 'us-ascii',
  ]
  for (const type of accepted) {
    const headers = { 'content-type': type }
    assert.equal(await readText(contextOf(pieces('é'), { headers })), 'é', type)
  }
  for (const charset of others) {
    const headers = { 'content-type': `text/plain; charset=${charset}` }
    const context = contextOf(pieces('é'), { headers })
    await assert.rejects(readText(context), refusal(415, 'unsupported-charset'), charset)
  }
})

test('JSON needs a JSON media type', async () => {
  const accepted = [
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json ;x=y',
    'application/merge-patch+json',
    'application/vnd.a-b.c+d+json',
  ]
  for (const type of accepted) {
    const context = contextOf(pieces('[1]'), { headers: { 'content-type': type } })
    assert.deepEqual(await readJson(context), [1], type)
  }
  const others = [
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/json-seq',
    'application/+json',
    'application/x;y+json',
    'xapplication/json',
    'application/json, text/plain',
    'application/x-www-form-urlencoded',
    '',
  ]
  for (const type of others) {
    for (const [method, header] of [['POST', 'accept'], ['PATCH', 'accept-patch']] as const) {
      const context = contextOf(pieces('[1]'), { method, headers: { 'content-type': type } })
      const check = refusal(415, 'unsupported-media-type', { [header]: 'application/json' })
      await assert.rejects(readJson(context), check, type)
    }
  }
  const none = readJson(contextOf(pieces('[1]')))
  await assert.rejects(none, { message: /application\/json: this request has none$/ })
  const other = readJson(contextOf(pieces('[1]'), { headers: { 'content-type': 'text/plain' } }))
  await assert.rejects(other, { message: /application\/json, not "text\/plain"$/ })
  const plain = refusal(415, 'unsupported-media-type', { accept: 'application/json' })
  await assert.rejects(readJson(contextOf(pieces('[1]'))), plain)
})

test('JSON is read as parseJson reads it', async () => {
  const rows: [text: string, code: string][] = [
    ['', 'missing-body'],
    ['\ufeff', 'missing-body'],
    [' ', 'bad-json'],
    ['{"a":1', 'bad-json'],
    ['{"a":1,"a":2}', 'duplicate-name'],
    ['{"__proto__":1}', 'forbidden-name'],
    ['['.repeat(65), 'too-deep'],
  ]
  for (const [text, code] of rows) {
    await assert.rejects(readJson(contextOf(pieces(text), asJson)), refusal(400, code), text)
  }
  const withMark = contextOf(pieces('\ufeff{"name":"Zoë 🌱"}'), asJson)
  assert.deepEqual(await readJson(withMark), { name: 'Zoë 🌱' })
})

test('a form becomes its fields', async () => {
  const rows: [body: string, fields: [string, string][]][] = [
    ['', []],
    ['a=1&b=2', [['a', '1'], ['b', '2']]],
    ['a=1&a=2', [['a', '1'], ['a', '2']]],
    ['a=x+y%20z', [['a', 'x y z']]],
    ['a+b=+x++%2B', [['a b', ' x  +']]],
    ['a=%C3%A9&b=é', [['a', 'é'], ['b', 'é']]],
    ['a=%EF%BF%BD', [['a', '\ufffd']]],
    ['a', [['a', '']]],
    ['?a=1', [['?a', '1']]],
    ['__proto__=1', [['__proto__', '1']]],
  ]
  for (const [body, fields] of rows) {
    assert.deepEqual([...(await readForm(contextOf(pieces(body), asForm)))], fields, body)
  }
})

test('a form is strict as well', async () => {
  const rows: [body: string | Uint8Array, code: string][] = [
    ['a=%FF', 'bad-encoding'],
    ['a=%C3&b=%A9', 'bad-encoding'],
    ['a=100%', 'bad-encoding'],
    ['a=%zz', 'bad-encoding'],
    [Buffer.from('613dff', 'hex'), 'bad-encoding'],
    ['a&'.repeat(1000), 'too-many-fields'],
  ]
  for (const [body, code] of rows) {
    const context = contextOf(pieces(body, 50), asForm)
    await assert.rejects(readForm(context), refusal(400, code), String(body))
  }
  const most = await readForm(contextOf(pieces('a&'.repeat(999) + 'a', 50), asForm))
  assert.equal(most.size, 1000)
})

test('a form needs its media type', async () => {
  const name = 'application/x-www-form-urlencoded'
  for (const type of ['application/json', 'multipart/form-data; boundary=x', `${name}x`, '']) {
    const context = contextOf(pieces('a=1'), { headers: { 'content-type': type } })
    const check = refusal(415, 'unsupported-media-type', { accept: name })
    await assert.rejects(readForm(context), check, type)
  }
  const headers = { 'content-type': `${name}; charset=UTF-8` }
  assert.equal((await readForm(contextOf(pieces('a=1'), { headers }))).get('a'), '1')
})

function nextRequest(server: Server): Promise<[IncomingMessage, ServerResponse]> {
  return new Promise((resolve) => {
    server.once('request', (message, response) => resolve([message, response]))
  })
}

/** Sends a request to a real server, and answers with the code of the refusal. */
async function refusalOverSocket(head: string, body: string, isLeaving = false): Promise<string> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const client = connect(address.port, '127.0.0.1')
  client.on('error', () => undefined)
  client.write(`POST / HTTP/1.1\r\nHost: a\r\n${head}\r\n\r\n${body}`)
  try {
    const [message, response] = await nextRequest(server)
    const reading = readBytes(contextOf(message), { maxBytes: 8 })
    if (isLeaving) message.once('data', () => client.destroy())
    const code = await reading.then(() => 'none', (error: HttpError) => error.code)
    if (isLeaving) return code
    response.writeHead(413, { connection: 'close' }).end(code)
    const [answer] = await once(client, 'data')
    return String(answer)
  } finally {
    client.destroy()
    server.close()
  }
}

test('a refusal still reaches a client that goes on sending', async () => {
  const answer = await refusalOverSocket('Transfer-Encoding: chunked', '9\r\n123456789\r\n')
  assert.match(answer, /^HTTP\/1.1 413 [^]*body-too-large/)
})

test('a client that leaves in the middle of its body is noticed', async () => {
  assert.equal(await refusalOverSocket('Content-Length: 8', '1234', true), 'aborted')
  const chunked = await refusalOverSocket('Transfer-Encoding: chunked', '4\r\n1234\r\n', true)
  assert.equal(chunked, 'aborted')
})
