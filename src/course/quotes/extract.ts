// Cuts a named piece out of a source file, as a lesson quotes it.

import { withoutIndentation } from '../lessons/indentation.ts'
import { declarationsOf, type Declaration, type SourceFile } from './declarations.ts'

/**
 * Gives the text of a declaration with the comments above it, or of the whole file without a name.
 * Throws an Error that lists the names when there is no such one.
 */
export function extract(source: SourceFile, name: string | undefined): string {
  const { first, last } = findQuoted(source, name)
  return withoutIndentation(source.text.split('\n').slice(first - 1, last))
}

/** Finds the lines that a quote covers. Throws as `extract` does. */
export function findQuoted(source: SourceFile, name: string | undefined): Declaration {
  const lines = source.text.split('\n')
  if (name === undefined) return { name: source.path, first: 1, last: lines.length }
  if (!/\.(?:ts|js|sql)$/.test(source.path)) {
    throw new Error(`${source.path} can only be quoted whole, without #${name}`)
  }
  const declarations = declarationsOf(source)
  const found = declarations.filter((declaration) => declaration.name === name)
  const [declaration] = found
  if (declaration !== undefined && found.length === 1) return declaration
  const problem = declaration === undefined ? 'has no' : 'has more than one'
  const names = [...new Set(declarations.map((each) => each.name))].join(', ')
  throw new Error(`${source.path} ${problem} ${name}; it has ${names}`)
}
