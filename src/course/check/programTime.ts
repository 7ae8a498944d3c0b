// The time that the learner's program had to run. On a busy machine a program waits for its turn on
// a processor: that isn't its fault, so a time limit doesn't count it. Linux says how long each
// process has waited (proc(5), /proc/PID/schedstat); elsewhere, all time counts.

import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

// A machine can be too busy for anything to be measured: then a limit ends after this many times
// its length.
const mostPatience = 5
const lookEveryMs = 100
const askAgainMs = 5
const longestReadingMs = 1_000
// A signal reaches a program within some of these, each a millisecond long.
const [fewLooks, mostLooks] = [5, 500]
// Room for the part of such a file that we need.
const line = Buffer.alloc(1_024)

/** The ids of the processes whose time counts; more can start while a limit runs. */
export type Processes = () => readonly number[]

/**
 * Calls back when programs have had their time; returns the function that cancels the limit. Before
 * it calls back, everything that has already arrived is read.
 */
export function startLimit(limitMs: number, processes: Processes, onOver: () => void): () => void {
  const start = performance.now()
  const watch = watchWork(processes)
  let immediate: NodeJS.Immediate | undefined
  const look = () => {
    const elapsedMs = performance.now() - start
    const { waitedMs, isInQueue } = watch(limitMs - elapsedMs >= 1)
    const leftMs = limitMs - elapsedMs + waitedMs
    if (elapsedMs < limitMs * mostPatience && (leftMs >= 1 || isInQueue)) {
      timer = setTimeout(look, Math.min(Math.max(leftMs, askAgainMs), lookEveryMs))
      return
    }
    // Timers come before what a socket has received in the same turn of the event loop.
    immediate = setImmediate(onOver)
  }
  let timer = setTimeout(look, Math.min(limitMs, lookEveryMs))
  return () => {
    clearTimeout(timer)
    clearImmediate(immediate)
  }
}

// Gives a function that says how long the processes have waited for a processor since this call,
// and whether one of them still waits and hasn't run since the last look. An early look, which
// can't be the last one, doesn't find out the second part, so it takes much less time.
function watchWork(
  processes: Processes,
): (isEarly: boolean) => { waitedMs: number; isInQueue: boolean } {
  const works = new Map<number, { firstWaitedMs: number; last: Work }>()
  for (const id of processes()) {
    // Most limits are cancelled before they're over, so this reads as little as an early look does.
    // If a later look finds that the main thread hasn't changed, it looks once more.
    const work = readMainThread(id)
    works.set(id, { firstWaitedMs: work.waitedMs, last: work })
  }
  return (isEarly) => {
    let isInQueue = false
    for (const id of processes()) {
      const work = isEarly ? readMainThread(id) : readWork(id)
      // What has ended keeps what it had. What started later has waited since the limit began.
      const { firstWaitedMs, last } = works.get(id) ?? { firstWaitedMs: 0, last: nothing }
      if (work === nothing) continue
      const ran = last.allRanMs === undefined ? work.ranMs - last.ranMs
        : (work.allRanMs ?? 0) - last.allRanMs
      isInQueue ||= work.isRunnable && ran === 0
      works.set(id, { firstWaitedMs, last: work })
    }
    let waitedMs = 0
    for (const { firstWaitedMs, last } of works.values()) waitedMs += last.waitedMs - firstWaitedMs
    return { waitedMs, isInQueue }
  }
}

/** Waits at least this long, and then until the program has nothing left to do. */
export async function untilAsleep(processId: number | undefined, atLeastMs: number): Promise<void> {
  await pause(atLeastMs)
  if (processId === undefined) return
  let isOver = false
  const cancel = startLimit(longestReadingMs, () => [processId], () => (isOver = true))
  for (let before = ranUntilAsleep(processId); !isOver;) {
    await pause(1)
    const now = ranUntilAsleep(processId)
    // One thread may have woken another while we looked: twice asleep, and nothing ran in between.
    if (now !== undefined && now === before) break
    before = now
  }
  cancel()
}

/** Whether the program has something to do, and so has or wants a processor. */
export function isAtWork(processId: number): boolean {
  return ranUntilAsleep(processId) === undefined
}

/**
 * Waits until SIGSTOP has held the program: a signal takes its time. Only Linux can tell;
 * elsewhere, this waits a little.
 */
export async function untilHeld(processId: number): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    await pause(1)
    const state = stateOf(processId)
    if (state === 'T' || state === undefined && looks >= fewLooks) return
  }
}

function stateOf(processId: number): string | undefined {
  try {
    return readState(`/proc/${processId}`)
  } catch {
    return undefined
  }
}

// Gives what all threads have had of a processor; undefined while one of them isn't asleep.
function ranUntilAsleep(processId: number): number | undefined {
  // The others needn't be read when the main thread is at work, as it mostly is.
  if (isMainThreadRunnable(processId)) return undefined
  const { isRunnable, allRanMs } = readWork(processId)
  return isRunnable ? undefined : allRanMs
}

type Work = {
  /** What the main thread has had of a processor, and how long it has waited for one. */
  ranMs: number
  waitedMs: number
  /** What all threads have had together; undefined if only the main thread was read. */
  allRanMs: number | undefined
  isRunnable: boolean
}

const nothing: Work = { ranMs: 0, waitedMs: 0, allRanMs: 0, isRunnable: false }

function readMainThread(processId: number): Work {
  if (process.platform !== 'linux') return nothing
  try {
    const { ranMs, waitedMs } = readTimes(`/proc/${processId}`)
    return { ranMs, waitedMs, allRanMs: undefined, isRunnable: false }
  } catch {
    // It has ended, or this kernel doesn't count.
    return nothing
  }
}

function isMainThreadRunnable(processId: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return isRunnable(`/proc/${processId}/task/${processId}`)
  } catch {
    return false
  }
}

function readWork(processId: number): Work {
  if (process.platform !== 'linux') return nothing
  try {
    const folder = `/proc/${processId}/task`
    // The main thread can sleep because it waits for another one, which waits for a processor.
    const threads = readdirSync(folder).map((thread) => readThread(`${folder}/${thread}`))
    return {
      ...readTimes(`${folder}/${processId}`),
      allRanMs: threads.reduce((sum, { ranMs }) => sum + ranMs, 0),
      isRunnable: threads.some(({ isRunnable }) => isRunnable),
    }
  } catch {
    // It has ended, or this kernel doesn't count.
    return nothing
  }
}

type Times = { ranMs: number; waitedMs: number }

function readTimes(folder: string): Times {
  const times = readLine(`${folder}/schedstat`).split(' ')
  const [ranMs = 0, waitedMs = 0] = times.map((nanoseconds) => Number(nanoseconds) / 1e6)
  return { ranMs, waitedMs }
}

function readThread(folder: string): Times & { isRunnable: boolean } {
  return { isRunnable: isRunnable(folder), ...readTimes(folder) }
}

function isRunnable(folder: string): boolean {
  const state = readState(folder)
  return state === 'R' || state === 'D'
}

function readState(folder: string): string {
  const status = readLine(`${folder}/stat`)
  // The program's name is in brackets and can contain anything; its state comes after it.
  return status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3)
}

// These files are read so often that speed matters: readFileSync asks for the size of a file first,
// and reads twice.
function readLine(path: string): string {
  const file = openSync(path, 'r')
  try {
    return line.toString('latin1', 0, readSync(file, line))
  } finally {
    closeSync(file)
  }
}
