// `npm run learn -- check shortener`: runs the checks of all lessons of a project on one program,
// in any language, and prints what holds. The learner's progress stays as it is.

import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Report } from '../check/report.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { CheckFunction } from '../workshop/runs.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { line, span, wrap, type Line } from './layout.ts'
import { printLines, type Printer } from './plain.ts'
import { formatDuration } from './reportLines.ts'
import { shortPath } from './shortPath.ts'
import type { Words } from './words.ts'

export type ProjectCheck = {
  words: Words
  workshop: Workshop
  check: CheckFunction
  printer: Printer
  signal: AbortSignal
}

/** Finds the lessons of a project by its name; empty when no project has it. */
export function lessonsOfProject(lessons: readonly Lesson[], name: string): readonly Lesson[] {
  return lessons.filter(({ project }) => project?.name === name)
}

/** Checks each lesson by itself, also after one that fails. Gives the exit code. */
export async function checkProject(
  plan: ProjectCheck, name: string, lessons: readonly Lesson[],
): Promise<number> {
  const { words: { asJson }, workshop, printer, signal } = plan
  const [first] = lessons
  const folder = dirname(workshop.exercisePath(first?.id ?? ''))
  if (first === undefined || !existsSync(folder)) {
    throw new Error(`There is no folder ${shortPath(folder)}: npm run learn -- start ${first?.id}`)
  }
  if (!asJson) printLines([line(span(name, 'title'), span(`  ${shortPath(folder)}`))], printer)
  const reports: Report[] = []
  for (const lesson of lessons) {
    const report = await checkAlone(plan, lesson, folder)
    if (signal.aborted) return 1
    reports.push(report)
    if (!asJson) printLines(rowOf(lesson, report, printer.columns), printer)
  }
  const failed = lessons.find((_lesson, index) => reports[index]?.passed === false)
  if (asJson) printer.write(`${JSON.stringify({ project: name, reports }, null, 2)}\n`)
  else printLines(summary(reports, failed, printer.columns), printer)
  return failed === undefined ? 0 : 1
}

// Without the checks of the lessons before, which have rows of their own.
function checkAlone(
  { words: { learnerCommand, seed }, check, signal }: ProjectCheck, lesson: Lesson, folder: string,
): Promise<Report> {
  const { project } = lesson
  const alone = project === undefined ? lesson : { ...lesson, project: { ...project, earlier: [] } }
  return check(alone, {
    folder, signal, passed: new Set(),
    ...(learnerCommand === undefined ? {} : { command: learnerCommand }),
    ...(seed === undefined ? {} : { seed }),
  })
}

function rowOf(
  { number, title }: Lesson, { passed, steps, finding, durationMs }: Report, columns: number,
): readonly Line[] {
  const done = steps.filter(({ state }) => state === 'passed').length
  const skipped = steps.filter(({ state }) => state === 'skipped').length
  const numbers = `${done} of ${steps.length} steps`
    + (skipped === 0 ? '' : `, ${skipped} skipped`) + `, ${formatDuration(durationMs)}`
  const sign = passed ? span('✓', 'good') : span('✗', 'bad')
  const head = line('  ', sign, ` ${number}  ${title}  `, span(numbers, 'quiet'))
  const mistake = finding === undefined ? [] : [line(' '.repeat(8), span(finding.title, 'bad'))]
  return [head, ...mistake].flatMap((row) => wrap(row, columns, ' '.repeat(8)))
}

function summary(
  reports: readonly Report[], failed: Lesson | undefined, columns: number,
): readonly Line[] {
  const holds = reports.filter(({ passed }) => passed).length
  const lessons = reports.length === 1 ? '1 lesson' : `${reports.length} lessons`
  const more = failed === undefined ? ''
    : `. For more about the first that fails: npm run learn -- check ${failed.number}`
  return wrap(line(`${holds} of ${lessons} passed${more}`), columns)
}
