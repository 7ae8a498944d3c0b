import assert from 'node:assert/strict'
import test from 'node:test'
import { inspect } from 'node:util'
import {
  array, boolean, check, integer, isRecord, nullable, object, oneOf, optional, string, time,
  type Checked, type Checker,
} from '../../src/basics/check.ts'

type Row = [checker: Checker<unknown>, input: unknown, outcome: { value: unknown } | string]

function tryRows(rows: readonly Row[]): void {
  for (const [checker, input, outcome] of rows) {
    const expected = typeof outcome === 'string'
      ? { issues: [{ field: '', message: outcome }] }
      : outcome
    assert.deepEqual(check(checker, input), expected, inspect(input))
  }
}

test('text is taken as it is, within its limits', () => {
  const word = string({ min: 2, max: 4 })
  tryRows([
    [word, 'ab', { value: 'ab' }],
    [word, 'abcd', { value: 'abcd' }],
    [word, 'a', 'Use at least 2 characters'],
    [word, 'abcde', 'Use at most 4 characters'],
    [word, '🎈', { value: '🎈' }],
    [word, '🎈🎈🎈', 'Use at most 4 characters'],
    [word, 'a\ud800', 'This text has broken characters'],
    [word, '\udc00\ud800', 'This text has broken characters'],
    [word, 12, 'Write this as text'],
    [word, null, 'Write this as text'],
    [word, ['ab'], 'Write this as text'],
    [word, new String('ab'), 'Write this as text'],
    [string(), '', { value: '' }],
    [string(), ' \0 ', { value: ' \0 ' }],
    [string({ min: 1 }), '', 'This cannot be empty'],
    [string(), 'x'.repeat(10_000), { value: 'x'.repeat(10_000) }],
    [string(), 'x'.repeat(10_001), 'Use at most 10000 characters'],
  ])
})

test('a whole number is a number without a fraction, within its limits', () => {
  const few = integer({ min: 1, max: 3 })
  const refused = 'Write a whole number from 1 to 3'
  tryRows([
    [few, 1, { value: 1 }],
    [few, 3, { value: 3 }],
    [few, 0, refused],
    [few, 4, refused],
    [few, 1.5, refused],
    [few, '2', refused],
    [few, NaN, refused],
    [few, Infinity, refused],
    [few, true, refused],
    [few, 2n, refused],
    [integer(), 0, { value: 0 }],
    [integer(), -1, 'Write a whole number from 0 to 9,007,199,254,740,991'],
    [integer(), 2 ** 53, 'Write a whole number from 0 to 9,007,199,254,740,991'],
  ])
})

test('a boolean is true or false and nothing like it', () => {
  tryRows([
    [boolean(), true, { value: true }],
    [boolean(), false, { value: false }],
    ...[0, 1, 'true', '', null, []].map((input): Row => [boolean(), input, 'Write true or false']),
  ])
})

test('one of a few is exactly one of them', () => {
  const status = oneOf([302, 307, 'auto'])
  tryRows([
    [status, 302, { value: 302 }],
    [status, 'auto', { value: 'auto' }],
    [status, '302', 'Write one of 302, 307, auto'],
    [status, 'AUTO', 'Write one of 302, 307, auto'],
    [status, null, 'Write one of 302, 307, auto'],
    [oneOf([0, '']), 0, { value: 0 }],
    [oneOf([0, '']), '', { value: '' }],
  ])
})

test('a time is RFC 3339 with a zone, and exists', () => {
  const refused = 'Write a time like 2026-12-31T18:00:00Z'
  const good: [text: string, time: number][] = [
    ['2026-12-31T18:00:00Z', Date.UTC(2026, 11, 31, 18)],
    ['2026-12-31T18:00:00.25Z', Date.UTC(2026, 11, 31, 18, 0, 0, 250)],
    ['2026-12-31t18:00:00z', Date.UTC(2026, 11, 31, 18)],
    ['2026-12-31 18:00:00Z', Date.UTC(2026, 11, 31, 18)],
    ['2026-12-31T18:00Z', Date.UTC(2026, 11, 31, 18)],
    ['2026-12-31T18:00:00+01:30', Date.UTC(2026, 11, 31, 16, 30)],
    ['2026-12-31T18:00:00-01:30', Date.UTC(2026, 11, 31, 19, 30)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['9999-12-31T23:59:59Z', Date.UTC(9999, 11, 31, 23, 59, 59)],
  ]
  const bad = [
    '', 'tomorrow', '2026-12-31', '2026-12-31T18', '12/31/2026', '2026-12-31T18Z',
    '2026-13-01T00:00:00Z', '2026-00-01T00:00:00Z', '2026-01-32T00:00:00Z', '2026-12-31T25:00:00Z',
    '2026-12-31T18:60:00Z', '2026-12-31T18:00:00+25:00', '2026-12-31T18:00:00+01',
    '+12026-01-01T00:00Z', '9999-12-31T23:59:59-00:01', '0000-01-01T00:00:00+00:01',
    ' 2026-12-31T18:00:00Z', '2026-12-31T18:00:00Z\n',
  ]
  tryRows([
    ...good.map(([text, value]): Row => [time(), text, { value }]),
    ...bad.map((text): Row => [time(), text, refused]),
    ...['2026-12-31T18:00:00', '2026-12-31 18:00', '2026-12-31t18:00:00.250'].map((text): Row =>
      [time(), text, `${refused}: this one has no time zone. Add Z for UTC, or an offset such as ` +
        '+01:00']),
    [time(), 1798740000000, refused],
    [time(), new Date(0), refused],
  ])
})

test("a day that the month doesn't have isn't a time", () => {
  // Date.parse would go on into the next month (RFC 3339, section 5.7).
  for (const text of ['2026-02-29T00:00Z', '2026-02-31T00:00:00Z', '2026-04-31T00:00:00+02:00']) {
    assert.ok('issues' in check(time(), text), text)
  }
})

test('null and missing are allowed where it is said', () => {
  const shape = object({
    note: optional(string()), end: optional(nullable(integer())), name: nullable(string()),
  })
  tryRows([
    [nullable(integer()), null, { value: null }],
    [nullable(integer()), 1, { value: 1 }],
    [nullable(integer({ max: 1 })), 2, 'Write a whole number from 0 to 1'],
    [shape, { name: null }, { value: { note: undefined, end: undefined, name: null } }],
    [shape, { name: 'a', note: 'b', end: null }, { value: { note: 'b', end: null, name: 'a' } }],
  ])
  assert.deepEqual(check(shape, { note: null, name: 1, end: '1' }), { issues: [
    { field: 'note', message: 'Write this as text' },
    { field: 'end', message: 'Write a whole number from 0 to 9,007,199,254,740,991' },
    { field: 'name', message: 'Write this as text' },
  ] })
})

test('further rules are applied to the fields that could be read, where others could not', () => {
  const shape = object({ name: string(), age: optional(integer({ max: 9 })) })
  const findMore = ({ name, age }: { name?: string; age?: number | undefined }) =>
    name === undefined || age !== undefined ? [] : [{ field: 'name', message: `Not ${name}` }]
  const wrongAge = { field: 'age', message: 'Write a whole number from 0 to 9' }
  const rows: [input: unknown, expected: object][] = [
    [{ name: 'a', age: 'x' }, { issues: [wrongAge, { field: 'name', message: 'Not a' }] }],
    [{ name: 1, age: 'x' },
      { issues: [{ field: 'name', message: 'Write this as text' }, wrongAge] }],
    [null, { issues: [{ field: '', message: 'Write an object' }] }],
    // The caller applies the rules to a value.
    [{ name: 'a' }, { value: { name: 'a', age: undefined } }],
  ]
  for (const [input, expected] of rows) assert.deepEqual(check(shape, input, findMore), expected)
})

const book = object({
  title: string({ min: 1 }),
  authors: array(object({ name: string() }), { max: 2 }),
})

test('an object has its fields and no others', () => {
  const rows: [input: unknown, issues: [field: string, message: string][]][] = [
    [{ title: 'a', authors: [] }, []],
    [{}, [['title', 'This is missing'], ['authors', 'This is missing']]],
    [{ title: 'a', authors: [], Title: 'b' },
      [['Title', 'There is no such field; there are title, authors']]],
    [JSON.parse('{"title":"a","authors":[],"__proto__":{}}'),
      [['__proto__', 'There is no such field; there are title, authors']]],
    [{ title: '', authors: [{ name: 1 }, { naem: 'x' }] }, [
      ['title', 'This cannot be empty'],
      ['authors[0].name', 'Write this as text'],
      ['authors[1].naem', 'There is no such field; there are name'],
      ['authors[1].name', 'This is missing'],
    ]],
    [{ title: 'a', authors: [1, 2, 3] }, [['authors', 'Send at most 2 entries']]],
    [{ title: 'a', authors: {} }, [['authors', 'Write a list']]],
    [{ title: 'a', authors: [null, []] }, [
      ['authors[0]', 'Write an object'], ['authors[1]', 'Write an object'],
    ]],
    ...[null, [], 'x', 1, undefined].map((input): [unknown, [string, string][]] =>
      [input, [['', 'Write an object']]]),
  ]
  for (const [input, expected] of rows) {
    const result = check(book, input)
    const issues = 'issues' in result ? result.issues : []
    assert.deepEqual(issues.map(({ field, message }) => [field, message]), expected)
  }
})

test('at most 20 issues are listed, and the last one says that there are more', () => {
  const flags = (length: number) => Array.from({ length }, () => 'no')
  const unknown = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`field${index}`, 1]))
  const manyFields = object(Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`known${index}`, boolean()])))
  const rows: [checker: Checker<unknown>, input: unknown, count: number, isMore: boolean][] = [
    [array(boolean()), flags(20), 20, false],
    [array(boolean()), flags(21), 20, true],
    [array(boolean()), flags(1_000), 20, true],
    [object({}), unknown(20), 20, false],
    [object({}), unknown(100_000), 20, true],
    [array(object({})), [unknown(15), unknown(15)], 20, true],
    [manyFields, {}, 20, true],
  ]
  for (const [checker, input, count, isMore] of rows) {
    const result = check(checker, input)
    assert.ok('issues' in result)
    assert.equal(result.issues.length, count)
    const last = result.issues.at(-1)?.message ?? ''
    assert.equal(last.includes('More is wrong than the 20 fields'), isMore, last)
    assert.ok(result.issues.slice(0, -1).every(({ message }) => !message.includes('More is')))
  }
})

test('reading stops soon after the twentieth issue', () => {
  let readings = 0
  const counted: Checker<true> = {
    schema: {},
    read(_input, field, issues) {
      readings += 1
      issues.push({ field, message: 'No' })
      return undefined
    },
  }
  check(array(counted), Array.from({ length: 1_000 }))
  assert.equal(readings, 21)
})

test('a long name of an unknown field is cut off', () => {
  const result = check(object({}), { ['a'.repeat(1_000_000)]: 1 })
  assert.ok('issues' in result)
  assert.equal(result.issues[0]?.field, `${'a'.repeat(100)}…`)
})

test('a list has at most a thousand entries, unless it says so', () => {
  const list = (length: number) => Array.from({ length }, () => true)
  assert.ok('value' in check(array(boolean()), list(1_000)))
  assert.ok('issues' in check(array(boolean()), list(1_001)))
  assert.ok('value' in check(array(boolean(), { max: 1_001 }), list(1_001)))
})

test('a field of the prototype is not a field of the input', () => {
  const shape = object({ toString: string(), constructor: optional(string()) })
  const missing = [{ field: 'toString', message: 'This is missing' }]
  assert.deepEqual(check(shape, {}), { issues: missing })
  const value = { toString: 'a', constructor: undefined }
  assert.deepEqual(check(shape, { toString: 'a' }), { value })
})

test('a checker has the type and the JSON Schema of what it gives', () => {
  const checked: Checked<typeof book> = { title: 'a', authors: [{ name: 'b' }] }
  assert.deepEqual(check(book, checked), { value: checked })
  const all = object({
    a: string({ min: 1, max: 5 }), b: optional(integer({ min: 1, max: 2 })), c: nullable(boolean()),
    d: oneOf(['x', 1]), e: array(time(), { max: 3 }),
  })
  assert.deepEqual(all.schema, {
    type: 'object',
    properties: {
      a: { type: 'string', minLength: 1, maxLength: 5 },
      b: { type: 'integer', minimum: 1, maximum: 2 },
      c: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
      d: { enum: ['x', 1] },
      e: { type: 'array', items: { type: 'string', format: 'date-time' }, maxItems: 3 },
    },
    required: ['a', 'c', 'd', 'e'],
    additionalProperties: false,
  })
})

test('a record is an object with named fields', () => {
  const rows: [input: unknown, isOne: boolean][] = [
    [{}, true], [{ a: 1 }, true], [Object.create(null), true], [null, false], [[], false],
    ['x', false], [1, false], [undefined, false], [() => 1, false],
  ]
  for (const [input, isOne] of rows) assert.equal(isRecord(input), isOne)
})
