// The course's own solution of a lesson, of either kind, as a program of one file or several.

import { readExercise } from './exercise.ts'
import type { Lesson } from './lesson.ts'
import { readReference, readStart, type Files } from './project.ts'

/** Reads the files of the solution. */
export function readSolution(lesson: Lesson): Files {
  if (lesson.project !== undefined) return readReference(lesson)
  return new Map([['exercise.ts', readExercise(lesson).solution]])
}

/** Gives the solution as one text. Of a project lesson it has the files that the lesson changes. */
export function solutionText(lesson: Lesson): string {
  const { project } = lesson
  if (project === undefined) return readExercise(lesson).solution
  const start = readStart(project)
  return [...readReference(lesson)]
    .filter(([path, text]) => start.get(path) !== text)
    .map(([path, text]) => `// ---- ${path} ----\n\n${text.trimEnd()}\n`)
    .join('\n')
}
