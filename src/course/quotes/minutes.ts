// Brings the `minutes:` of every lesson's front matter up to date with its size.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readExercise } from '../lessons/exercise.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { sizeLimits, sizeOf, type Size } from '../lessons/size.ts'

/** Measures a lesson. */
export function measure(lesson: Lesson): Size {
  return sizeOf(lesson.body, countTasks(lesson))
}

/** Counts what a lesson's exercise asks for; a project lesson lists it in its text. */
export function countTasks(lesson: Lesson): number {
  if (lesson.project !== undefined) return numberedPoints(lesson.body)
  return lesson.hasExercise ? readExercise(lesson).tasks.length : 0
}

function numberedPoints(body: string): number {
  const [, rest = ''] = body.split(/^## Exercise\b.*$/m)
  const [section = ''] = rest.split(/^## /m)
  return section.match(/^\d\. /gm)?.length ?? 0
}

/** Writes the minutes of a lesson where they changed; one that is too long keeps its own. */
export function syncMinutes(lesson: Lesson, { write }: { write: boolean }): boolean {
  const { minutes } = measure(lesson)
  if (minutes === lesson.minutes || minutes > sizeLimits.minutes) return false
  const path = join(lesson.folder, 'README.md')
  if (write) {
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(/^minutes: .*$/m, `minutes: ${minutes}`))
  }
  return true
}
