import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { declarationsOf } from '../../../src/course/quotes/declarations.ts'
import { extract } from '../../../src/course/quotes/extract.ts'
import { maskSource } from '../../../src/course/quotes/mask.ts'

const root = join(import.meta.dirname, '../../..')
const sources = globSync(['src/**/*.ts', 'schema.sql'], { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n') }))

test('every exported declaration of the project can be quoted', () => {
  assert.ok(sources.length > 50)
  const exported =
    /^export (?:async )?(?:function\*?|const|let|class|type|interface) ([\w$]+)/gm
  for (const source of sources) {
    for (const [line, name = ''] of source.text.matchAll(exported)) {
      assert.ok(extract(source, name).includes(line), `${source.path}#${name}`)
    }
  }
})

test('the pieces of every file of the project cover it whole, and no name is there twice', () => {
  for (const source of sources) {
    const declarations = declarationsOf(source)
    const names = declarations.map(({ name }) => name)
    assert.deepEqual(names, [...new Set(names)], source.path)
    const open = source.text.split('\n').flatMap((line, index) => {
      const isCovered = declarations.some(({ first, last }) => first <= index + 1 && index < last)
      return isCovered || line.trim() === '' ? [] : [`${source.path}:${index + 1} ${line}`]
    })
    assert.deepEqual(open, [])
  }
})

test('outside classes, no line of the project is in two pieces', () => {
  for (const source of sources) {
    let end = 0
    for (const { name, first, last } of declarationsOf(source)) {
      if (name.includes('.')) continue
      assert.ok(first > end, `${source.path}#${name} begins in line ${first}, before ${end}`)
      end = last
    }
  }
})

test('the brackets of every file are balanced when texts and comments are blanked', () => {
  for (const { path, text } of sources) {
    const code = maskSource(text, path.endsWith('.sql') ? 'sql' : 'ts')
    assert.equal(code.length, text.length, path)
    const count = (pattern: RegExp) => code.match(pattern)?.length ?? 0
    assert.equal(count(/[([{]/g), count(/[)\]}]/g), path)
  }
})

test("what isn't code is blanked", () => {
  const rows: [text: string, masked: string][] = [
    ["a('}', 1) // {", "a(' ', 1)     "],
    ['a("\\"}") /* { */ + b', 'a("   ")         + b'],
    ['`{${ b(`}`, "}") }{` + {', '`                  ` + {'],
    ['`${{ a: { b } }}` (', '`               ` ('],
    ['`\\`{` (', '`   ` ('],
    ['a = /[/{]\\/{/g.test(b)', 'a = /       /g.test(b)'],
    ['a / b / {', 'a / b / {'],
    ['a() / (b) / {', 'a() / (b) / {'],
    ['return /{/', 'return / /'],
    ["['a'] / {} / '{'", "[' '] / {} / ' '"],
    ['a // {\n/ b / {', 'a     \n/ b / {'],
  ]
  for (const [text, masked] of rows) assert.equal(maskSource(text, 'ts'), masked)
  assert.equal(maskSource("a '\\' (", 'sql'), "a ' ' (")
  assert.equal(maskSource("a -- (\n'it''s (' /* ( */", 'sql'), "a     \n'  ''   '        ")
})

const script = `// What it is for.
// In two lines.

import { a } from './a.ts'
import {
  b,
} from './b.ts'

export type Shape =
  | { kind: 'one' } // }
  | { kind: 'two' }

// A rule.

/** Adds. */
export async function add(a: number): Promise<void>
export async function add(a: string): Promise<void>
export async function add(a: unknown) {
  return \`\${a} }\`
}
const pattern = /[{]/
function first<
  Value,
>(list: Value[]): Value | undefined {
  return list[0]
}

/** A box. */
export class Box<Value> extends Error {
  // Counts.
  #count = 0
  readonly name = 'Box'

  /** Opens. */
  async open({
    wide,
  }: Options): Promise<void> {
    if (wide) {
      this.#close()
    }
  }

  // Closes.
  #close(): void {}
  get size() {
    return this.#count
  }
}

export const last = {
  a: 1,
}

await add(1)
if (a) {
  b()
}
// The end.
`

test('a declaration is found with its comments, wherever it ends', () => {
  const rows: [name: string, first: number, last: number][] = [
    ['head', 1, 7], ['Shape', 9, 11], ['add', 13, 20], ['pattern', 21, 21], ['first', 22, 26],
    ['Box', 28, 48], ['Box.#count', 30, 31], ['Box.name', 32, 32], ['Box.open', 34, 41],
    ['Box.#close', 43, 44], ['Box.size', 45, 47], ['last', 50, 52], ['run', 54, 58],
  ]
  assert.deepEqual(
    declarationsOf({ path: 'src/a.ts', text: script }),
    rows.map(([name, first, last]) => ({ name, first, last })),
  )
})

test('a member is quoted from the left edge', () => {
  const quote = extract({ path: 'src/a.ts', text: script }, 'Box.#close')
  assert.equal(quote, '// Closes.\n#close(): void {}')
})

test('a file without imports has its first comment as head', () => {
  const rows: [text: string, declarations: [string, number, number][]][] = [
    ['// A.\n// B.\n\n// C.\nconst a = 1\n', [['head', 1, 2], ['a', 4, 5]]],
    ['const a = 1\n', [['a', 1, 1]]],
    ['// A.\nconst a = 1\n', [['head', 1, 1], ['a', 2, 2]]],
    ['', []],
  ]
  for (const [text, declarations] of rows) {
    const found = declarationsOf({ path: 'src/a.ts', text })
    assert.deepEqual(found.map(({ name, first, last }) => [name, first, last]), declarations)
  }
})

test('a schema has tables, indexes and triggers', () => {
  const text = `-- The schema.

-- step 1

-- People (all).
create table people (
  name text default 'create table x (', -- (
  id integer
) strict;

create unique index people_by_name on people (name);

create trigger people_gone after delete on people
when old.id > 1 begin
  delete from x; -- end
end;
`
  const found = declarationsOf({ path: 'schema.sql', text })
  assert.deepEqual(found.map(({ name, first, last }) => [name, first, last]), [
    ['head', 1, 1], ['people', 3, 9], ['people_by_name', 11, 11], ['people_gone', 13, 16],
  ])
})

test('a name that is not there is told with the names that are', () => {
  const source = { path: 'src/a.ts', text: 'const a = 1\nconst b = 2\nconst a = 3\n' }
  assert.equal(extract(source, undefined), source.text.trimEnd())
  assert.throws(() => extract(source, 'c'), { message: 'src/a.ts has no c; it has a, b' })
  assert.throws(() => extract(source, 'a'), /has more than one a/)
  assert.throws(() => extract({ path: 'site.css', text: '' }, 'a'), /can only be quoted whole/)
})
