// The export files of a class, as its teacher has collected them. They come from many people, so
// nothing in them is trusted: not their size, not their shape, not their numbers.

import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isRecord } from '../../basics/check.ts'
import { readLesson, type LessonProgress } from './progress.ts'

export type Learner = {
  /** The name of the file, without its ending. */
  name: string
  lessons: ReadonlyMap<string, LessonProgress>
}

export type Class = {
  learners: readonly Learner[]
  /** A sentence for each file that was left out. */
  problems: readonly string[]
}

const mostFiles = 1_000
const mostBytes = 20_000_000
const longestName = 60

/** Reads every .json file of a folder. Throws when the folder can't be read. */
export function readClass(folder: string, ids: readonly string[]): Class {
  const names = readdirSync(folder).filter((name) => /\.json$/i.test(name)).sort()
  const learners: Learner[] = []
  const problems: string[] = []
  for (const name of names.slice(0, mostFiles)) {
    try {
      const lessons = readExport(readBounded(join(folder, name)), ids)
      learners.push({ name: showName(basename(name).slice(0, -'.json'.length)), lessons })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      problems.push(`${showName(name)} is left out: ${reason}`)
    }
  }
  const rest = names.length - mostFiles
  if (rest > 0) problems.push(`${rest} more files are left out: at most ${mostFiles} are read`)
  return { learners, problems }
}

// What was opened is measured, so that nothing else can take its place in between. Without
// O_NONBLOCK, a pipe would be waited for (open(2)); Windows has no such flag.
function readBounded(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new Error("it isn't a file")
    if (stats.size > mostBytes) throw new Error(`it is larger than ${mostBytes / 1e6} MB`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

function readExport(text: string, ids: readonly string[]): Map<string, LessonProgress> {
  const value = parseJson(text)
  const { groundwork, progress } = isRecord(value) ? value : {}
  const lessons = isRecord(progress) ? progress['lessons'] : undefined
  if (groundwork !== 1 || !isRecord(lessons)) {
    throw new Error("it wasn't made by npm run learn -- export")
  }
  const known = ids.filter((id) => Object.hasOwn(lessons, id))
  return new Map(known.map((id) => [id, readLesson(lessons[id])]))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Error("it isn't JSON; was it damaged on the way?")
  }
}

// A name can turn a line around, or be endless.
function showName(name: string): string {
  const visible = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
  return visible.length > longestName ? `${visible.slice(0, longestName)}…` : visible
}
