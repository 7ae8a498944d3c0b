import assert from 'node:assert/strict'
import test from 'node:test'
import { parseBasic } from '../../../src/auth/access/basic.ts'

const basic = (text: string | Uint8Array): string =>
  `Basic ${Buffer.from(text).toString('base64')}`

test('the examples of RFC 7617', () => {
  assert.deepEqual(
    parseBasic('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='),
    { name: 'Aladdin', password: 'open sesame' },
  )
  assert.deepEqual(parseBasic('Basic dGVzdDoxMjPCow=='), { name: 'test', password: '123£' })
})

test('the first colon divides', () => {
  const rows: [text: string, name: string, password: string][] = [
    ['ann:secret', 'ann', 'secret'],
    ['ann:se:cr:et', 'ann', 'se:cr:et'],
    ['ann::', 'ann', ':'],
    ['ann:', 'ann', ''],
    [':secret', '', 'secret'],
    [':', '', ''],
    [' ann : secret ', ' ann ', ' secret '],
    ['ann@b.example:pass word', 'ann@b.example', 'pass word'],
    ['käse:🧀', 'käse', '🧀'],
    ['\ufeffann:x', '\ufeffann', 'x'],
    ['__proto__:x', '__proto__', 'x'],
    [`ann:${'x'.repeat(1024)}`, 'ann', 'x'.repeat(1024)],
  ]
  for (const [text, name, password] of rows) {
    assert.deepEqual(parseBasic(basic(text)), { name, password }, text)
  }
})

test('the scheme is written in any case, with one space or more', () => {
  for (const scheme of ['Basic ', 'basic ', 'BASIC ', 'bAsIc   ']) {
    assert.deepEqual(parseBasic(`${scheme}YTpi`), { name: 'a', password: 'b' }, scheme)
  }
})

test("anything else isn't Basic", () => {
  const rows: [rule: string, header: string | undefined][] = [
    ['no header', undefined],
    ['an empty one', ''],
    ['the scheme alone', 'Basic'],
    ['and a space', 'Basic '],
    ['another scheme', 'Bearer YTpi'],
    ['a longer scheme', 'Basically YTpi'],
    ['no space', 'BasicYTpi'],
    ['a tab', 'Basic\tYTpi'],
    ['a space before', ' Basic YTpi'],
    ['a space behind', 'Basic YTpi '],
    ['a line break behind', 'Basic YTpi\n'],
    ['two of them', 'Basic YTpi, Basic YTpi'],
    ['a space inside', 'Basic YT pi'],
    ['no base64', 'Basic a:b'],
    ['no colon', basic('ab')],
    ['padding that is missing', 'Basic YTpiYw'],
    ['half of it', 'Basic YTpiYw='],
    ['padding that is too much', 'Basic YTpi='],
    ['padding inside', 'Basic YTpiYw==YTpi'],
    ['bits that are left over', 'Basic YTpiYx=='],
    ['base64url', `Basic ${Buffer.from('a:??>').toString('base64').replace('/', '_')}`],
    ['latin-1', basic(Buffer.from('a:\u00a3', 'latin1'))],
    ['half of a surrogate pair', basic(Uint8Array.of(0x61, 0x3a, 0xed, 0xa0, 0x80))],
    ['UTF-8 that is too long', basic(Uint8Array.of(0x61, 0x3a, 0xc0, 0xaf))],
    ['UTF-8 that is cut off', basic(Uint8Array.of(0x61, 0x3a, 0xf0, 0x9f))],
    ['a NUL', basic('a:b\0c')],
    ['a line break', basic('a\n:b')],
    ['a tab inside', basic('a:\tb')],
    ['a DEL', basic('a:b\x7f')],
    ['a huge one', basic(`a:${'x'.repeat(3100)}`)],
  ]
  for (const [rule, header] of rows) assert.equal(parseBasic(header), undefined, rule)
})
