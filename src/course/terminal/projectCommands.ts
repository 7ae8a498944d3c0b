// The commands for lessons that share one program: `start 31 --from-reference`, `changes 31`,
// `changes 31 links.ts`.

import { dirname } from 'node:path'
import { changesOf, formatChanges, type FileChange } from '../lessons/changes.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { line, span, wrap, type Line } from './layout.ts'
import { printLines, type Printer } from './plain.ts'
import { shortPath } from './shortPath.ts'

/** Opens a project lesson with the reference that it begins with. Throws for other lessons. */
export function startFromReference(workshop: Workshop, lesson: Lesson, printer: Printer): void {
  const { id, number, project } = lesson
  if (project === undefined) {
    throw new Error(`Lesson ${number} isn't part of a project: start it without --from-reference`)
  }
  const { backup } = workshop.reset(id)
  workshop.select(id)
  const last = project.earlier.at(-1)
  const source = last === undefined ? 'the starter' : `our own program of lesson ${last.number}`
  const kept = backup === undefined ? '' : `. Your files are in ${shortPath(backup)}`
  const folder = shortPath(dirname(workshop.exercisePath(id)))
  const text = `The folder ${folder} now has ${source}${kept}`
  printLines([...wrap(line(text), printer.columns), line()], printer)
}

/** Says what to do about earlier lessons of a project that the learner hasn't passed. */
export function printSkipped(
  workshop: Workshop, { number, project }: Lesson, printer: Printer,
): void {
  const earlier = project?.earlier ?? []
  // A check repeats those of the lessons before, so all before a passed one have passed as well.
  const last = earlier.findLastIndex(({ id }) =>
    ['passed', 'changed'].includes(workshop.state(id).state))
  const skipped = earlier[last + 1]
  if (skipped === undefined) return
  const text = `This lesson goes on with the program of lesson ${skipped.number}, which you `
    + `haven't passed. To begin with ours: npm run learn -- start ${number} --from-reference`
  printLines([...wrap(line(text), printer.columns), line()], printer)
}

/** Prints what a lesson changes in the course's own program or in one file, as a unified diff. */
export function printChanges(lesson: Lesson, printer: Printer, file?: string): number {
  if (lesson.project === undefined) {
    throw new Error(`Lesson ${lesson.number} isn't part of a project, so it changes no program`)
  }
  // Not wrapped, so that other programs can read it.
  const lines = formatChanges(chooseChanges(lesson, file)).split('\n').map(diffLine)
  printLines(lines, printer)
  return 0
}

function chooseChanges(lesson: Lesson, file: string | undefined): readonly FileChange[] {
  const changes = changesOf(lesson)
  if (file === undefined) return changes
  const chosen = changes.filter(({ path }) => path === file)
  if (chosen.length > 0) return chosen
  const paths = changes.map(({ path }) => path).join(', ')
  throw new Error(`Lesson ${lesson.number} doesn't change ${file}. It changes ${paths}`)
}

function diffLine(text: string): Line {
  if (/^(?:---|\+\+\+) /.test(text)) return [span(text, 'title')]
  if (text.startsWith('@@')) return [span(text, 'quiet')]
  if (text.startsWith('+')) return [span(text, 'good')]
  return text.startsWith('-') ? [span(text, 'bad')] : [span(text)]
}
