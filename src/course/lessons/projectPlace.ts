// A project is one program that grows over several lessons. Each of them has the whole program as
// it should be at its end, in `reference/`. The front matter names the project:
//
//   project: shortener          the learner's files are in my/shortener/
//   from: a-small-framework     first lesson only: begins with the reference of another lesson, or
//                               with its own
//   without: [notices.ts]       but without these files of it
//
// What the first lesson has in a folder `starter/` is added, or replaces files of `from`.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FrontMatterError, type FrontMatter } from './frontMatter.ts'

export type ProjectPlace<Lesson> = {
  /** Also the name of its folder in the learner's folder. */
  name: string
  /** The lessons of the project before this one, in order. */
  earlier: readonly Lesson[]
  /**
   * The folders with the program as the lesson begins: of a later one, the reference before it.
   * A file in a later folder replaces that of the same name.
   */
  startFolders: readonly string[]
  /** Files that it begins without. */
  without: readonly string[]
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
  const without = readNames(matter, 'without')
  const refuse = (field: string, reason: string) =>
    new FrontMatterError(`The field ${field} ${reason}`, matter.lines[field] ?? 1)
  if (name === undefined && from !== undefined) {
    throw refuse('from', 'is for the first lesson of a project')
  }
  if (from === undefined && without.length > 0) throw refuse('without', 'needs the field from')
  if (name === undefined) return undefined
  if (!nameForm.test(name)) throw refuse('project', `can't be ${name}: use a-z, 0-9 and hyphens`)
  const earlier = before.filter(({ project }) => project?.name === name)
  const starter = existsSync(join(folder, 'starter')) ? [join(folder, 'starter')] : []
  const last = earlier.at(-1)
  if (last !== undefined) {
    if (from !== undefined || starter.length > 0) {
      throw refuse('project', `begins in ${last.id}, so this lesson has neither from nor starter/`)
    }
    return { name, earlier, startFolders: [join(last.folder, 'reference')], without }
  }
  const source = from === matter.fields['id'] ? folder
    : before.find((lesson) => lesson.id === from && lesson.project !== undefined)?.folder
  if (from !== undefined && source === undefined) {
    throw refuse('from', `names ${from}, which isn't an earlier project lesson`)
  }
  const startFolders = [
    ...(source === undefined ? [] : [join(source, 'reference')]), ...starter,
  ]
  if (startFolders.length > 0) return { name, earlier, startFolders, without }
  throw refuse('project', 'begins here, so the lesson needs the field from or a folder starter/')
}

function readNames({ fields, lines }: FrontMatter, field: string): readonly string[] {
  const value = fields[field] ?? []
  if (typeof value === 'object') return value
  throw new FrontMatterError(`The field ${field} must be a list like [a, b]`, lines[field] ?? 1)
}

function readName({ fields, lines }: FrontMatter, field: string): string | undefined {
  const value = fields[field]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw new FrontMatterError(`The field ${field} must be a text`, lines[field] ?? 1)
}
