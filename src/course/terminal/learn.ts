// The runner itself: opens the workshop, serves the course, and shows it in the terminal. Where
// another process serves the course of the same folder, it attaches to that one instead.

import { setTimeout as pause } from 'node:timers/promises'
import type { Lesson } from '../lessons/lesson.ts'
import { attachRuns, findCourse, type AttachedRuns } from '../workshop/attachedRuns.ts'
import type { CheckFunction } from '../workshop/runs.ts'
import { openWorkshop, type Workshop } from '../workshop/workshop.ts'
import { isFree } from '../check/freePort.ts'
import { runPlain, type Printer } from './plain.ts'
import { runSession } from './session.ts'
import type { Words } from './words.ts'

export type LearnPlan = {
  words: Words
  lessons: readonly Lesson[]
  /** The learner's folder, as a whole path. */
  folder: string
  check: CheckFunction
  printer: Printer
  /** Aborted when the program is told to stop. */
  signal: AbortSignal
}

const takeOverTries = 20
const takeOverMs = 100

/** Runs until the learner quits or the signal is aborted. */
export async function learn(plan: LearnPlan): Promise<void> {
  const { signal } = plan
  let notice: string | undefined
  while (true) {
    const attached = await attach(plan)
    const lost = attached?.lost
    await learnWith(plan, { attached, notice })
    if (signal.aborted || lost?.aborted !== true) return
    await untilFree(plan)
    notice = 'The course that ran in another window has stopped. It runs here now'
  }
}

// The other process still has its port for a moment. Of several that were attached, one takes it
// and the others attach to that one, so they don't all try at once.
async function untilFree({ words, signal }: LearnPlan): Promise<void> {
  for (let tries = 0; tries < takeOverTries && !signal.aborted; tries += 1) {
    await pause(takeOverMs * (1 + Math.random()))
    if (await isFree(words.port)) return
    if (await findCourse(words.port) !== undefined) return
  }
}

// A command for the learner's programs is one that the other process doesn't know.
async function attach({ words, folder }: LearnPlan): Promise<AttachedRuns | undefined> {
  const { port, learnerCommand } = words
  if (learnerCommand !== undefined || port === 0) return undefined
  const course = await findCourse(port)
  if (course?.folder !== folder) return undefined
  return attachRuns(port).catch(() => undefined)
}

type Beginning = { attached: AttachedRuns | undefined; notice: string | undefined }

async function learnWith(plan: LearnPlan, { attached, notice }: Beginning): Promise<void> {
  const { words, lessons, folder, check } = plan
  const command = words.learnerCommand
  const workshop = openWorkshop({ lessons, folder, check, command, attached })
  const closing = () => void workshop.close()
  plan.signal.addEventListener('abort', closing)
  let reader: OpenReader | undefined
  try {
    workshop.select(workshop.current().id)
    workshop.watch({ poll: words.poll })
    reader = attached === undefined
      ? await openReader(workshop, words)
      : { address: `http://localhost:${words.port}`, close: async () => undefined }
    const signals = attached === undefined ? [plan.signal] : [plan.signal, attached.lost]
    const signal = AbortSignal.any(signals)
    await show({ ...plan, signal }, { workshop, reader, notice })
  } finally {
    plan.signal.removeEventListener('abort', closing)
    await reader?.close()
    await workshop.close()
    for (const each of workshop.notices()) console.error(each)
  }
}

type Stage = { workshop: Workshop; reader: OpenReader; notice: string | undefined }

async function show(
  { printer, signal }: LearnPlan, { workshop, reader, notice }: Stage,
): Promise<void> {
  const { id } = workshop.current()
  const { address: readerAddress } = reader
  const welcome = `Read this lesson at ${readerAddress}/lessons/${id}`
  const first = reader.problem ?? notice ?? workshop.notices()[0] ?? welcome
  const { state, report } = workshop.state(id)
  // A lesson that was tried before shows its result at once.
  if (state === 'failed' && report === undefined) workshop.check(id).catch(() => undefined)
  const input = process.stdin
  const output = process.stdout
  if (input.isTTY && output.isTTY) {
    await runSession({ workshop, input, output, readerAddress, notice: first, signal })
  } else {
    printer.write(`${first}\n`)
    await runPlain(workshop, printer, signal)
  }
}

type OpenReader = { address: string | undefined; problem?: string; close(): Promise<void> }

// The exercises work without the reader, so its port may be taken.
async function openReader(
  workshop: Workshop, { port, learnerCommand }: Words,
): Promise<OpenReader> {
  try {
    const { startReader } = await import('../reader/start.ts')
    const { createProgramRunner } = await import('../reader/programRunner.ts')
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
