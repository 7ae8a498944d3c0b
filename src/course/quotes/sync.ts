// Brings the lessons up to date with the project: fills their quotes.

import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isOwnExample } from '../lessons/size.ts'
import type { SourceFile } from './declarations.ts'
import { syncText, type ReadSource } from './fences.ts'

/** The project's folder. */
export const projectFolder: string = join(import.meta.dirname, '../../..')

/**
 * Fills the quotes of all lessons, and with `write` stores them. Gives the files that were out of
 * date, as paths in the project's folder.
 * Throws an Error that names the lesson and the line when a quote names nothing.
 */
export function syncLessons(root: string, { write }: { write: boolean }): readonly string[] {
  const readSource = sourceReader(root)
  return lessonPaths(root).filter((path) => {
    const old = readText(join(root, path))
    const text = syncAt(path, old, ownReader(readSource, dirname(path)))
    if (text === old) return false
    if (write) writeFileSync(join(root, path), text)
    return true
  })
}

/** Gives a reader that also knows the `examples/` of a lesson: `folder` is `lessons/09-name`. */
export function ownReader(readSource: ReadSource, folder: string): ReadSource {
  return (path) => readSource(isOwnExample(path) ? `${folder}/${path}` : path)
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
