// The learner's folder: one folder for each lesson or project, made from the starter, never
// overwritten.

import {
  copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Clock } from '../../basics/clock.ts'
import { readExercise } from '../lessons/exercise.ts'
import type { Lesson } from '../lessons/lesson.ts'
import {
  programName, readGiven, readStart, workFolderName, type Files,
} from '../lessons/project.ts'
import { writeEditorSettings } from './editorSettings.ts'
import { fileStamp } from './fileStamp.ts'
import { readText } from './lockedFile.ts'

export type Folders = {
  of(lesson: Lesson): string
  exercisePath(lesson: Lesson): string
  has(lesson: Lesson): boolean
  /** Reads the learner's file; undefined when it is not there. */
  readExercise(lesson: Lesson): string | undefined
  /** Says whether a file, given by its path in the learner's folder, is as the course made it. */
  isGiven(lesson: Lesson, path: string): boolean
  /** Makes what is missing of the starter and its files; gives their paths in the root. */
  prepare(lesson: Lesson): readonly string[]
  /** Copies the learner's files beside, empties the folder, and gives the copy's path. */
  backUp(lesson: Lesson): string | undefined
  /** Moves the folder of a lesson that has another number now. */
  followRenames(lessons: readonly Lesson[]): void
  /** The lessons that a path in the learner's folder belongs to: all lessons of a project. */
  lessonsOf(path: string, lessons: readonly Lesson[]): readonly Lesson[]
}

/** Gives what can be done with the folders in the learner's folder. */
export function createFolders(root: string, clock: Clock): Folders {
  const of = (lesson: Lesson): string => resolve(root, workFolderName(lesson))
  const exercisePath = (lesson: Lesson): string => join(of(lesson), programName(lesson))
  return {
    of,
    exercisePath,
    // The program of a project may be in another language.
    has: (lesson) => lesson.project === undefined
      ? existsSync(exercisePath(lesson)) : !isEmpty(of(lesson)),
    readExercise: (lesson) => readText(exercisePath(lesson)),
    isGiven(lesson, path) {
      const given = givenText(lesson, relative(workFolderName(lesson), path))
      return given !== undefined && readText(join(root, path)) === given
    },
    prepare(lesson) {
      const written = prepare(lesson, of(lesson))
      writeEditorSettings(root)
      return written
    },
    backUp: (lesson) => backUp(of(lesson), clock),
    followRenames: (lessons) => followRenames(root, lessons),
    lessonsOf(path, lessons) {
      const [folderName] = path.split(sep)
      return lessons.filter((lesson) => workFolderName(lesson) === folderName)
    },
  }
}

function givenText(lesson: Lesson, name: string): string | undefined {
  if (!lesson.hasExercise) return undefined
  if (lesson.project !== undefined) return readStart(lesson.project).get(name.replaceAll(sep, '/'))
  if (name === 'exercise.ts') return readExercise(lesson).starter
  return readText(join(lesson.folder, 'files', name))
}

function prepare(lesson: Lesson, folder: string): readonly string[] {
  if (lesson.project !== undefined) {
    const { name } = lesson.project
    // What the learner has deleted stays deleted, apart from what this lesson adds.
    if (isEmpty(folder)) {
      return writeFiles(readStart(lesson.project), folder).map((path) => join(name, path))
    }
    // A program in another language has no use for our files.
    if (!existsSync(join(folder, programName(lesson)))) return []
    const missing = [...readGiven(lesson.project)]
      .filter(([path]) => !existsSync(join(folder, path)))
    return writeFiles(new Map(missing), folder).map((path) => join(name, path))
  }
  const { starter, files } = readExercise(lesson)
  mkdirSync(folder, { recursive: true })
  const writers = new Map([['exercise.ts', (path: string) => writeFileSync(path, starter)]])
  for (const name of files) {
    writers.set(name, (path) => copyFileSync(join(lesson.folder, 'files', name), path))
  }
  const missing = [...writers].filter(([name]) => !existsSync(join(folder, name)))
  for (const [name, write] of missing) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    write(join(folder, name))
  }
  return missing.map(([name]) => join(lesson.folderName, name))
}

function writeFiles(files: Files, folder: string): readonly string[] {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return [...files.keys()]
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0
}

// The folder itself stays: an editor and a shell may be in it. If it's a symbolic link, the
// files that it leads to are copied: a copy of the link would lead to the emptied folder.
function backUp(folder: string, clock: Clock): string | undefined {
  if (isEmpty(folder)) return undefined
  const backup = freeName(`${folder}.backup-${fileStamp(clock())}`)
  cpSync(realpathSync(folder), backup, { recursive: true, verbatimSymlinks: true })
  for (const name of readdirSync(folder)) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
  return backup
}

function freeName(wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (!existsSync(name)) return name
  }
}

function followRenames(root: string, lessons: readonly Lesson[]): void {
  if (!existsSync(root)) return
  for (const name of readdirSync(root)) {
    const id = /^\d+-(.+)$/.exec(name)?.[1]
    const lesson = lessons.find((each) => each.id === id)
    if (lesson === undefined || existsSync(join(root, lesson.folderName))) continue
    renameSync(join(root, name), join(root, lesson.folderName))
  }
}
