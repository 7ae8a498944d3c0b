import assert from 'node:assert/strict'
import test from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import {
  fit, line, lineWidth, makeVisible, span, widthOf, wrap,
} from '../../../src/course/terminal/layout.ts'
import { choosePaint, colourPaint, plainPaint } from '../../../src/course/terminal/paint.ts'

const textOf = (lines: readonly (readonly { text: string }[])[]): string[] =>
  lines.map((spans) => spans.map(({ text }) => text).join('').trimEnd())

test('a text takes as many columns as the terminal gives it', () => {
  const rows: [text: string, width: number][] = [
    ['', 0], ['abc', 3], ['é', 1], ['e\u0301', 1], ['日本', 4], ['✓✗·', 3], ['😀', 2], ['\u200d', 0],
    ['␍␊', 2],
  ]
  for (const [text, width] of rows) assert.equal(widthOf(text), width, JSON.stringify(text))
})

test('lines break between words, and inside those that fit nowhere', () => {
  const rows: [text: string, columns: number, indent: string, lines: string[]][] = [
    ['one two', 10, '', ['one two']],
    ['one two', 7, '', ['one two']],
    ['one two', 6, '', ['one', 'two']],
    ['one two three', 8, '  ', ['one two', '  three']],
    ['abcdefghij', 4, '', ['abcd', 'efgh', 'ij']],
    ['ab cdefghijk', 6, '  ', ['ab cde', '  fghi', '  jk']],
    ['日本語', 4, '', ['日本', '語']],
    ['', 5, '', ['']],
    ['a\tb\x1b[31m', 40, '', ['a  b\\x1b[31m']],
  ]
  for (const [text, columns, indent, lines] of rows) {
    assert.deepEqual(textOf(wrap([span(text)], columns, indent)), lines, text)
  }
})

test('no broken line is wider than the columns', () => {
  const spans = [
    span('GET /notes?tag=日本語 HTTP/1.1'), span('Content-Type', 'marked'), span(' and more words'),
  ]
  for (let columns = 6; columns < 60; columns += 1) {
    for (const each of wrap(spans, columns, '    ')) {
      assert.ok(lineWidth(each) <= columns, `${columns}`)
    }
  }
})

test('a piece keeps its style over the end of a line', () => {
  const lines = wrap([span('good: '), span('one two', 'good')], 9, '')
  assert.deepEqual(lines, [[span('good: '), span('one', 'good')], [span('two', 'good')]])
})

test('what does not fit is cut with a sign', () => {
  const fitted = [
    fit(line('one two'), 7), fit(line('one two'), 6), fit(line('日本語'), 4), fit(line('a'), 0),
  ]
  assert.deepEqual(textOf(fitted), ['one two', 'one t…', '日…', ''])
})

test('nothing that a program prints can steer the terminal', () => {
  const rows: [text: string, shown: string][] = [
    ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['\x9b31m', '\\x9b31m'],
    ['a\r\nb', 'a\\x0d\\x0ab'],
    ['\u202eabc\u2066', '\\u202eabc\\u2066'],
    ['\x7f', '\\x7f'],
  ]
  for (const [text, shown] of rows) assert.equal(makeVisible(text), shown)
})

test('a line is painted with styles or without', () => {
  const spans = line('a ', span('b', 'bad'), span('c', 'marked'))
  assert.equal(plainPaint.text(spans), 'a bc')
  assert.equal(stripVTControlCharacters(colourPaint.text(spans)), 'a bc')
  assert.match(colourPaint.text(spans), /\x1b\[31m/)
  assert.match(colourPaint.text(spans), /\x1b\[7m/)
})

test('styles are for terminals that can show them', () => {
  assert.equal(choosePaint({ isTTY: true, hasColors: () => true }), colourPaint)
  assert.equal(choosePaint({ isTTY: true, hasColors: () => false }), plainPaint)
  assert.equal(choosePaint({ hasColors: () => true }), plainPaint)
  assert.equal(choosePaint({ isTTY: true }), plainPaint)
})
