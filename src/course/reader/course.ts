// What the pages of the reader are made of: the workshop, the glossary, and what was shown to the
// learner since the reader was started.

import type { Lesson } from '../lessons/lesson.ts'
import { outline } from '../lessons/outline.ts'
import type { Term } from '../lessons/glossary.ts'
import type { Workshop } from '../workshop/workshop.ts'
import type { Guide } from './guides.ts'
import type { LivePrograms } from './livePrograms.ts'
import type { Shown } from './shown.ts'
import type { SourceTree } from './source/sourceTree.ts'

export type Course = {
  workshop: Workshop
  terms: readonly Term[]
  programs: LivePrograms
  guides: readonly Guide[]
  /** Where the finished server runs, when `npm start` started both. */
  serverAddress: string | undefined
  shown: Shown
  /** The files of the project. */
  sources(): SourceTree
  /**
   * Differs from one change of a lesson to the next, and from one start of the reader to the next.
   * A page says which of them it shows.
   */
  revision(id: string): string
}

/** Finds a lesson that is written. */
export function findWritten({ workshop }: Course, id: string): Lesson | undefined {
  return workshop.lessons.find((lesson) => lesson.id === id)
}

/** Gives the address of a lesson: its page, or its place on the map when it isn't written yet. */
export function addressOfLesson(course: Course, id: string): string {
  if (findWritten(course, id) !== undefined) return `/lessons/${id}`
  const number = outline.find((entry) => entry.id === id)?.number
  return number === undefined ? '/' : `/#lesson-${number}`
}

/** Gives the title of a lesson, also of one that is not written yet. */
export function lessonTitle(course: Course, id: string): string {
  return findWritten(course, id)?.title ?? outline.find((entry) => entry.id === id)?.title ?? id
}
