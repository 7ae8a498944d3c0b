// `npm run learn`: the runner in the terminal and the reader in the browser, or one command.

import { resolve } from 'node:path'
import { tolerantWriter } from '../basics/log.ts'
import { onStopSignal } from '../basics/stopSignals.ts'
import { checkLesson } from './checkLesson.ts'
import { loadLessons } from './lessons/lesson.ts'
import { runCommand } from './terminal/commands.ts'
import { choosePaint } from './terminal/paint.ts'
import { plainPrinter, runPlain, type Printer } from './terminal/plain.ts'
import { runSession } from './terminal/session.ts'
import { readWords, usage, WordsError, type Words } from './terminal/words.ts'
import { openWorkshop, type Workshop } from './workshop/workshop.ts'

// As shells write them: 128 and the signal's number.
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

try {
  process.exitCode = await run(readWords(process.argv.slice(2)))
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}

async function run(words: Words): Promise<number> {
  if (words.command === 'help') {
    console.log(usage)
    return 0
  }
  const folder = resolve(words.my)
  const lessons = loadLessons(words.lessons)
  const workshop = openWorkshop({
    lessons, folder, check: checkLesson, command: words.learnerCommand,
  })
  const stop = stopSignal()
  stop.addEventListener('abort', () => void workshop.close())
  try {
    if (words.command !== undefined) {
      const check = checkLesson
      const plan = { words, workshop, folder, check, printer: printer(), signal: stop }
      const exitCode = await runCommand(plan)
      return stop.aborted ? Number(stop.reason) : exitCode
    }
    await learn(workshop, words, stop)
    return stop.aborted ? Number(stop.reason) : 0
  } finally {
    await workshop.close()
    for (const notice of workshop.notices()) console.error(notice)
  }
}

async function learn(workshop: Workshop, words: Words, signal: AbortSignal): Promise<void> {
  const { id } = workshop.current()
  workshop.select(id)
  workshop.watch({ poll: words.poll })
  const reader = await openReader(workshop, words)
  const { address: readerAddress } = reader
  const welcome = `Read this lesson at ${readerAddress}/lessons/${id}`
  const notice = reader.problem ?? workshop.notices()[0] ?? welcome
  // A lesson that was tried before shows its result at once.
  if (workshop.state(id).state === 'failed') workshop.check(id).catch(() => undefined)
  const input = process.stdin
  const output = process.stdout
  try {
    if (input.isTTY && output.isTTY) {
      await runSession({ workshop, input, output, readerAddress, notice, signal })
    } else {
      console.log(notice)
      await runPlain(workshop, printer(), signal)
    }
  } finally {
    await reader.close()
  }
}

type OpenReader = { address: string | undefined; problem?: string; close(): Promise<void> }

// The exercises work without the reader, so its port may be taken.
async function openReader(
  workshop: Workshop, { port, learnerCommand }: Words,
): Promise<OpenReader> {
  try {
    const { startReader } = await import('./reader/start.ts')
    const { createProgramRunner } = await import('./reader/programRunner.ts')
    const runner = createProgramRunner(learnerCommand)
    const reader = await startReader({ workshop, port, runner })
    return { address: `http://localhost:${reader.port}`, close: () => reader.close() }
  } catch (error) {
    const advice = `To choose another port: npm run learn -- --port ${port + 1}`
    const problem = `The course isn't served here: ${reasonOf(error, port)}. ${advice}`
    return { address: undefined, problem, close: async () => undefined }
  }
}

function reasonOf(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'EADDRINUSE' ? `port ${port} is in use` : error.message
}

function printer(): Printer {
  const stdout = process.stdout
  const plain = plainPrinter(tolerantWriter(stdout))
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

function explain(error: unknown): string {
  if (error instanceof WordsError) return `${error.message}\n\n${usage}`
  return error instanceof Error ? error.message : String(error)
}
