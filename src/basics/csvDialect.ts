// Finds out how a CSV file separates its fields. Where a comma is the decimal sign, spreadsheets
// write semicolons; "Unicode text" has tabs; and a first line `sep=;` tells Excel which it is.
// Lesson: pages-filters-sorting (appendix)

import { parseCsv } from './csv.ts'

export type Dialect = {
  separator: string
  /** Whether the first row that isn't empty is `sep=…`, which isn't the head. */
  isDeclared: boolean
}

const separators = [',', ';', '\t', '|']
const names = new Map([[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'vertical bar']])
const declaration = /^\s*"?sep=([^"\w\r\n])"?[,;\t| ]*(?:\r|\n|$)/i

/**
 * Finds the separator of a file: the first one under which the head (the first row that isn't
 * empty) is recognized. A declared one is tried first, and can be wrong: a program that doesn't
 * know such a line writes it back as a row, with its own separator. If no head is recognized, it's
 * the declared one, or the one that is used most in the head.
 */
export function findDialect(text: string, isHead: (fields: string[]) => boolean): Dialect {
  const declared = declaration.exec(text.slice(0, 40))?.[1]
  const isDeclared = declared !== undefined
  const tried = isDeclared ? [declared, ...separators] : separators
  const found = tried.find((separator) => isHead(readHead(text, { separator, isDeclared })))
  return { separator: found ?? declared ?? mostUsed(text), isDeclared }
}

/** Names a separator for people: `";" (semicolon)`. */
export function describeSeparator(separator: string): string {
  const name = names.get(separator)
  if (name === undefined) return JSON.stringify(separator)
  return separator === '\t' ? 'tab' : `"${separator}" (${name})`
}

/**
 * Says whether a row is empty, whatever separates its fields. A file may end with zero bytes (after
 * a crash), or with the character that ended files in DOS.
 */
export function isEmptyRow(fields: readonly string[]): boolean {
  return fields.every((field) => !/[^\s\0\x1A,;|]/.test(field))
}

// The start of a file is enough to recognize its head, however long the file is.
const longestStart = 20_000
const mostEmptyRows = 100

function readHead(text: string, { separator, isDeclared }: Dialect): string[] {
  try {
    const rows = parseCsv(text.slice(0, longestStart), { separator, maxFields: longestStart })
    let isDeclaration = isDeclared
    let emptyRows = 0
    for (const fields of rows) {
      if (isEmptyRow(fields)) emptyRows += 1
      else if (isDeclaration) isDeclaration = false
      else return fields
      if (emptyRows > mostEmptyRows) return []
    }
    return []
  } catch {
    // The file may be fine with another separator; if it isn't, reading it says why.
    return []
  }
}

// No separator makes sense of the head: the one that cuts it most often is what was meant.
function mostUsed(text: string): string {
  const counts = separators.map((separator) =>
    readHead(text, { separator, isDeclared: false }).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ','
}
