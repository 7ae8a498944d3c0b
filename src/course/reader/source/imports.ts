// What a source file imports, found by a scan of its import and export lines.

import { posix } from 'node:path'

export type Import = {
  /** The file's path, or the module's name: `node:http`. */
  target: string
  isOurs: boolean
  /** The names that it brings, by the name that they have in this file. */
  names: ReadonlyMap<string, string>
  /** Where the statement is in the text. */
  start: number
  end: number
}

const clause = /(?:type\s+)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s+from\s+/
const statement = new RegExp(
  `^(?:import\\s+(?:${clause.source})?|export\\s+${clause.source})'([^'\\n]+)'`, 'gm')
const dynamic = /\bimport\('([^'\n]+)'\)/g

/** Lists the imports of the file at a path, in order. `export … from` counts, too. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found = [...text.matchAll(statement), ...text.matchAll(dynamic)]
  return found.map(({ 0: whole, 1: specifier = '', index }) => {
    const isOurs = specifier.startsWith('.')
    return {
      target: isOurs ? posix.join(posix.dirname(path), specifier) : specifier,
      isOurs, names: namesOf(whole), start: index, end: index + whole.length,
    }
  })
}

// `{ a, type B, c as d }`
function namesOf(whole: string): ReadonlyMap<string, string> {
  const list = /\{([^}]*)\}/.exec(whole)?.[1] ?? ''
  const names = new Map<string, string>()
  for (const part of list.split(',')) {
    const [name, local = name] = part.trim().replace(/^type\s+/, '').split(/\s+as\s+/)
    if (name !== undefined && local !== undefined && name !== '') names.set(local, name)
  }
  return names
}
