// What the program of a project lesson must be: complete, in small files, and different from the
// one that the lesson begins with. Each function names what is wrong; nothing wrong is [].

import { join } from 'node:path'
import type { Lesson } from './lesson.ts'
import {
  programName, readFiles, readLayers, readReference, readStart, type Files,
} from './project.ts'
import type { ProjectPlace } from './projectPlace.ts'
import { readProjectAnswers } from './projectAnswers.ts'

const mostLines = 150

/** Names what is wrong with the programs of a project lesson and with its known answers. */
export function projectProblems(lesson: Lesson, project: ProjectPlace<Lesson>): string[] {
  const reference = readReference(lesson)
  const start = readStart(project)
  const answers = readProjectAnswers(lesson)
  const wrong = answers.filter(({ kind }) => kind === 'wrong')
  const main = programName(lesson)
  const all = [...start, ...reference]
  const keyOf = (files: Files) => JSON.stringify([...files].sort())
  const repeated = answers.filter(({ files }) => keyOf(files) === keyOf(reference))
  const known = readLayers(project.start.map((layer) => ({ ...layer, without: [] })))
  const without = new Set(project.start.flatMap((layer) => layer.without))
  const unknown = [...without].filter((path) => !known.has(path))
  const own = readFiles(join(lesson.folder, 'reference'))
  const unchanged = [...own].filter(([path, text]) => start.get(path) === text)
  const isOwnStart = project.start.some(({ folder }) => folder === join(lesson.folder, 'reference'))
  return [
    ...unknown.map((path) => `begins without ${path}, which isn't there anyway`),
    ...(isOwnStart ? [] : unchanged.map(([path]) =>
      `its reference has ${path}, which doesn't change: leave it out`)),
    ...(reference.has(main) ? [] : [`its reference has no ${main}`]),
    ...(start.size > 0 ? [] : ['its program begins without a file']),
    ...(keyOf(start) === keyOf(reference) ? ['its reference is what it begins with'] : []),
    ...all.filter(([path]) => !/^[a-z][\w./-]*$/i.test(path)).map(([path]) => `has a file ${path}`),
    ...[...reference].flatMap(([path, text]) => fileProblems(path, text)),
    ...(wrong.length < 4 ? [`has ${wrong.length} wrong answers, fewer than four`] : []),
    ...(answers.length === wrong.length ? ['has no right answer beside its reference'] : []),
    ...repeated.map(({ kind, name }) => `its ${kind} answer ${name} is its reference`),
  ]
}

function fileProblems(path: string, text: string): string[] {
  const lines = text.split('\n').length - 1
  return [
    ...(text.endsWith('\n') ? [] : [`its ${path} doesn't end with a line break`]),
    ...(lines > mostLines ? [`its ${path} has ${lines} lines, more than ${mostLines}`] : []),
  ]
}
