// A project is one program that grows over several lessons. Each of them has the whole program as
// it should be at its end, in `reference/`. The front matter names the project:
//
//   project: shortener          the learner's files are in my/shortener/
//   from: a-small-framework     first lesson only: begins with the reference of another lesson
//
// Instead of `from`, the first lesson can have a folder `starter/`.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FrontMatterError, type FrontMatter } from './frontMatter.ts'

export type ProjectPlace<Lesson> = {
  /** Also the name of its folder in the learner's folder. */
  name: string
  /** The lessons of the project before this one, in order. */
  earlier: readonly Lesson[]
  /** The folder with the program as the lesson begins: of a later one, the reference before it. */
  startFolder: string
}

type Member = { id: string; folder: string; project?: { name: string } }

const nameForm = /^[a-z][a-z0-9-]{0,30}$/

/**
 * Finds out where a lesson is in its project; undefined for a lesson without one. `before` are all
 * earlier lessons. Throws a FrontMatterError.
 */
export function findProject<Lesson extends Member>(
  matter: FrontMatter, folder: string, before: readonly Lesson[],
): ProjectPlace<Lesson> | undefined {
  const name = readName(matter, 'project')
  const from = readName(matter, 'from')
  const refuse = (field: string, reason: string) =>
    new FrontMatterError(`The field ${field} ${reason}`, matter.lines[field] ?? 1)
  if (name === undefined) {
    if (from !== undefined) throw refuse('from', 'is for the first lesson of a project')
    return undefined
  }
  if (!nameForm.test(name)) throw refuse('project', `can't be ${name}: use a-z, 0-9 and hyphens`)
  const earlier = before.filter(({ project }) => project?.name === name)
  const hasStarter = existsSync(join(folder, 'starter'))
  const last = earlier.at(-1)
  if (last !== undefined) {
    if (from !== undefined || hasStarter) {
      throw refuse('project', `begins in ${last.id}, so this lesson has neither from nor starter/`)
    }
    return { name, earlier, startFolder: join(last.folder, 'reference') }
  }
  if ((from === undefined) !== hasStarter) {
    throw refuse('project', 'begins here, so the lesson needs either from or a folder starter/')
  }
  if (from === undefined) return { name, earlier, startFolder: join(folder, 'starter') }
  const source = before.find((lesson) => lesson.id === from && lesson.project !== undefined)
  if (source === undefined) throw refuse('from', `names ${from}, which isn't an earlier project`)
  return { name, earlier, startFolder: join(source.folder, 'reference') }
}

function readName({ fields, lines }: FrontMatter, field: string): string | undefined {
  const value = fields[field]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw new FrontMatterError(`The field ${field} must be a text`, lines[field] ?? 1)
}
