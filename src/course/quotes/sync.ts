// Brings the lessons up to date with the project: fills their quotes and lists the lines that
// none of them quotes.

import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findUncovered, formatUncovered, type Uncovered } from './coverage.ts'
import type { SourceFile } from './declarations.ts'
import { syncText, type ReadSource } from './fences.ts'

/** The project's folder. */
export const projectFolder: string = join(import.meta.dirname, '../../..')

export type Synced = {
  /** Files that were out of date, as paths in the project's folder. */
  changed: readonly string[]
  uncovered: Uncovered
}

/**
 * Compares the lessons with the project, and writes them anew with `write`.
 * Throws an Error that names the lesson and the line when a quote names nothing.
 */
export function syncLessons(root: string, { write }: { write: boolean }): Synced {
  const readSource = sourceReader(root)
  const changed: string[] = []
  const put = (path: string, text: string) => {
    const file = join(root, path)
    if (existsSync(file) && readText(file) === text) return
    changed.push(path)
    if (write) writeFileSync(file, text)
  }
  const texts = lessonPaths(root).map((path) => {
    const text = syncAt(path, readText(join(root, path)), readSource)
    put(path, text)
    return text
  })
  const uncovered = findUncovered(taughtPaths(root).map(readSource), texts, readSource)
  put('lessons/uncovered.json', formatUncovered(uncovered))
  return { changed, uncovered }
}

/** Gives a reader that reads each file of the project once. It throws for one that is not there. */
export function sourceReader(root: string): ReadSource {
  const read = new Map<string, SourceFile>()
  return (path) => {
    const known = read.get(path)
    if (known !== undefined) return known
    if (path.split('/').includes('..') || !existsSync(join(root, path))) {
      throw new Error(`There is no file ${path} in the project`)
    }
    const source = { path, text: readText(join(root, path)) }
    read.set(path, source)
    return source
  }
}

/** Lists the files that the lessons quote in the end: src/ without the course, and the schema. */
export function taughtPaths(root: string): readonly string[] {
  const found = globSync(['src/**/*.ts', 'schema.sql'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
  return found.filter((path) => !/^src\/(?:course|features\/assets)\//.test(path)).sort()
}

function lessonPaths(root: string): string[] {
  return globSync('lessons/*/README.md', { cwd: root })
    .map((path) => path.replaceAll('\\', '/')).sort()
}

// Git may write CRLF on Windows.
function readText(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
}

function syncAt(path: string, text: string, readSource: ReadSource): string {
  try {
    return syncText(text, readSource)
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
