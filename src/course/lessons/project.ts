// The program of a project lesson: `reference/` has the files that the lesson adds or changes, on
// top of what it begins with: a starter, or the program at the end of the lesson before.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson } from './lesson.ts'
import type { Layer, ProjectPlace } from './projectPlace.ts'

/** A program of several files: their texts by path, with `/` between the names. */
export type Files = ReadonlyMap<string, string>

/** Gives the name of the file that is started. */
export function programName({ project }: Lesson): string {
  return project === undefined ? 'exercise.ts' : 'main.ts'
}

/** Gives the name of the folder in the learner's folder. */
export function workFolderName({ project, folderName }: Lesson): string {
  return project?.name ?? folderName
}

/** Reads the whole program as a project lesson should leave it. */
export function readReference({ folder, project }: Lesson): Files {
  return project === undefined ? readFiles(join(folder, 'reference')) : readLayers(project.end)
}

/** Reads the whole program as a project lesson begins. */
export function readStart({ start }: ProjectPlace<Lesson>): Files {
  return readLayers(start)
}

/** Reads what a later lesson of a project adds to the learner's files. */
export function readGiven({ given }: ProjectPlace<Lesson>): Files {
  return readLayers(given)
}

/** Puts layers on top of one another, the lowest first. */
export function readLayers(layers: readonly Layer[]): Files {
  return new Map(layers.flatMap(({ folder, prefix, without }) =>
    [...readFiles(folder)]
      .map(([path, text]) => [`${prefix}${path}`, text] as const)
      .filter(([path]) => !without.includes(path))))
}

/** Reads all files of a folder and of those in it. */
export function readFiles(folder: string): Files {
  const paths = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort()
    : []
  return new Map(paths.map((path) => {
    const text = readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n')
    return [path.replaceAll('\\', '/'), text]
  }))
}
