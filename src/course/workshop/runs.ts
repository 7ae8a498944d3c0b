// Runs of checks: one at a time for each lesson, and the newest wins, because an older run would
// report on a file that has changed since.

import type { Report } from '../check/report.ts'
import type { WalkPlan } from '../check/walk.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { codePattern } from './snapshot.ts'
import type { Save } from './watch.ts'

export type CheckRequest = {
  /** Starts the learner's program, when it is not Node. */
  command?: string
  seed?: number
  /** Leaves out the steps that take long: for a check at a save. */
  isQuick?: boolean
}

/** Checks the program in a folder. Ends soon after the signal is aborted. */
export type CheckFunction = (
  lesson: Lesson,
  options: CheckRequest & {
    folder: string
    signal: AbortSignal
    /** The ids of the lessons that the learner has passed. */
    passed: ReadonlySet<string>
    /** What Node runs, if it isn't the lesson's usual file. */
    file?: string
    /** Told of a mistake while the program still runs. */
    onFinding?: NonNullable<WalkPlan['onFinding']>
  },
) => Promise<Report>

type RunPlan = {
  lesson: Lesson
  command: string | undefined
  seed: number | undefined
  isQuick: boolean
  folder: string
  passed: ReadonlySet<string>
  /** Called with the report, or without when the check could not run; not for an older run. */
  onEnd: (report: Report | undefined) => void
}

export type LastRun = { report?: Report; problem?: string }

export type Runs = {
  start(plan: RunPlan): Promise<Report>
  isRunning(id: string): boolean
  last(id: string): LastRun
  /** Stops the run of a lesson and forgets its last report. */
  forget(id: string): void
  /** Says whether the program under check wrote this file, and not the learner. */
  isOwnWrite(id: string, save: Save): boolean
  close(): Promise<void>
}

// Some file systems keep the times of files in steps of 10 milliseconds.
const clockStepMs = 20

type Run = { controller: AbortController; result: Promise<Report>; startMs: number; endMs: number }

/** Gives the runs of a workshop. */
export function createRuns(check: CheckFunction): Runs {
  const newest = new Map<string, Run>()
  const answers = new Map<string, Promise<Report>>()
  const last = new Map<string, LastRun>()

  const finish = async (run: Run, { lesson, onEnd }: RunPlan): Promise<Report> => {
    const ended = await settle(run.result)
    run.endMs = Math.min(run.endMs, Date.now())
    const answer = answers.get(lesson.id)
    if (newest.get(lesson.id) !== run && answer !== undefined) return answer
    if (run.controller.signal.aborted) throw new Error('The check was stopped')
    last.set(lesson.id, ended)
    onEnd(ended.report)
    if (ended.report === undefined) throw new Error(ended.problem)
    return ended.report
  }

  return {
    start(plan) {
      const older = newest.get(plan.lesson.id)
      older?.controller.abort()
      const controller = new AbortController()
      const result = runAfter(older?.result, () => check(plan.lesson, optionsOf(plan, controller)))
      const run = { controller, result, startMs: Date.now(), endMs: Infinity }
      newest.set(plan.lesson.id, run)
      const answer = finish(run, plan)
      answers.set(plan.lesson.id, answer)
      return answer
    },
    isRunning: (id) => newest.get(id)?.endMs === Infinity,
    last: (id) => last.get(id) ?? {},
    forget(id) {
      const run = newest.get(id)
      run?.controller.abort()
      if (run !== undefined) run.endMs = Math.min(run.endMs, Date.now())
      last.delete(id)
    },
    isOwnWrite(id, { path, modifiedMs }) {
      const run = newest.get(id)
      if (run === undefined || codePattern.test(path)) return false
      return modifiedMs >= run.startMs - clockStepMs && modifiedMs <= run.endMs + clockStepMs
    },
    async close() {
      for (const run of newest.values()) run.controller.abort()
      await Promise.allSettled([...newest.values()].map((run) => run.result))
    },
  }
}

type CheckOptions = Parameters<CheckFunction>[1]

function optionsOf(
  { folder, command, seed, isQuick, passed }: RunPlan,
  controller: AbortController,
): CheckOptions {
  return {
    folder, isQuick, passed, signal: controller.signal,
    ...(command === undefined ? {} : { command }),
    ...(seed === undefined ? {} : { seed }),
  }
}

// The older run may still be ending its program.
async function runAfter<Value>(
  older: Promise<unknown> | undefined,
  run: () => Promise<Value>,
): Promise<Value> {
  await older?.catch(() => undefined)
  return run()
}

async function settle(result: Promise<Report>): Promise<LastRun> {
  try {
    return { report: await result }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
