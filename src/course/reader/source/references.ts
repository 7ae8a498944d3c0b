// Which names in a file lead to a declaration: one of its own, or one of a file that it imports. A
// simple scan that would rather miss a name than lead to the wrong place.

import type { CodeLink } from '../../markdown/codeLines.ts'
import { readTokens, type Token } from '../../markdown/highlight.ts'
import type { Import } from './imports.ts'
import { localNames } from './localNames.ts'
import { sourceAddress, type SourceTree } from './sourceTree.ts'

export type ReferencePlan = {
  path: string
  text: string
  language: string
  imports: readonly Import[]
  tree: SourceTree
}

/** Finds the links of a file, in order. */
export function findReferences(plan: ReferencePlan): readonly CodeLink[] {
  const places = placesOf(plan)
  const hidden = plan.language === 'ts' ? localNames(plan.text) : new Set<string>()
  const links = identifiersOf(plan).flatMap(({ name, start, line }) => {
    const place = places.get(name)
    const isImporting = plan.imports.some((each) => start >= each.start && start < each.end)
    if (place === undefined || (hidden.has(name) && !isImporting)) return []
    if (place.path === plan.path && place.line === line) return []
    return [{ start, end: start + name.length, address: sourceAddress(place.path, place.line) }]
  })
  return [...links, ...fileLinks(plan)].sort((left, right) => left.start - right.start)
}

type Place = { path: string; line: number | undefined }

function placesOf({ path, imports, tree }: ReferencePlan): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const { name, line } of tree.declaredIn(path)) {
    // Within a class, `this.#find` can only be its own.
    const own = /\.(#[\w$]+)$/.exec(name)?.[1] ?? name
    if (!own.includes('.')) places.set(own, { path, line })
  }
  for (const { target, names } of imports) {
    if (tree.find(target) === undefined) continue
    const declared = new Map(tree.declaredIn(target).map(({ name, line }) => [name, line]))
    for (const [local, name] of names) places.set(local, { path: target, line: declared.get(name) })
  }
  return places
}

// The text of each import leads to its file.
function fileLinks({ text, imports, tree }: ReferencePlan): CodeLink[] {
  return imports.filter(({ target }) => tree.find(target) !== undefined)
    .map(({ target, start, end }) => {
      const last = text.slice(start, end).lastIndexOf("'") + start
      return {
        start: text.lastIndexOf("'", last - 1) + 1, end: last, address: sourceAddress(target),
      }
    })
}

type Identifier = { name: string; start: number; line: number }

const skipped: readonly Token['kind'][] = ['comment', 'string', 'property', 'keyword', 'number']

function identifiersOf({ text, language }: ReferencePlan): Identifier[] {
  const found: Identifier[] = []
  let start = 0
  let line = 1
  for (const token of readTokens(text, language)) {
    if (!skipped.includes(token.kind)) {
      for (const { 0: name, index } of token.text.matchAll(/#?[A-Za-z_$][\w$]*/g)) {
        const before = token.text.slice(0, index).split('\n').length - 1
        if (isMember(text, start + index, name)) continue
        found.push({ name, start: start + index, line: line + before })
      }
    }
    start += token.text.length
    line += token.text.split('\n').length - 1
  }
  return found
}

// `reply.text` isn't the function `text`; `...text` is.
function isMember(text: string, index: number, name: string): boolean {
  if (name.startsWith('#')) return false
  return /(?:^|[^.])\.$|\?\.$/.test(text.slice(Math.max(0, index - 3), index))
}
