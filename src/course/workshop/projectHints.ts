// Hints for a project lesson, which has no TODOs: they follow the finding, and the last one shows
// the part of the course's own program that the finding is about.

import type { Report } from '../check/report.ts'
import { changesOf, describeChange } from '../lessons/changes.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { nextHint, type Hint } from './hints.ts'
import { partOfFinding } from './programParts.ts'

/** Finds the next hint for the mistake that the last check found; undefined without one. */
export function findProjectHint(
  lesson: Lesson, report: Report | undefined, levels: Readonly<Record<string, number>>,
): { topic: string; hint: Hint } | undefined {
  const finding = report?.finding
  if (finding === undefined) return undefined
  const pointer = `To see all changes of our own program: npm run learn -- changes ${lesson.number}`
  const texts = [finding.hint, `${finding.why}\n${pointer}`, lastHint(lesson, finding.id)]
  return nextHint(finding.id, texts, levels)
}

function lastHint(lesson: Lesson, finding: string): string {
  const part = partOfFinding(lesson, finding)
  if (part !== undefined) return `// In our own ${part.path}:\n${part.text}`
  const changes = changesOf(lesson)
  return [
    '// Our own program changes these files. To see what changes in one of them:',
    `//   npm run learn -- changes ${lesson.number} ${changes[0]?.path ?? 'main.ts'}`,
    ...changes.map(describeChange),
  ].join('\n')
}
