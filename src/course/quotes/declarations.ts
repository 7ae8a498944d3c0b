// Finds the named pieces of a source file by its layout: what begins at the left edge, outside all
// brackets, begins a statement, and it goes on until the next one. Our own files keep to that.

import { maskSource } from './mask.ts'

/** A source file; its path begins at the project's folder: `src/http/router.ts`. */
export type SourceFile = { path: string; text: string }

export type Declaration = {
  /** `parseTarget`, `Router`, `Router.add`, `Router.#placeFor`, `links`; or `head`, or `run`. */
  name: string
  /** Lines counted from 1, with the comments above. `last` belongs to it. */
  first: number
  last: number
}

/**
 * Lists what can be quoted of a file, which is all of it: its `head` (the first comment and the
 * imports), then its top-level declarations in order, each class followed by its members.
 *
 * Comments belong to what follows them. Statements that declare nothing are called `run`.
 */
export function declarationsOf({ path, text }: SourceFile): readonly Declaration[] {
  const isSql = path.endsWith('.sql')
  const lines = linesOf(text, isSql)
  const nameOf = isSql ? nameOfSql : nameOfScript
  const head = { name: 'head', first: 1, last: headEnd(lines) }
  const rest = { first: head.last + 1, last: lastWritten(lines, lines.length) }
  const all = split(lines, rest, nameOf).flatMap((declaration) => [
    declaration,
    ...(isSql ? [] : membersOf(lines, declaration)),
  ])
  return head.last === 0 ? all : [head, ...all]
}

type Line = {
  text: string
  /** Without comments and the texts of strings. */
  code: string
  /** How many brackets are open where the line begins. */
  depth: number
}

type Range = { first: number; last: number }

// The name that a line declares, '' for a statement without one, undefined when it begins nothing.
type NameOf = (line: Line) => string | undefined

function linesOf(text: string, isSql: boolean): Line[] {
  const masked = maskSource(text, isSql ? 'sql' : 'ts').split('\n')
  let depth = 0
  return text.split('\n').map((line, index) => {
    const code = masked[index] ?? ''
    const here = { text: line, code, depth }
    depth += count(code, /[([{]/g) - count(code, /[)\]}]/g)
    return here
  })
}

function count(code: string, pattern: RegExp): number {
  return code.match(pattern)?.length ?? 0
}

function nameOfScript({ code, depth }: Line): string | undefined {
  if (depth !== 0 || !/^[\w$]/.test(code)) return undefined
  const declaration =
    /^(?:export )?(?:async )?(?:function\*?|const|let|type|interface|class) ([\w$]+)/.exec(code)
  return declaration?.[1] ?? ''
}

function nameOfSql({ code, depth }: Line): string | undefined {
  if (depth !== 0) return undefined
  const declaration = /^create (?:unique )?(?:table|index|trigger|view) (\w+)/i.exec(code)
  return declaration?.[1]
}

function nameOfMember({ code, depth }: Line): string | undefined {
  if (depth !== 1) return undefined
  return /^ {2}(?:(?:static|async|override|readonly|get|set) )*\*?(#?[\w$]+)/.exec(code)?.[1]
}

// Without imports it is the first comment alone, up to the first line that is none.
function headEnd(lines: readonly Line[]): number {
  const lastImport = lines.findLastIndex(({ code, depth }) => depth === 0 && /^import\b/.test(code))
  if (lastImport === -1) {
    const end = lines.findIndex(({ text, code }) => text.trim() === '' || code.trim() !== '')
    return end === -1 ? lines.length : end
  }
  const next = lines.findIndex((line, index) =>
    index > lastImport && nameOfScript(line) !== undefined)
  return lastCode(lines, next === -1 ? lines.length : next)
}

function membersOf(lines: readonly Line[], { name, first, last }: Declaration): Declaration[] {
  const isHere = (index: number) => index >= first - 1 && index < last
  const opening = lines.findIndex((line, index) => isHere(index) && line.depth === 1)
  const isClass = lines.some(({ code }, index) => isHere(index) && /^(?:export )?class /.test(code))
  if (!isClass || opening === -1) return []
  const inside = { first: opening + 1, last: lastWritten(lines, last - 1) }
  return split(lines, inside, nameOfMember)
    .map((member) => ({ ...member, name: `${name}.${member.name}` }))
}

// Overloads follow each other and are one declaration.
function split(lines: readonly Line[], { first, last }: Range, nameOf: NameOf): Declaration[] {
  const found: Declaration[] = []
  for (let number = first; number <= last; number += 1) {
    const line = lines[number - 1]
    const start = line && nameOf(line)
    if (start === undefined) continue
    const name = start === '' ? 'run' : start
    const previous = found.at(-1)
    if (previous?.name === name) continue
    if (previous !== undefined) previous.last = lastCode(lines, number - 1)
    found.push({ name, first: nextWritten(lines, (previous?.last ?? first - 1) + 1), last })
  }
  return found
}

function nextWritten(lines: readonly Line[], number: number): number {
  let next = number
  while (lines[next - 1]?.text.trim() === '') next += 1
  return next
}

function lastWritten(lines: readonly Line[], number: number): number {
  let last = number
  while (last > 0 && lines[last - 1]?.text.trim() === '') last -= 1
  return last
}

function lastCode(lines: readonly Line[], number: number): number {
  let last = number
  while (last > 0 && lines[last - 1]?.code.trim() === '') last -= 1
  return last
}
