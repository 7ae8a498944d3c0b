import assert from 'node:assert/strict'
import test from 'node:test'
import { HttpError } from '../../src/http/errors.ts'
import { parseJson } from '../../src/http/json.ts'

test('what JSON.parse reads is read alike', () => {
  const texts = [
    '{}',
    '[]',
    'null',
    ' "a" ',
    '-1.5e3',
    '{"a":[1,{"b":null}],"c":{"a":true}}',
    '{"a:b":":","c":"{[\\"]}\\\\"}',
    '{"\\\\":1,"\\"":2,"":3}',
    '[{"a":1},{"a":2}]',
    '{"constructor":1,"toString":2}',
    '"__proto__"',
    '["__proto__"]',
    '{"a":"__proto__","_proto_":1}',
    '{"0":1,"1":2}',
  ]
  for (const text of texts) assert.deepEqual(parseJson(text), JSON.parse(text), text)
})

test('JSON that JSON.parse lets through is refused with a code', () => {
  const rows: [rule: string, text: string, code: string][] = [
    ['the prototype', '{"__proto__":{}}', 'forbidden-name'],
    ['the prototype, deeper', '{"a":[1,{"__proto__":1}]}', 'forbidden-name'],
    ['the prototype, escaped', '{"__pr\\u006fto__":1}', 'forbidden-name'],
    ['the prototype, twice', '{"__proto__":1,"__proto__":2}', 'forbidden-name'],
    ['a name twice', '{"a":1,"a":2}', 'duplicate-name'],
    ['a name twice, deeper', '[{"b":{"a":1,"b":2,"a":1}}]', 'duplicate-name'],
    ['a name twice, escaped once', '{"a":1,"\\u0061":1}', 'duplicate-name'],
    ['an empty name twice', '{"":1,"":1}', 'duplicate-name'],
    ['the one that is dropped has members', '{"a":{"b":1},"a":1}', 'duplicate-name'],
    ['the prototype inside what is dropped', '{"a":{"__proto__":1},"a":1}', 'duplicate-name'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'too-deep'],
    ['65 levels of both kinds', '[{"a":'.repeat(33), 'too-deep'],
    ['depth before syntax', '['.repeat(1e5), 'too-deep'],
    ['too many names', `{${'"a":1,'.repeat(50_001)}"b":1}`, 'too-many-values'],
    ['too many values', `[${'1,'.repeat(100_001)}1]`, 'too-many-values'],
    ['65 levels after others', `[[],[],${'['.repeat(64)}`, 'too-deep'],
  ]
  for (const [rule, text, code] of rows) {
    assert.throws(() => parseJson(text), (error: unknown) => {
      assert.ok(error instanceof HttpError)
      assert.deepEqual([error.status, error.code], [400, code], rule)
      return true
    })
  }
})

test('64 levels are deep enough', () => {
  const brackets = `${'['.repeat(64)}${']'.repeat(64)}`
  assert.equal(JSON.stringify(parseJson(brackets)), brackets)
  const wide = `[${'[{}],'.repeat(100)}[]]`
  assert.equal(JSON.stringify(parseJson(wide)), wide)
  const text = '"[[[{{{\\"[[[ '.padEnd(1000, '[{') + '"'
  assert.equal(parseJson(text), JSON.parse(text))
})

test('100,000 values and names are not too many, and signs inside strings are none', () => {
  const list = `[${'1,'.repeat(99_999)}1]`
  assert.equal(JSON.stringify(parseJson(list)), list)
  const text = JSON.stringify(':,'.repeat(200_000))
  assert.equal(JSON.stringify(parseJson(text)), text)
})

test('a mistake is told with its line and column', () => {
  const rows: [text: string, message: string][] = [
    [' ', 'line 1, column 2: expected a value, but the text ends'],
    ['{', 'line 1, column 2: expected a name in double quotes, but the text ends'],
    ['{"a":1\n "b":2}', 'line 2, column 2: expected a comma or "}", found "\\""'],
    ['{\r\n  "a": tru\r\n}', 'line 2, column 8: expected a value, found "t"'],
    ["{'a':1}", 'line 1, column 2: expected a name in double quotes, found "\'"'],
    ['🌱', 'line 1, column 1: expected a value, found "🌱"'],
    ['[\n\n', 'line 3, column 1: expected a value, but the text ends'],
    ['"a\nb"', 'line 1, column 3: expected an escape such as \\n for this character, found "\\n"'],
  ]
  for (const [text, message] of rows) {
    assert.throws(
      () => parseJson(text),
      { code: 'bad-json', status: 400, message: `Cannot read the JSON at ${message}` },
      text,
    )
  }
})
