// What the pages of the reader are made of: the workshop, the glossary, and what was shown to the
// learner since the reader was started.

import type { Lesson } from '../lessons/lesson.ts'
import { outline } from '../lessons/outline.ts'
import type { Term } from '../lessons/glossary.ts'
import type { Workshop } from '../workshop/workshop.ts'
import type { LivePrograms } from './livePrograms.ts'
import type { Shown } from './shown.ts'
import type { SourceTree } from './source/sourceTree.ts'

export type Course = {
  workshop: Workshop
  terms: readonly Term[]
  programs: LivePrograms
  shown: Shown
  /** The files of the project. */
  sources(): SourceTree
  /** How often something has changed for a lesson; a page says which of them it shows. */
  revision(id: string): number
}

/** Finds a lesson that is written. */
export function findWritten({ workshop }: Course, id: string): Lesson | undefined {
  return workshop.lessons.find((lesson) => lesson.id === id)
}

/** Gives the title of a lesson, also of one that is not written yet. */
export function lessonTitle(course: Course, id: string): string {
  return findWritten(course, id)?.title ?? outline.find((entry) => entry.id === id)?.title ?? id
}
