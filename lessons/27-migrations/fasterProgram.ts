// An old file with data, and two copies of the program that start at once, as after an update. The
// check is the other copy: it holds the lock of the file, and has done a step when the program gets
// the lock. Then it tries to do another one between two steps of the program.

import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import type { StartAttempt } from '../../src/course/check/check.ts'
import {
  fileAt, freshContacts, judgeFile, judgeUpdate, lastVersion, lastWords, refuseOld, startTimes,
  type AddressBookTools,
} from './addressBook.ts'

const askEveryMs = 10
const holdMs = 300
const lastStepMs = 1_000
const leastWaitMs = 800
// A program in Node has to listen after 3 seconds, in which it also waits for this lock.
const mostWaitMs = { node: 2_000, other: 3_500 }

/** Locks a file at version 1, starts the program, does a step, and gives the lock back. */
export async function meetFasterProgram(tools: AddressBookTools): Promise<void> {
  const contacts = freshContacts(tools.fresh)
  await tools.stop()
  // With a log, readers don't wait for a writer.
  tools.replaceDatabase(`pragma journal_mode = wal; ${fileAt(1, contacts)}`)
  const { attempt, hasDoneLast } = await startBehind(tools)
  if (attempt.isListening) return judgeFile(tools, 1, contacts)
  // Was it the other copy, or can't the program update such a file alone either?
  tools.replaceDatabase(fileAt(1, contacts))
  await judgeUpdate(tools, 1, contacts)
  await tools.stop()
  tools.replaceDatabase(fileAt(3, contacts))
  await judgeUpdate(tools, 3, contacts)
  if (attempt.code === undefined) return refuseOld(tools, 1, attempt)
  const done = hasDoneLast
    ? 'step 2 while yours waited for the lock, and step 4 when yours had done step 3'
    : 'step 2 while yours waited for the lock'
  tools.fail(mistakeOf(lastWords(attempt)), {
    expected: `only steps that are missing: another program did ${done}`,
    actual: lastWords(attempt),
  })
}

// SQLite's own messages say what the program did.
function mistakeOf(words: string): 'lock-not-awaited' | 'left-open' | 'two-at-once' {
  if (/\b(?:locked|busy)\b/i.test(words)) return 'lock-not-awaited'
  return /within a transaction/i.test(words) ? 'left-open' : 'two-at-once'
}

// The first commit that makes the log longer than 1000 pages also moves it into the file, after the
// lock was given back: https://sqlite.org/wal.html#ckpt. With many pages, that takes a while.
const fillLog = `pragma wal_autocheckpoint = 0; pragma synchronous = off;
  create table check_filler (bytes blob); insert into check_filler values (zeroblob(16000000))`

type Outcome = { attempt: StartAttempt; hasDoneLast: boolean }

async function startBehind(tools: AddressBookTools): Promise<Outcome> {
  const other = new DatabaseSync(tools.database)
  try {
    other.exec(fillLog)
    other.exec('begin immediate')
    const limitMs = waitLimitMs(tools)
    const start = tools.tryStart()
    const hasEnded = watch(start)
    await untilVersionIsRead(tools, hasEnded, limitMs)
    other.exec(`alter table contacts add column phone text not null default '';
      pragma user_version = 2; commit`)
    const hasDoneLast = await doLastStep(other, hasEnded)
    return { attempt: await start, hasDoneLast }
  } finally {
    other.close()
  }
}

// After its commit of step 3, the program moves the log into the file, while nobody has the lock.
async function doLastStep(other: DatabaseSync, hasEnded: () => boolean): Promise<boolean> {
  const version = other.prepare('pragma user_version')
  const readVersion = () => Number(version.get()?.['user_version'])
  const end = performance.now() + lastStepMs
  while (!hasEnded() && performance.now() < end) {
    const found = readVersion()
    if (found >= lastVersion) return false
    if (found === lastVersion - 1 && begin(other)) {
      const isFirst = readVersion() < lastVersion
      if (isFirst) {
        other.exec(`alter table contacts add column created_at integer;
          pragma user_version = ${lastVersion}`)
      }
      other.exec('commit')
      return isFirst
    }
    await pause(1)
  }
  return false
}

function begin(other: DatabaseSync): boolean {
  try {
    other.exec('begin immediate')
    return true
  } catch {
    return false
  }
}

function watch(start: Promise<unknown>): () => boolean {
  let hasEnded = false
  const end = () => void (hasEnded = true)
  start.then(end, end)
  return () => hasEnded
}

// A program may also wait for the lock first. Then there's nothing to see, and time has to do: on a
// busy machine, a start takes longer.
function waitLimitMs({ events, database }: AddressBookTools): number {
  const usualMs = (startTimes.get(database) ?? 0) * 2
  startTimes.delete(database)
  const mostMs = events().length > 0 ? mostWaitMs.node : mostWaitMs.other
  return Math.min(Math.max(usualMs, leastWaitMs), mostMs)
}

async function untilVersionIsRead(
  { events }: AddressBookTools, hasEnded: () => boolean, limitMs: number,
): Promise<void> {
  const start = performance.now()
  while (!hasEnded() && performance.now() - start < limitMs) {
    await pause(askEveryMs)
    const isRead = events().some((event) =>
      event.event === 'sql' && /user_version/i.test(event.sql))
    // A program that doesn't wait for the lock has time to give up.
    if (isRead) return pause(holdMs)
  }
}
