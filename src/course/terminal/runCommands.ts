// `run` starts the learner's program of a lesson, `try` an example of the lesson's text, both on
// ports that the texts can name.

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { loadCheck } from '../check/loadCheck.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { runClient, runServer, type LivePlan } from './liveProgram.ts'
import type { Printer } from './plain.ts'
import type { Words } from './words.ts'

type RunPlan = {
  words: Words
  workshop: Workshop
  printer: Printer
  signal: AbortSignal
}

/** Starts the learner's program with a database in its folder, and gives the exit code. */
export async function runOwnProgram(plan: RunPlan, lesson: Lesson): Promise<number> {
  if (!lesson.hasExercise) throw new Error(`The lesson ${lesson.title} has no exercise to run`)
  const path = plan.workshop.exercisePath(lesson.id)
  if (!existsSync(path)) plan.workshop.select(lesson.id)
  const variables = { DATABASE: join(dirname(path), 'data.db') }
  return run(plan, lesson, { name: 'Your program', path, args: plan.words.args, variables })
}

/** Starts an example of a lesson's text with a new database, and gives the exit code. */
export async function runExample(plan: RunPlan, lesson: Lesson): Promise<number> {
  const [wanted, ...args] = plan.words.args
  const examples = listExamples(lesson)
  const name = wanted?.replace(/\.ts$/, '') ?? examples[0]
  if (name === undefined) throw new Error(`The text of lesson ${lesson.number} has no examples`)
  if (!examples.includes(name)) {
    const others = examples.length === 0 ? 'it has none' : `it has ${examples.join(', ')}`
    throw new Error(`Lesson ${lesson.number} has no example ${name}: ${others}`)
  }
  const path = join(lesson.folder, 'examples', `${name}.ts`)
  const dataFolder = mkdtempSync(join(tmpdir(), 'groundwork-try-'))
  try {
    const variables = { DATABASE: join(dataFolder, 'data.db') }
    return await run(plan, lesson, { name: 'The example', path, args, variables })
  } finally {
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Gives the names of the examples of a lesson's text, in alphabetical order. */
function listExamples({ folder }: Lesson): readonly string[] {
  const path = join(folder, 'examples')
  if (!existsSync(path)) return []
  const names = readdirSync(path).filter((name) => /^[\w-]+\.ts$/.test(name))
  return names.map((name) => basename(name, '.ts')).sort()
}

type Target = Pick<LivePlan, 'name' | 'args' | 'variables'> & { path: string }

async function run(
  { words, printer, signal }: RunPlan,
  lesson: Lesson,
  { name, path, args, variables }: Target,
): Promise<number> {
  const { kind } = await loadCheck(lesson.folder)
  const plan: LivePlan = {
    name, args, variables, signal,
    folder: dirname(path),
    file: basename(path),
    command: words.learnerCommand,
    write(text, stream) {
      if (stream === 'stdout') printer.write(text)
      else process.stderr.write(text)
    },
  }
  if (kind === 'client') return runClient(plan)
  const isInteractive = process.stdin.isTTY === true
  return runServer({ ...plan, firstPort: words.port, poll: words.poll, isInteractive })
}
