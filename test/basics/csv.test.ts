import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CsvError, formatCsvRow, parseCsv, unescapeFormula } from '../../src/basics/csv.ts'

const texts: readonly [name: string, text: string, rows: string[][]][] = [
  ['an empty text has no rows', '', []],
  ['commas separate fields', 'a,b,c\r\n', [['a', 'b', 'c']]],
  ['CRLF ends a row', 'a\r\nb\r\n', [['a'], ['b']]],
  ['LF ends a row too', 'a\nb\n', [['a'], ['b']]],
  ['CR ends a row as well', 'a\rb,c\r', [['a'], ['b', 'c']]],
  ['an empty line between CRs is a row', 'a\r\rb', [['a'], [''], ['b']]],
  ['all kinds of line end may be mixed', 'a\rb\nc\r\nd', [['a'], ['b'], ['c'], ['d']]],
  ['both kinds of line end may be mixed', 'a\nb\r\nc', [['a'], ['b'], ['c']]],
  ['the last row needs no line end', 'a,b\r\nc,d', [['a', 'b'], ['c', 'd']]],
  ['a comma at the end is followed by an empty field', 'a,', [['a', '']]],
  ['a comma before a line end too', 'a,\r\nb,\n', [['a', ''], ['b', '']]],
  ['a comma alone separates two empty fields', ',', [['', '']]],
  ['an empty line is one empty field', 'a\n\nb\n', [['a'], [''], ['b']]],
  ['rows may differ in length', 'a\nb,c\n', [['a'], ['b', 'c']]],
  ['spaces are kept', ' a , b \n', [[' a ', ' b ']]],
  ['quotes around a field are dropped', '"a","b"\r\n', [['a', 'b']]],
  ['a comma in quotes is text', '"a,b",c', [['a,b', 'c']]],
  ['line breaks in quotes are text', '"a\r\nb\nc",d\n', [['a\r\nb\nc', 'd']]],
  ['a CR alone in quotes is text', '"a\rb"', [['a\rb']]],
  ['a doubled quote is one quote', '"say ""hi"""', [['say "hi"']]],
  ['a field may be nothing but a quote', '"""",x', [['"', 'x']]],
  ['empty quotes are an empty field', '"",""\n""', [['', ''], ['']]],
  ['a byte order mark is dropped', '\uFEFFa,b', [['a', 'b']]],
  ['a byte order mark before a quote is dropped', '\uFEFF"a,b"', [['a,b']]],
  ['a byte order mark anywhere else is text', 'a,\uFEFFb', [['a', '\uFEFFb']]],
  ['a byte order mark alone has no rows', '\uFEFF', []],
  ['an apostrophe is text', "'=1+1", [["'=1+1"]]],
]

for (const [name, text, rows] of texts) {
  test(`reading: ${name}`, () => assert.deepEqual([...parseCsv(text)], rows))
}

const mistakes: readonly [name: string, text: string, line: number, problem: RegExp][] = [
  ['a quote that is never closed', 'a\nb,"c\nd\n', 2, /never closed/],
  ['an open quote after an empty line', '\n"b', 2, /never closed/],
  ['a quote closed only by a doubled one', '"a""', 1, /never closed/],
  ['text after a closing quote', 'a\r\n\r\n"b"c\r\n', 3, /text after a closing quote/],
  ['a space after a closing quote', '"a" ,b', 1, /text after a closing quote/],
  ['text after a quote of several lines', '"a\nb"c', 2, /text after a closing quote/],
  ['a quote inside a field without quotes', 'a,b"c"\n', 1, /does not begin with one/],
  ['a quote after a space', 'a, "b"\n', 1, /does not begin with one/],
]

for (const [name, text, line, problem] of mistakes) {
  test(`reading: ${name} is refused with its line`, () => {
    assert.throws(() => [...parseCsv(text)], (error) => {
      assert.ok(error instanceof CsvError)
      assert.equal(error.line, line)
      assert.match(error.message, problem)
      assert.ok(error.message.startsWith(`Cannot read line ${line}: `))
      return true
    })
  })
}

test('a row has at most 10,000 fields, or as many as the caller allows', () => {
  assert.equal([...parseCsv(','.repeat(9_999))][0]?.length, 10_000)
  assert.throws(() => [...parseCsv(`a\n${','.repeat(10_000)}`)], /line 2: more than 10,000 fields/)
  assert.deepEqual([...parseCsv('a,b\nc,d', { maxFields: 2 })], [['a', 'b'], ['c', 'd']])
  assert.throws(() => [...parseCsv('a,b\nc,d,', { maxFields: 2 })], /line 2: more than 2 fields/)
})

test('another separator takes the place of the comma', () => {
  const rows: [separator: string, text: string, fields: string[]][] = [
    [';', 'a;b,c;"d;e"', ['a', 'b,c', 'd;e']],
    ['\t', 'a\tb;c\t"d\te"', ['a', 'b;c', 'd\te']],
    ['|', '|a|', ['', 'a', '']],
  ]
  for (const [separator, text, fields] of rows) {
    assert.deepEqual([...parseCsv(text, { separator })], [fields])
  }
})

test('rows are read only as far as they are asked for', () => {
  const rows = parseCsv('a\nb\n"never closed')
  assert.deepEqual([rows.next().value, rows.next().value], [['a'], ['b']])
  assert.throws(() => rows.next(), CsvError)
})

const rows: readonly [name: string, fields: (string | number | null)[], text: string][] = [
  ['fields stand between commas, and the row ends in CRLF', ['a', 'b'], 'a,b\r\n'],
  ['null is an empty field', ['a', null, 'b'], 'a,,b\r\n'],
  ['numbers are written as they are', [0, 1.5, -2], '0,1.5,-2\r\n'],
  ['a comma needs quotes', ['a,b'], '"a,b"\r\n'],
  ['a quote needs quotes and is doubled', ['say "hi"'], '"say ""hi"""\r\n'],
  ['a LF needs quotes', ['a\nb'], '"a\nb"\r\n'],
  ['a CR needs quotes', ['a\rb'], '"a\rb"\r\n'],
  ['spaces need no quotes', [' a '], ' a \r\n'],
  ['text that begins with = is escaped', ['=1+1'], "'=1+1\r\n"],
  ['text that begins with + is escaped', ['+1'], "'+1\r\n"],
  ['text that begins with - is escaped', ['-1'], "'-1\r\n"],
  ['text that begins with a full-width = is escaped', ['＝1+1'], "'＝1+1\r\n"],
  ['text that begins with @ is escaped', ['@SUM(A1)'], "'@SUM(A1)\r\n"],
  ['text that begins with a tab is escaped', ['\tx'], "'\tx\r\n"],
  ['text that begins with a CR is escaped', ['\rx'], '"\'\rx"\r\n'],
  ['text that begins with a LF is escaped', ['\nx'], '"\'\nx"\r\n'],
  ['text that begins with NUL is escaped', ['\0=1'], "'\0=1\r\n"],
  ['an escaped field is quoted around the apostrophe', ['=A1,B1'], '"\'=A1,B1"\r\n'],
  ['every field is escaped, not only the first', ['a', '=b'], "a,'=b\r\n"],
  ['a formula sign further on is text', ['a=b', '1-2'], 'a=b,1-2\r\n'],
  ['it begins a field where semicolons separate them', ['a;=1+1;'], "a;'=1+1;\r\n"],
  ['it does behind a NUL as well', ['a;\0=1'], "a;'\0=1\r\n"],
  ['a quote before it would be dropped', ['a;"=1'], '"a;\'""=1"\r\n'],
  ['it begins a field where tabs separate them', ['a\t@SUM(A1)'], "a\t'@SUM(A1)\r\n"],
  ['it begins a row where quotes inside a field do not count', ['a\n=1'], '"a\n\'=1"\r\n'],
  ['a CR ends a row there as well', ['a\r＋1'], '"a\r\'＋1"\r\n'],
  ['both the field and what is in it are escaped', ['\t=1'], "'\t'=1\r\n"],
  ['several lines are text', ['a\r\n\r\nb; c'], '"a\r\n\r\nb; c"\r\n'],
  ['an apostrophe before a formula gets one more', ["'=1"], "''=1\r\n"],
  ['an apostrophe before plain text stays alone', ["'tis"], "'tis\r\n"],
]

for (const [name, fields, text] of rows) {
  test(`writing: ${name}`, () => assert.equal(formatCsvRow(fields), text))
}

test('each text of up to four of the special characters comes back as it was written', () => {
  let texts = ['']
  for (let length = 1; length <= 4; length++) {
    texts = ['', ...texts.flatMap((text) => [...`'"=-,;\r\n\tx`].map((letter) => text + letter))]
    const written = formatCsvRow(texts)
    const [read, ...others] = parseCsv(written, { maxFields: 20_000 })
    assert.deepEqual([read, ...others], [texts.map(escapedAsExpected)])
    assert.deepEqual(read?.map(unescapeFormula), texts)
  }
})

// What a spreadsheet must see: no field begins with a formula, whatever separates fields there, and
// nothing else has changed.
function escapedAsExpected(text: string): string {
  return text.split(/(?<=[;\t\r\n])/).map((part, index) => {
    const first = part.replace(index === 0 ? /^'+/ : /^['"]+/, '').charAt(0)
    const signs = index === 0 ? '=+-@\t\r\n' : '=+-@'
    return first !== '' && signs.includes(first) ? `'${part}` : part
  }).join('')
}

test('only an apostrophe before a formula is taken away', () => {
  const cases = [
    ["'=1", '=1'], ["''=1", "'=1"], ["'tis", "'tis"], ["'", "'"], ['=1', '=1'], [''],
    ["a;'=1", 'a;=1'], ["a;''=1", "a;'=1"], ["a;'b", "a;'b"], ["'=1;'+1", '=1;+1'],
  ]
  for (const [field = '', text = ''] of cases) assert.equal(unescapeFormula(field), text)
})

test('fields of hundreds of thousands of characters are read whole', () => {
  const field = 'a""'.repeat(100_000)
  const parsed = parseCsv(`"${field}",${'b'.repeat(300_000)}\n`.repeat(3))
  assert.deepEqual([...parsed].map((row) => row.map((text) => text.length)), [
    [200_000, 300_000], [200_000, 300_000], [200_000, 300_000],
  ])
})
