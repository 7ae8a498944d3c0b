// The program of a project lesson: `reference/` has it as it should be at the end of the lesson,
// and the lesson begins with a starter or with the reference of the lesson before.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson } from './lesson.ts'
import type { ProjectPlace } from './projectPlace.ts'

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

/** Reads the program as a project lesson should leave it. */
export function readReference({ folder }: Lesson): Files {
  return readFiles(join(folder, 'reference'))
}

/** Reads the program as a project lesson begins. */
export function readStart({ startFolders, without }: ProjectPlace<Lesson>): Files {
  const files = new Map(startFolders.flatMap((folder) => [...readFiles(folder)]))
  for (const path of without) files.delete(path)
  return files
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
