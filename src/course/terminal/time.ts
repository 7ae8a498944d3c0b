// Measures what a learner waits for: from the moment a file is saved to the result.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Lesson } from '../lessons/lesson.ts'
import { programName } from '../lessons/project.ts'
import { readSolution } from '../lessons/solution.ts'
import type { CheckFunction } from '../workshop/runs.ts'
import { openWorkshop, type Workshop } from '../workshop/workshop.ts'

export type Timing = { lesson: Lesson; medianMs: number; slowestMs: number; passed: boolean }

export type TimeOptions = {
  lessons: readonly Lesson[]
  check: CheckFunction
  /** Ends the measuring early, without a word about the lesson that it's at. */
  signal: AbortSignal
  runs?: number
}

const limitMs = 30_000

/** Measures each lesson that has an exercise, one after the other. */
export async function* timeLessons(options: TimeOptions): AsyncGenerator<Timing> {
  const { lessons, check, signal, runs = 3 } = options
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-time-'))
  const workshop = openWorkshop({ lessons, folder, check })
  try {
    workshop.watch()
    for (const lesson of lessons.filter(({ hasExercise }) => hasExercise)) {
      const timing = await timeLesson({ workshop, lesson, runs, signal })
      if (signal.aborted) return
      yield timing
    }
  } finally {
    await workshop.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type TimePlan = { workshop: Workshop; lesson: Lesson; runs: number; signal: AbortSignal }

async function timeLesson({ workshop, lesson, runs, signal }: TimePlan): Promise<Timing> {
  const path = workshop.exercisePath(lesson.id)
  const main = programName(lesson)
  const { [main]: solution = '', ...others } = Object.fromEntries(readSolution(lesson))
  workshop.reset(lesson.id)
  workshop.select(lesson.id)
  for (const [name, text] of Object.entries(others)) writeFile(join(dirname(path), name), text)
  const durations: number[] = []
  let passed = true
  for (let run = 0; run < runs && !signal.aborted; run += 1) {
    const result = nextResult(workshop, lesson, signal)
    const startMs = performance.now()
    writeFileSync(path, `${solution}\n// Saved ${run}\n`)
    passed = (await result) && passed
    durations.push(performance.now() - startMs)
  }
  return { lesson, passed, medianMs: median(durations), slowestMs: Math.max(...durations) }
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function nextResult(workshop: Workshop, lesson: Lesson, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const stopListening = workshop.onChange(({ type, lesson: id, report }) => {
    if (type === 'report' && id === lesson.id) resolve(report?.passed === true)
  })
  const late = new Error(`No result for ${lesson.folderName} in ${limitMs / 1_000} seconds`)
  const timer = setTimeout(() => reject(late), limitMs)
  const stop = () => resolve(false)
  signal.addEventListener('abort', stop)
  return promise.finally(() => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    stopListening()
  })
}

/** Gives the middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, two) => one - two)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper
}
