// Tells whether the exercise of a lesson has changed since it was passed.

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Lesson } from '../lessons/lesson.ts'
import { readReference } from '../lessons/project.ts'
import { readText } from './lockedFile.ts'

/** Gives a short hash of the exercise and its check, whatever the ends of their lines. */
export function hashLesson(lesson: Lesson): string {
  const hash = createHash('sha256')
  for (const name of ['exercise.ts', 'check.ts']) {
    const text = readText(join(lesson.folder, name)) ?? ''
    hash.update(`${text.replaceAll('\r\n', '\n')}\0`)
  }
  for (const file of readReference(lesson)) hash.update(`${file.join('\0')}\0`)
  return hash.digest('hex').slice(0, 16)
}
