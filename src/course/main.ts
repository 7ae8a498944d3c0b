// `npm run learn`: the runner in the terminal and the reader in the browser, or one command.

import { resolve } from 'node:path'
import { failWithoutOutput } from '../basics/failWithoutOutput.ts'
import { tolerantWriter } from '../basics/log.ts'
import { onStopSignal } from '../basics/stopSignals.ts'
import { checkLesson } from './checkLesson.ts'
import { loadLessons } from './lessons/lesson.ts'
import { runCommand } from './terminal/commands.ts'
import { explainError } from './terminal/explainError.ts'
import { learn } from './terminal/learn.ts'
import { choosePaint } from './terminal/paint.ts'
import { plainPrinter, type Printer } from './terminal/plain.ts'
import { readWords, usage, type Words } from './terminal/words.ts'
import { openWorkshop } from './workshop/workshop.ts'

// As shells write them: 128 and the signal's number.
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

const write = tolerantWriter(process.stdout)
const complain = tolerantWriter(process.stderr)

try {
  process.exitCode = await run(readWords(process.argv.slice(2)))
} catch (error) {
  complain(`${explainError(error)}\n`)
  process.exitCode = 1
}

async function run(words: Words): Promise<number> {
  if (words.command !== undefined) failWithoutOutput()
  if (words.command === 'help') {
    write(`${usage}\n`)
    return 0
  }
  const folder = resolve(words.my)
  const lessons = loadLessons(words.lessons)
  const signal = stopSignal()
  const plan = { words, lessons, folder, check: checkLesson, printer: printer(), signal }
  const exitCode = words.command === undefined ? await learnAll(plan) : await runOne(plan)
  return signal.aborted ? Number(signal.reason) : exitCode
}

type Plan = Parameters<typeof learn>[0]

async function learnAll(plan: Plan): Promise<number> {
  await learn(plan)
  return 0
}

async function runOne(plan: Plan): Promise<number> {
  const { lessons, folder, check, words, signal } = plan
  const workshop = openWorkshop({ lessons, folder, check, command: words.learnerCommand })
  signal.addEventListener('abort', () => void workshop.close())
  try {
    return await runCommand({ ...plan, workshop })
  } finally {
    await workshop.close()
    for (const notice of workshop.notices()) complain(`${notice}\n`)
  }
}

function printer(): Printer {
  const stdout = process.stdout
  const plain = plainPrinter(write)
  return { ...plain, paint: choosePaint(stdout), columns: stdout.columns || plain.columns }
}

// Aborted with the exit code when the program is told to end.
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  onStopSignal((signal) => {
    const exitCode = exitCodes[signal]
    if (controller.signal.aborted) process.exit(exitCode)
    controller.abort(exitCode)
  })
  return controller.signal
}
