// The course's own solution of a lesson, of either kind, as a program of one file or several.

import { readExercise, type Task } from './exercise.ts'
import type { Lesson } from './lesson.ts'
import { changesOf, formatChanges } from './changes.ts'
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

/** Gives the tasks of a lesson. A project lesson has one, and no TODO in the learner's files. */
export function tasksOf(lesson: Lesson): readonly Task[] {
  if (lesson.project === undefined) return readExercise(lesson).tasks
  const pointer = `To see all changes of our own program: npm run learn -- changes ${lesson.number}`
  return [{ todo: '', question: '', pointer, code: formatChanges(changesOf(lesson)) }]
}
