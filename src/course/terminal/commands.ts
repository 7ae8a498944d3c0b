// The commands that do one thing and end: `npm run learn -- check 8`, `-- list` and the others.

import { readFileSync, writeFileSync } from 'node:fs'
import { findLesson, type Lesson } from '../lessons/lesson.ts'
import type { Hint } from '../workshop/hints.ts'
import type { CheckFunction } from '../workshop/runs.ts'
import { exportWork, importWork } from '../workshop/transfer.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { showClass } from './classTable.ts'
import { demandArguments } from './clientArguments.ts'
import { progressLine } from './footLines.ts'
import { line, span, wrap, type Line } from './layout.ts'
import { printLesson, printLines, type Printer } from './plain.ts'
import { printChanges, printSkipped, startFromReference } from './projectCommands.ts'
import { checkProject, lessonsOfProject } from './projectTable.ts'
import { formatDuration } from './reportLines.ts'
import { hintLines } from './hintLines.ts'
import { runExample, runOwnProgram } from './runCommands.ts'
import { sendPieces } from './send.ts'
import { shortPath } from './shortPath.ts'
import { standingOf } from './standing.ts'
import { timeLessons } from './time.ts'
import { usage, WordsError, type Words } from './words.ts'

export type CommandPlan = {
  words: Words
  workshop: Workshop
  /** The learner's folder. */
  folder: string
  check: CheckFunction
  printer: Printer
  /** Aborted when the program is told to stop. */
  signal: AbortSignal
}

/** Runs a command and gives the exit code. */
export async function runCommand(plan: CommandPlan): Promise<number> {
  const { words, workshop, folder, printer } = plan
  const say = (text: string): number => {
    printer.write(`${text}\n`)
    return 0
  }
  switch (words.command) {
    case 'list':
      return list(plan)
    case 'start': {
      const lesson = lessonOf(plan)
      if (words.fromReference) startFromReference(workshop, lesson, printer)
      else workshop.select(lesson.id)
      if (!words.fromReference) printSkipped(workshop, lesson, printer)
      printLesson(workshop, lesson.id, printer)
      return 0
    }
    case 'changes':
      return printChanges(lessonOf(plan), printer, words.args[0])
    case 'check':
      return check(plan)
    case 'run':
      await demandArguments(lessonOf(plan), words.args)
      return runOwnProgram(plan, lessonOf(plan))
    case 'try':
      return runExample(plan, lessonOf(plan))
    case 'send':
      return sendPieces([words.object ?? '', ...words.args], words.port, printer)
    case 'hint':
      return hint(plan)
    case 'solution': {
      const solution = workshop.solution(lessonOf(plan).id)
      if ('text' in solution) return say(solution.text.trimEnd())
      say(solution.notYet)
      return 1
    }
    case 'reset': {
      const { backup } = workshop.reset(lessonOf(plan).id)
      const kept = backup === undefined ? '' : `. Your files are in ${shortPath(backup)}`
      return say(`The exercise is back to its original version${kept}`)
    }
    case 'export':
      writeExport(words.object ?? '', exportWork(folder))
      return say(`Saved your progress and your files to ${words.object}`)
    case 'import': {
      const { files, backups } = importWork(folder, readExport(words.object ?? ''))
      for (const backup of backups) say(`Your own file is kept as ${backup}`)
      return say(`Imported your progress and ${files === 1 ? '1 file' : `${files} files`}`)
    }
    case 'class': {
      const { object: classFolder = '', csv } = words
      return showClass({ folder: classFolder, lessons: workshop.lessons, csv, printer })
    }
    case 'time':
      return time(plan)
    default:
      return say(usage)
  }
}

function writeExport(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Can't write to ${path}: choose another place for the file (${reason})`)
  }
}

function readExport(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const advice = 'use a file that npm run learn -- export made'
    throw new Error(`Can't read ${path}: ${advice}`, { cause: error })
  }
}

async function check(plan: CommandPlan): Promise<number> {
  const { words: { object = '', learnerCommand, seed, asJson }, workshop, printer } = plan
  const project = lessonsOfProject(workshop.lessons, object)
  if (project.length > 0) return checkProject(plan, object, project)
  const { id } = lessonOf(plan)
  const report = await workshop.check(id, {
    ...(learnerCommand === undefined ? {} : { command: learnerCommand }),
    ...(seed === undefined ? {} : { seed }),
  })
  if (asJson) printer.write(`${JSON.stringify(report, null, 2)}\n`)
  else printLesson(workshop, id, printer)
  return report.passed ? 0 : 1
}

async function hint(plan: CommandPlan): Promise<number> {
  const { workshop, printer } = plan
  const { id } = lessonOf(plan)
  const { lesson, state } = workshop.state(id)
  // A hint follows the finding of a check. Before the first one, it follows the tasks.
  const isBefore = state === 'new' || state === 'started'
  if (lesson.hasExercise && !isBefore) await workshop.check(id)
  const hint = workshop.hint(id) ?? await hintAfterCheck(workshop, id)
  const none = [line('No hint is needed here')]
  printLines(hint === undefined ? none : hintLines(hint, printer.columns), printer)
  return 0
}

async function hintAfterCheck(workshop: Workshop, id: string): Promise<Hint | undefined> {
  const { lesson, report } = workshop.state(id)
  if (!lesson.hasExercise || report !== undefined) return undefined
  await workshop.check(id)
  return workshop.hint(id)
}

function list({ workshop, printer }: CommandPlan): number {
  const states = workshop.states()
  const rows = states.flatMap((state): readonly Line[] => {
    const [sign, word] = standingOf(state)
    const { number, title, id } = state.lesson
    const name = span(`  ${id}`, 'quiet')
    const text = [sign, span(`${String(number).padStart(3)}  ${title}`), name, span('  '), word]
    return wrap(text, printer.columns, ' '.repeat(6))
  })
  const standing = { states, current: '', exercisePath: '', readerAddress: undefined }
  printLines([...rows, progressLine(standing, printer.columns)], printer)
  return 0
}

async function time({ workshop, check, printer, signal }: CommandPlan): Promise<number> {
  let isGood = true
  const timings = timeLessons({ ...workshop, check, signal })
  printer.write('  median  slowest  lesson\n')
  for await (const { lesson, medianMs, slowestMs, passed } of timings) {
    const [middle, slowest] = [medianMs, slowestMs].map((each) => formatDuration(each).padStart(8))
    const failure = passed ? '' : "  (the solution doesn't pass)"
    printer.write(`${middle} ${slowest}  ${lesson.number}  ${lesson.title}${failure}\n`)
    isGood &&= passed
  }
  return isGood ? 0 : 1
}

function lessonOf({ words: { object = '' }, workshop }: CommandPlan): Lesson {
  const lesson = findLesson(workshop.lessons, object)
  if (lesson !== undefined) return lesson
  throw new WordsError(`There is no lesson ${object}: npm run learn -- list shows them all`)
}
