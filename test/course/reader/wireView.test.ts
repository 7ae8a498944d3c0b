// Bytes as people can read them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WireTurn } from '../../../src/course/check/report.ts'
import { showBytes, wireView } from '../../../src/course/reader/wireView.ts'
import { html } from '../../../src/http/html.ts'

const sign = (text: string) => `<span class="unprinted">${text}</span>`

const rows = [
  ['plain', 'plain'],
  ['a\r\nb', `a${sign('\\r\\n')}\nb`],
  ['a\nb', `a${sign('\\n')}\nb`],
  ['a\rb', `a${sign('\\r')}b`],
  ['a\tb', `a${sign('\\t')}b`],
  ['a\0b', `a${sign('\\x00')}b`],
  ['\x7f', sign('\\x7f')],
  ['\xc3\xbc', 'ü'],
  ['\xef\xbb\xbfa', '\ufeffa'],
  ['\xc3', '\\xc3'],
  ['<b>&', '&lt;b&gt;&amp;'],
] as const

test('what nobody sees is made visible', () => {
  for (const [bytes, shown] of rows) assert.equal(String(html`${showBytes(bytes)}`), shown)
})

const options = { isLabelled: true, hasLesson: (id: string) => id === 'status-codes' }
const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

function show(turn: Partial<WireTurn>): string {
  return String(wireView([{ direction: 'received', bytes: answer, ...turn }], options))
}

test('the wrong bytes are marked, also in the middle of a part and across parts', () => {
  assert.match(show({ mark: { start: 9, end: 12 } }), /<mark>200<\/mark>/)
  assert.match(show({ mark: { start: 10, end: 11 } }), />2<mark>0<\/mark>0</)
  assert.match(show({ mark: { start: 12, end: 14 } }), /<mark> <\/mark>[^]*<mark>O<\/mark>K/)
  assert.doesNotMatch(show({}), /<mark>/)
})

test('a marked body in chunks is marked without the sizes of the chunks', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const bytes = `${head}2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n`
  const page = show({ bytes, mark: { start: head.length, end: bytes.length } })
  const marked = [...page.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text)
  assert.deepEqual(marked, ['ab', 'cde'])
})

test('a part says what it is, and leads to its lesson where there is one', () => {
  assert.match(show({}), /<a class="w-status short" href="\/lessons\/status-codes"\s+title="[^"]+"/)
  assert.match(show({}), /data-label="[^"]+"\s+data-lesson="status-codes">200<\/a>/)
  assert.match(show({}), /<span class="w-header-name" title="Name of a header"/)
  assert.doesNotMatch(
    String(wireView([{ direction: 'sent', bytes: answer }], { ...options, isLabelled: false })),
    /title=/,
  )
})

test('how a connection ended is said, also when nothing came', () => {
  assert.match(show({ bytes: '', ending: 'timeout' }), /nothing<\/span>.*before the time limit/s)
  assert.match(show({ ending: 'reset' }), /cut off/)
  assert.match(show({ bytes: 'x' }), /1 byte</)
})

test('of a long text the beginning is shown, and what is around the mark', () => {
  const bytes = `HTTP/1.1 200 OK\r\n\r\n${'a'.repeat(5_000)}WRONG${'b'.repeat(5_000)}`
  const start = bytes.indexOf('WRONG')
  const text = show({ bytes, mark: { start, end: start + 5 } })
  assert.match(text, /<mark>WRONG<\/mark>/)
  assert.ok(text.length < 6_000)
  assert.match(text, /… 2,8\d\d bytes …/)
  assert.match(text, /… 3,0\d\d bytes …/)
  assert.match(show({ bytes }), /… 6,024 bytes …/)
  assert.match(show({ bytes: bytes.slice(0, 4_001) }), /… 1 byte …/)
  assert.doesNotMatch(show({ bytes: bytes.slice(0, 4_000) }), /…/)
})
