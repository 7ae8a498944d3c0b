// The scans behind the pages of the source: imports, first comments, names and what they mean.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf } from '../../../src/course/reader/source/imports.ts'
import { readIntroduction } from '../../../src/course/reader/source/introduction.ts'
import { localNames } from '../../../src/course/reader/source/localNames.ts'
import { findReferences } from '../../../src/course/reader/source/references.ts'
import { createSourceTree } from '../../../src/course/reader/source/sourceTree.ts'

test('imports are found with the names that they bring', () => {
  const rows: [text: string, target: string | undefined, names: string][] = [
    ["import { a, type B, c as d } from './b.ts'", 'src/b.ts', 'a=a B=B d=c'],
    ["import type { A } from '../a.ts'", 'a.ts', 'A=A'],
    ["import {\n  a,\n  b,\n} from './b.ts'", 'src/b.ts', 'a=a b=b'],
    ["import * as all from './b.ts'", 'src/b.ts', ''],
    ["import one from './b.ts'", 'src/b.ts', ''],
    ["import './b.ts'", 'src/b.ts', ''],
    ["export { a } from './b.ts'", 'src/b.ts', 'a=a'],
    ["export * from './b.ts'", 'src/b.ts', ''],
    ["const b = await import('./b.ts')", 'src/b.ts', ''],
    ["import { get } from 'node:http'", 'node:http', 'get=get'],
    ["export function a() {\n  return from 'b'\n}", undefined, ''],
    ["// import { a } from './b.ts'", undefined, ''],
  ]
  for (const [text, target, names] of rows) {
    const [found] = importsOf('src/a.ts', text)
    assert.equal(found?.target, target, text)
    const pairs = [...found?.names ?? []].map((pair) => pair.join('='))
    assert.equal(pairs.join(' '), names, text)
  }
})

test('the first comment becomes an introduction without its owner', () => {
  const rows: [text: string, introduction: string, owner: string][] = [
    ['// A. Lesson: jwt (core)\n\ncode', 'A.', 'jwt core'],
    ['// A\n// b.\n// Lesson: jwt (tour)\n//\n//   f(1)\n//     g\n\ncode',
      'A\nb.\n\n```text\nf(1)\n  g\n```', 'jwt tour'],
    ['-- All.\n\n-- Not this.', 'All.', ''],
    ['/* Colours. */\n\n:root {}', 'Colours.', ''],
    ['code // not this', '', ''],
    ['', '', ''],
    ['// A. Lesson: jwt (best)', 'A. Lesson: jwt (best)', ''],
  ]
  for (const [text, introduction, owner] of rows) {
    const found = readIntroduction(text)
    assert.equal(found.text, introduction, text)
    assert.equal(`${found.owner?.lesson ?? ''} ${found.owner?.tier ?? ''}`.trim(), owner, text)
  }
})

test('names that are bound inside a function are known', () => {
  const rows: [text: string, names: readonly string[]][] = [
    ['const top = 1', []],
    ['  const inner = 1', ['inner']],
    ['  const { a, b: c, d = 1, ...e } = f()', ['a', 'c', 'd', 'e']],
    ['  for (const [key, value] of map) {', ['key', 'value']],
    ['function f(first: A, second?: B) {}', ['first', 'second']],
    ['list.map((item) => item)', ['item']],
    ['list.map(({ a, b }) => a)', ['a', 'b']],
    ['list.map(item => item)', ['item']],
    ['  close() {', ['close']],
    ['  close(): void', ['close']],
    ['f(given, other)', []],
  ]
  for (const [text, names] of rows) {
    const found = localNames(text)
    for (const name of names) assert.ok(found.has(name), `${text}: ${name}`)
    if (names.length === 0) assert.deepEqual([...found], [], text)
  }
})

test('a name leads to its declaration only where it means that', () => {
  const text = 'export const text = 1\nexport type Row = 1\n'
  const other = { path: 'src/b.ts', bytes: 0, modifiedMs: 0, text }
  const head = "import { text, type Row } from './b.ts'\n"
  const rows: [code: string, names: readonly string[]][] = [
    ['f(text)', ['text']],
    ['reply.text', []],
    ['reply?.text', []],
    ['f(...text)', ['text']],
    ["f('text') // text", []],
    ['f({ text: 1 })', []],
    ['f({ text })', ['text']],
    ['f(`${text} text`)', ['text']],
    ['(text: Row) => text', ['Row']],
    ['own()\nfunction own() {}', ['own']],
    ['class C {\n  #m() { return this.#m }\n  n() { return this.#m }\n}', ['#m']],
  ]
  for (const [code, names] of rows) {
    const file = { path: 'src/a.ts', bytes: 0, modifiedMs: 0, text: head + code }
    const tree = createSourceTree([file, other])
    const imports = tree.find(file.path)?.imports ?? []
    const links = findReferences({ ...file, language: 'ts', imports, tree })
    const found = links.filter(({ start }) => start >= head.length)
    assert.deepEqual(found.map(({ start, end }) => file.text.slice(start, end)), names, code)
  }
})
