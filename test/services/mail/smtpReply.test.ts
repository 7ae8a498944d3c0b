import assert from 'node:assert/strict'
import test from 'node:test'
import { codesOf, ReplyReader, SmtpError } from '../../../src/services/mail/smtpReply.ts'

const read = (text: string) => new ReplyReader().read(Buffer.from(text, 'latin1'))

test('replies are read line by line', () => {
  const rows: [rule: string, text: string, replies: [code: number, ...lines: string[]][]][] = [
    ['a line', '220 ready\r\n', [[220, 'ready']]],
    ['no text', '250 \r\n', [[250, '']]],
    ['not even a blank', '250\r\n', [[250, '']]],
    ['several lines', '250-a\r\n250-b c\r\n250 d\r\n', [[250, 'a', 'b c', 'd']]],
    ['a hyphen and nothing', '250-\r\n250 \r\n', [[250, '', '']]],
    ['the last line without text', '250-a\r\n250\r\n', [[250, 'a', '']]],
    ['two replies', '250 a\r\n354 b\r\n', [[250, 'a'], [354, 'b']]],
    ['the second under way', '250 a\r\n354 b', [[250, 'a']]],
    ['the last line under way', '250-a\r\n250 b\r', []],
    ['nothing', '', []],
    ['a text of many signs', '220 ****-250 \t"é\r\n', [[220, '****-250 \t"é']]],
  ]
  for (const [rule, text, replies] of rows) {
    const expected = replies.map(([code, ...lines]) => ({ code, lines }))
    assert.deepEqual(read(text), expected, rule)
    const reader = new ReplyReader()
    const bytewise = [...text].flatMap((byte) => reader.read(Buffer.from(byte, 'latin1')))
    assert.deepEqual(bytewise, expected, `${rule}, byte by byte`)
  }
})

test("what isn't a reply is refused", () => {
  const rows: [rule: string, text: string][] = [
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n'],
    ['an empty line', '\r\n'],
    ['a short code', '25 ok\r\n'],
    ['a long code', '2500 ok\r\n'],
    ['a code that is none', '199 ok\r\n'],
    ['a code above all', '600 ok\r\n'],
    ['a code with no kind', '290 ok\r\n'],
    ['a blank before it', ' 250 ok\r\n'],
    ['another mark', '250_ok\r\n'],
    ['another code in between', '250-a\r\n251 b\r\n'],
    ['a line feed alone', '250 a\n250 b\r\n'],
    ['a carriage return alone', '250 a\r250 b\r\n'],
    ['a line that is too long', `250 ${'a'.repeat(1997)}\r\n`],
    ['a line without end', `250 ${'a'.repeat(1997)}`],
    ['too many lines', `${'250-a\r\n'.repeat(100)}250 a\r\n`],
    ['lines without end', '250-a\r\n'.repeat(101)],
  ]
  for (const [rule, text] of rows) {
    assert.throws(() => read(text), (error: unknown) => {
      assert.ok(error instanceof SmtpError)
      assert.equal(error.message, "The mail server sent something that isn't an SMTP reply")
      return !error.isPermanent
    }, rule)
  }
  assert.equal(read(`250 ${'a'.repeat(1996)}\r\n`).length, 1)
  assert.equal(read(`${'250-a\r\n'.repeat(99)}250 a\r\n`)[0]?.lines.length, 100)
})

test('the codes of a reply are told, its text is not', () => {
  const rows: [code: number, line: string, codes: string][] = [
    [550, '5.1.1 <ann@example.com>: no such user', '550 5.1.1'],
    [550, '5.1.1', '550 5.1.1'],
    [452, '4.2.2 full', '452 4.2.2'],
    [550, 'ann@example.com is nobody', '550'],
    [550, '5.1.1.ann', '550'],
    [550, '5.1.1234 x', '550'],
    [550, '', '550'],
  ]
  for (const [code, line, codes] of rows) assert.equal(codesOf({ code, lines: [line] }), codes)
})
