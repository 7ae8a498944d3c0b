import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePreferences } from '../../src/http/preferences.ts'

type Row = [rule: string, header: string | undefined, expected: string[]]

// Each preference as `value;parameter=value @weight`.
const rows: Row[] = [
  ['no header', undefined, []],
  ['an empty header', '', []],
  ['one value weighs 1', 'gzip', ['gzip @1000']],
  ['several keep their order', 'b, a,c', ['b @1000', 'a @1000', 'c @1000']],
  ['empty members are skipped', ', a ,,b,', ['a @1000', 'b @1000']],
  ['everything is lower case', 'Text/HTML;Charset=UTF-8;Q=0.5', ['text/html;charset=utf-8 @500']],
  ['a weight', 'a;q=0.5', ['a @500']],
  ['spaces around the semicolon', 'a ; q=0.5', ['a @500']],
  ['three decimals', 'a;q=0.001', ['a @1']],
  ['a fourth decimal is cut off', 'a;q=0.1239', ['a @123']],
  ['a point without decimals', 'a;q=1.', ['a @1000']],
  ['zero in all its spellings', 'a;q=0,b;q=0.0,c;q=0.000', ['a @0', 'b @0', 'c @0']],
  ['a weight above 1 is 1', 'a;q=1.5,b;q=7', ['a @1000', 'b @1000']],
  ['a negative weight is malformed', 'a;q=-1,b', ['b @1000']],
  ['a weight in words is malformed', 'a;q=high,b', ['b @1000']],
  ['a weight without a digit before the point is malformed', 'a;q=.5,b', ['b @1000']],
  ['a weight with an exponent is malformed', 'a;q=1e-3,b', ['b @1000']],
  ['an empty weight is malformed', 'a;q=,b', ['b @1000']],
  ['parameters before the weight', 'a/b;level=1;q=0.2', ['a/b;level=1 @200']],
  ['parameters after the weight', 'a/b;q=0.2;level=1', ['a/b;level=1 @200']],
  ['an empty parameter is skipped', 'a;;q=0.2;', ['a @200']],
  ['a parameter without a value is malformed', 'a/b;level,c', ['c @1000']],
  ['spaces around the = are malformed', 'a;q = 0.5,c', ['c @1000']],
  ['a quoted value', 'a/b;x="1"', ['a/b;x=1 @1000']],
  ['separators inside of quotes', 'a/b;x="1,2;3",c', ['a/b;x=1,2;3 @1000', 'c @1000']],
  ['an escaped quote', 'a/b;x="1\\",2",c', ['a/b;x=1",2 @1000', 'c @1000']],
  ['a quote that never ends is malformed', 'c,a/b;x="1,d', ['c @1000']],
  ['a value with a space is malformed', 'a b,c', ['c @1000']],
  ['a value with two slashes is malformed', 'a/b/c,c', ['c @1000']],
  ['half a type is malformed', 'a/,/b,c', ['c @1000']],
  ['2000 characters are read', `${'a'.repeat(1998)},b`, [`${'a'.repeat(1998)} @1000`, 'b @1000']],
  ['more count as none', `${'a'.repeat(1999)},b`, []],
]

for (const [rule, header, expected] of rows) {
  test(`preferences: ${rule}`, () => {
    const found = parsePreferences(header).map(({ value, parameters, weight }) => {
      const list = [...parameters].map(([name, text]) => `;${name}=${text}`)
      return `${value}${list.join('')} @${weight}`
    })
    assert.deepEqual(found, expected)
  })
}
