// Quotes in a lesson's Markdown: fences whose first line names a file of the project, and after a
// `#` a piece of it. `npm run lessons:sync` fills in what's inside.
//
//   ```ts src/http/router.ts            the whole file
//   ```ts src/http/router.ts#findLeaf   a declaration with the comments above it
//   ```ts src/http/router.ts#Router.add a member of a class
//   ```ts src/http/router.ts#head       the file's first comment and its imports
//   ```ts src/main.ts#run               its statements that declare nothing
//   ```sql schema.sql#links             a table, index or trigger
//   ```ts examples/server.ts            a file of the lesson's own folder
//
// A ```console fence with such a file holds what commands print while it runs: no quote.

import type { SourceFile } from './declarations.ts'
import { extract } from './extract.ts'

export type Fence = {
  /** `ts`, `sql`. */
  language: string
  /** The file that it quotes; undefined for code that is only in the lesson. */
  path: string | undefined
  /** The piece; undefined for the whole file. */
  name: string | undefined
  /** The line of the opening, counted from 1. */
  line: number
  /** The line of the closing. */
  lastLine: number
  body: string
}

export type ReadSource = (path: string) => SourceFile

const opening = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*?)[ \t]*$/

/** Lists every fence of a text. Throws an Error for one that is never closed. */
export function findFences(markdown: string): readonly Fence[] {
  const lines = markdown.split('\n')
  const fences: Fence[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const [, indentation = '', marker, info = ''] = opening.exec(lines[index] ?? '') ?? []
    if (marker === undefined) continue
    const end = lines.findIndex((line, other) => other > index && closes(line, marker))
    if (end === -1) throw new Error(`The fence in line ${index + 1} is never closed`)
    const body = lines.slice(index + 1, end)
      .map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line))
      .join('\n')
    fences.push({ ...readInfo(info), line: index + 1, lastLine: end + 1, body })
    index = end
  }
  return fences
}

/** Lists the fences that quote the project, or an example of the lesson. */
export function findQuotes(markdown: string): readonly (Fence & { path: string })[] {
  return findFences(markdown).flatMap((fence) => {
    const { path } = fence
    return path === undefined || fence.language === 'console' ? [] : [{ ...fence, path }]
  })
}

/** Fills every quote with what the project says now. Throws when one names nothing. */
export function syncText(markdown: string, readSource: ReadSource): string {
  const lines = markdown.split('\n')
  for (const { path, name, line, lastLine } of findQuotes(markdown).toReversed()) {
    const [, indentation = '', marker = ''] = opening.exec(lines[line - 1] ?? '') ?? []
    const text = extractAt(line, () => extract(readSource(path), name))
    const quoted = text.split('\n')
    if (quoted.some((each) => closes(each, marker))) {
      throw new Error(`Line ${line}: ${path} holds ${marker} itself: write a longer fence`)
    }
    const body = quoted.map((each) => (each === '' ? '' : indentation + each))
    lines.splice(line, lastLine - line - 1, ...body)
  }
  return lines.join('\n')
}

function closes(line: string, marker: string): boolean {
  const text = line.trim()
  return text.length >= marker.length && text === marker.charAt(0).repeat(text.length)
}

function readInfo(info: string): Pick<Fence, 'language' | 'path' | 'name'> {
  const [language = '', address] = info.split(/\s+/)
  if (address === undefined) return { language, path: undefined, name: undefined }
  const mark = address.indexOf('#')
  if (mark === -1) return { language, path: address, name: undefined }
  return { language, path: address.slice(0, mark), name: address.slice(mark + 1) }
}

function extractAt(line: number, read: () => string): string {
  try {
    return read()
  } catch (error) {
    throw new Error(`Line ${line}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
