// A project is one program that grows over several lessons. Each of them has in `reference/` the
// files that it adds or changes; the rest of the program comes from the lessons before it. The
// front matter names the project:
//
//   project: shortener          the learner's files are in my/shortener/
//   from: a-small-framework     first lesson only: begins with the reference of another lesson, or
//                               with its own
//   given: [src/basics/qr]      later lessons: a folder of this repository that they add as `qr/`
//   without: [notices.ts]       but without these files of it
//
// What the first lesson has in a folder `starter/` is added, or replaces files of `from`.

import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FrontMatterError, type FrontMatter } from './frontMatter.ts'

/** The files of a folder as a part of a program. They replace those of the layers below it. */
export type Layer = {
  folder: string
  /** What their paths begin with in the program: `qr/`, or nothing. */
  prefix: string
  /** Paths in the program that aren't taken from it. */
  without: readonly string[]
}

export type ProjectPlace<Lesson> = {
  /** Also the name of its folder in the learner's folder. */
  name: string
  /** The lessons of the project before this one, in order. */
  earlier: readonly Lesson[]
  /** The program as the lesson begins. */
  start: readonly Layer[]
  /** The program as it should be at its end. */
  end: readonly Layer[]
  /** The part of `start` that a later lesson adds to the learner's files. */
  given: readonly Layer[]
}

type Member = {
  id: string
  folder: string
  project?: Pick<ProjectPlace<unknown>, 'name' | 'end'>
}

const nameForm = /^[a-z][a-z0-9-]{0,30}$/
const root = join(import.meta.dirname, '../../..')

/**
 * Finds out where a lesson is in its project; undefined for a lesson without one. `before` are all
 * earlier lessons. Throws a FrontMatterError.
 */
export function findProject<Lesson extends Member>(
  matter: FrontMatter, folder: string, before: readonly Lesson[],
): ProjectPlace<Lesson> | undefined {
  const name = readName(matter, 'project')
  const from = readName(matter, 'from')
  const givenFolders = readNames(matter, 'given')
  const without = readNames(matter, 'without')
  const refuse = (field: string, reason: string) =>
    new FrontMatterError(`The field ${field} ${reason}`, matter.lines[field] ?? 1)
  if (name === undefined && from !== undefined) {
    throw refuse('from', 'is for the first lesson of a project')
  }
  if (from === undefined && givenFolders.length === 0 && without.length > 0) {
    throw refuse('without', 'needs the field from or given')
  }
  if (name === undefined) return undefined
  if (!nameForm.test(name)) throw refuse('project', `can't be ${name}: use a-z, 0-9 and hyphens`)
  const earlier = before.filter(({ project }) => project?.name === name)
  const starter = existsSync(join(folder, 'starter')) ? [layerOf(join(folder, 'starter'))] : []
  const own = layerOf(join(folder, 'reference'))
  const last = earlier.at(-1)
  if (last !== undefined) {
    if (from !== undefined || starter.length > 0) {
      throw refuse('project', `begins in ${last.id}, so this lesson has neither from nor starter/`)
    }
    const given = givenFolders.map((path) =>
      ({ folder: join(root, path), prefix: `${basename(path)}/`, without }))
    const start = [...last.project?.end ?? [], ...given]
    return { name, earlier, start, end: [...start, own], given }
  }
  if (givenFolders.length > 0) throw refuse('given', 'is for later lessons: use a folder starter/')
  if (from === matter.fields['id'] && from !== undefined) {
    return { name, earlier, start: [{ ...own, without }, ...starter], end: [own], given: [] }
  }
  const source = before.find((lesson) => lesson.id === from)?.project
  if (from !== undefined && source === undefined) {
    throw refuse('from', `names ${from}, which isn't an earlier project lesson`)
  }
  const taken = (source?.end ?? []).map((layer) =>
    ({ ...layer, without: [...layer.without, ...without] }))
  const start = [...taken, ...starter]
  if (start.length > 0) return { name, earlier, start, end: [...start, own], given: [] }
  throw refuse('project', 'begins here, so the lesson needs the field from or a folder starter/')
}

function layerOf(folder: string): Layer {
  return { folder, prefix: '', without: [] }
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
