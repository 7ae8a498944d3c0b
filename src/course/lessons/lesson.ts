// A lesson as it is on the disk: a folder `NN-name` whose README.md begins with front matter.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FrontMatterError, parseFrontMatter, type FrontMatter } from './frontMatter.ts'
import { parts, type PartId } from './outline.ts'
import { findProject, type ProjectPlace } from './projectPlace.ts'

export type Lesson = {
  /** Its name, which never changes: `status-codes`. */
  id: string
  number: number
  /** `08-status-codes`. */
  folderName: string
  /** The absolute path of the folder. */
  folder: string
  title: string
  part: PartId
  minutes: number
  /** The ids of the lessons that must come before. */
  needs: readonly string[]
  /** The Markdown without the front matter. */
  body: string
  hasExercise: boolean
  /** Project lessons: where it is in its project. */
  project?: ProjectPlace<Lesson>
}

/** The folder of the course's lessons. */
export const lessonsFolder: string = join(import.meta.dirname, '../../../lessons')

/**
 * Loads every lesson of a folder, in order.
 *
 * Throws an Error that names file and line when a front matter is wrong.
 */
export function loadLessons(folder: string = lessonsFolder): readonly Lesson[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'README.md')))
  const lessons: Lesson[] = []
  // In order, because a project lesson looks at the ones before it.
  for (const name of names) lessons.push(loadLesson(folder, name, lessons))
  return lessons
}

/** Finds a lesson by its id, its number or its folder's name: `status-codes`, `8`, `08`. */
export function findLesson(lessons: readonly Lesson[], word: string): Lesson | undefined {
  const number = /^\d{1,2}$/.test(word) ? Number(word) : undefined
  return lessons.find(({ id, folderName, number: own }) =>
    id === word || folderName === word || own === number)
}

/** Gives the README.md with blank lines for its front matter, so that line numbers are right. */
export function readPage({ folder, body }: Lesson): string {
  const lines = readFileSync(join(folder, 'README.md'), 'utf8').split('\n').length
  return '\n'.repeat(lines - body.split('\n').length) + body
}

function loadLesson(folder: string, folderName: string, before: readonly Lesson[]): Lesson {
  const path = join(folder, folderName)
  const file = `lessons/${folderName}/README.md`
  try {
    const matter = parseFrontMatter(readFileSync(join(path, 'README.md'), 'utf8'))
    refuseUnknown(matter)
    const project = findProject(matter, path, before)
    return {
      id: readText(matter, 'id'),
      number: Number(folderName.slice(0, 2)),
      folderName,
      folder: path,
      title: readText(matter, 'title'),
      part: readPart(matter),
      minutes: readMinutes(matter),
      needs: readList(matter, 'needs'),
      body: matter.body,
      hasExercise: project !== undefined || existsSync(join(path, 'exercise.ts')),
      ...(project === undefined ? {} : { project }),
    }
  } catch (error) {
    if (!(error instanceof FrontMatterError)) throw error
    throw new Error(`${file}:${error.line}: ${error.message}`, { cause: error })
  }
}

const fieldNames = [
  'id', 'title', 'part', 'minutes', 'needs', 'project', 'from', 'given', 'without',
]

function refuseUnknown({ lines }: FrontMatter): void {
  for (const [name, line] of Object.entries(lines)) {
    if (fieldNames.includes(name)) continue
    const known = fieldNames.join(', ')
    throw new FrontMatterError(`There is no field ${name}; there are ${known}`, line)
  }
}

function readText({ fields, lines }: FrontMatter, name: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value
  throw new FrontMatterError(`The field ${name} must be a text`, lines[name] ?? 1)
}

function readPart(matter: FrontMatter): PartId {
  const text = readText(matter, 'part')
  const part = parts.find(({ id }) => id === text)
  if (part !== undefined) return part.id
  throw new FrontMatterError(`There is no part ${text}`, matter.lines['part'] ?? 1)
}

function readMinutes(matter: FrontMatter): number {
  const text = readText(matter, 'minutes')
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new FrontMatterError(`Write minutes as a number, not ${text}`, matter.lines['minutes'] ?? 1)
}

function readList({ fields, lines }: FrontMatter, name: string): readonly string[] {
  const value = fields[name]
  if (typeof value === 'object') return value
  throw new FrontMatterError(`The field ${name} must be a list like [a, b]`, lines[name] ?? 1)
}
