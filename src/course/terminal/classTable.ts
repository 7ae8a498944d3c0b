// `class FOLDER`: how far each learner of a class is, for the terminal or as CSV for a spreadsheet.

import { writeFileSync } from 'node:fs'
import { formatCsvRow } from '../../basics/csv.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { readClass, type Class, type Learner } from '../workshop/classFiles.ts'
import type { LessonProgress } from '../workshop/progress.ts'
import { line, span, type Line } from './layout.ts'
import { printLines, type Printer } from './plain.ts'

export type ClassPlan = {
  folder: string
  lessons: readonly Lesson[]
  /** Where the CSV is written; without it the table is printed. */
  csv: string | undefined
  printer: Printer
}

/** Shows a class, and gives the exit code. */
export function showClass({ folder, lessons, csv, printer }: ClassPlan): number {
  const found = readFolder(folder, lessons)
  const { learners, problems } = found
  if (csv !== undefined) {
    writeFileSync(csv, csvOf(found, lessons))
    const count = learners.length === 1 ? '1 learner' : `${learners.length} learners`
    printer.write(`Wrote ${csv}: ${count}\n`)
  } else if (learners.length > 0) {
    printLines(tableLines(found, lessons), printer)
  }
  for (const problem of problems) printer.write(`${problem}\n`)
  if (learners.length > 0) return 0
  const advice = 'Each learner makes one: npm run learn -- export NAME.json'
  printer.write(`There are no export files in ${folder}. ${advice}\n`)
  return 1
}

function readFolder(folder: string, lessons: readonly Lesson[]): Class {
  try {
    return readClass(folder, lessons.map(({ id }) => id))
  } catch (error) {
    throw new Error(`Can't read the folder ${folder}`, { cause: error })
  }
}

type Row = { learner: Learner; progress: LessonProgress }

// Lessons that nobody has begun are left out.
function tableLines({ learners }: Class, lessons: readonly Lesson[]): readonly Line[] {
  const width = Math.max(...learners.map(({ name }) => name.length))
  return lessons.flatMap((lesson) => {
    const rows = rowsOf(learners, lesson)
    if (rows.length === 0) return []
    const passed = rows.filter(({ progress }) => dayOf(progress.passedAt) !== '').length
    const count = span(`  ${passed} of ${learners.length} passed`, 'quiet')
    const title = line(span(`${lesson.number}  ${lesson.title}`, 'title'), count)
    return [title, ...rows.map((row) => rowLine(row, width)), line()]
  })
}

function rowLine({ learner, progress }: Row, width: number): Line {
  const { passed, attempts, hints, minutes } = cellsOf(progress)
  const sign = passed === '' ? span('✗', 'bad') : span('✓', 'good')
  const time = minutes === '' ? '' : `${minutes} min`
  const cells = [passed.padEnd(10), count(attempts, 'attempt', 8), count(hints, 'hint', 5)]
  const text = `${learner.name.padEnd(width)}  ${cells.join('  ')}  ${time.padStart(8)}`
  return line('  ', sign, ' ', text.trimEnd())
}

function count(number: number, noun: string, width: number): string {
  const word = number === 1 ? noun : `${noun}s`
  return `${String(number).padStart(4)} ${word.padEnd(width)}`
}

// A row for each learner and lesson, so that a spreadsheet can sort and count.
function csvOf({ learners }: Class, lessons: readonly Lesson[]): string {
  const head = formatCsvRow([
    'number', 'lesson', 'learner', 'passed', 'attempts', 'hints', 'minutes',
  ])
  const rows = lessons.flatMap((lesson) => rowsOf(learners, lesson).map(({ learner, progress }) => {
    const { passed, attempts, hints, minutes } = cellsOf(progress)
    const who = [lesson.number, lesson.title, learner.name]
    return formatCsvRow([...who, passed, attempts, hints, minutes])
  }))
  return [head, ...rows].join('')
}

function rowsOf(learners: readonly Learner[], { id }: Lesson): readonly Row[] {
  return learners.flatMap((learner) => {
    const progress = learner.lessons.get(id)
    return progress === undefined ? [] : [{ learner, progress }]
  })
}

const mostMinutes = 100_000

function cellsOf({ passedAt, attempts, hints, workedMs }: LessonProgress) {
  const minutes = workedMs === undefined ? '' : countOf(Math.ceil(workedMs / 60_000), mostMinutes)
  return { passed: dayOf(passedAt), attempts: countOf(attempts), hints: countOf(hints), minutes }
}

// The file may say anything.
function countOf(value = 0, most = 1_000_000): number {
  return Number.isInteger(value) && value >= 0 && value <= most ? value : 0
}

function dayOf(time: string | undefined): string {
  return time !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]{5,15}Z$/.test(time) ? time.slice(0, 10) : ''
}
