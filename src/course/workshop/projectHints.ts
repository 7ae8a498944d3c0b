// Hints for a project lesson, which has no TODOs: they follow the finding, and the last one shows
// what the lesson changes in the course's own program.

import type { Report } from '../check/report.ts'
import { changesOf, formatChanges } from '../lessons/changes.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { nextHint, type Hint } from './hints.ts'

/** Finds the next hint for the mistake that the last check found; undefined without one. */
export function findProjectHint(
  lesson: Lesson, report: Report | undefined, levels: Readonly<Record<string, number>>,
): { topic: string; hint: Hint } | undefined {
  const finding = report?.finding
  if (finding === undefined) return undefined
  const pointer = `To see all changes of our own program: npm run learn -- changes ${lesson.number}`
  const texts = [
    finding.hint, `${finding.why}\n${pointer}`, formatChanges(changesOf(lesson)),
  ]
  return nextHint(finding.id, texts, levels)
}
