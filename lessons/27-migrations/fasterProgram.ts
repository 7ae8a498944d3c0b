// An old file with data, and two copies of the program that start at once, as after an update. The
// check is the other copy: it holds the lock of the file, and has done two steps when the program
// gets the lock.

import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import type { StartAttempt } from '../../src/course/check/check.ts'
import {
  fileAt, freshContacts, judgeFile, judgeUpdate, lastWords, refuseOld, startTimes,
  type AddressBookTools,
} from './addressBook.ts'

const askEveryMs = 10
const holdMs = 300
const leastWaitMs = 800
// A program in Node has to listen after 3 seconds, in which it also waits for this lock.
const mostWaitMs = { node: 2_000, other: 3_500 }

/** Locks a file at version 1, starts the program, does two steps, and gives the lock back. */
export async function meetFasterProgram(tools: AddressBookTools): Promise<void> {
  const contacts = freshContacts(tools.fresh)
  await tools.stop()
  // With a log, readers don't wait for a writer.
  tools.replaceDatabase(`pragma journal_mode = wal; ${fileAt(1, contacts)}`)
  const attempt = await startBehind(tools)
  if (attempt.isListening) return judgeFile(tools, 1, contacts)
  // Was it the other copy, or can't the program update such a file alone either?
  tools.replaceDatabase(fileAt(1, contacts))
  await judgeUpdate(tools, 1, contacts)
  await tools.stop()
  tools.replaceDatabase(fileAt(3, contacts))
  await judgeUpdate(tools, 3, contacts)
  if (attempt.code === undefined) return refuseOld(tools, 1, attempt)
  const isLocked = /\b(?:locked|busy)\b/i.test(lastWords(attempt))
  tools.fail(isLocked ? 'lock-not-awaited' : 'two-at-once', {
    expected: 'step 4 only: another program did the steps 2 and 3 while yours waited for the lock',
    actual: lastWords(attempt),
  })
}

async function startBehind(tools: AddressBookTools): Promise<StartAttempt> {
  const other = new DatabaseSync(tools.database)
  try {
    other.exec('begin immediate')
    const limitMs = waitLimitMs(tools)
    const start = tools.tryStart()
    await untilVersionIsRead(tools, start, limitMs)
    other.exec(`alter table contacts add column phone text not null default '';
      update contacts set email = lower(email);
      create unique index contacts_by_email on contacts (email);
      pragma user_version = 3; commit`)
    return await start
  } finally {
    other.close()
  }
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
  { events }: AddressBookTools, start: Promise<unknown>, limitMs: number,
): Promise<void> {
  let hasEnded = false
  const end = () => void (hasEnded = true)
  start.then(end, end)
  const begin = performance.now()
  while (!hasEnded && performance.now() - begin < limitMs) {
    await pause(askEveryMs)
    const isRead = events().some((event) =>
      event.event === 'sql' && /user_version/i.test(event.sql))
    // A program that doesn't wait for the lock has time to give up.
    if (isRead) return pause(holdMs)
  }
}
