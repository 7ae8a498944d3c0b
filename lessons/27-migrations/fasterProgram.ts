// An old file with data, and two copies of the program that start at once, as after an update. The check is
// the other copy: it holds the lock of the file, and has done a step when the program gets it.

import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import type { StartAttempt } from '../../src/course/check/check.ts'
import {
  fileAt, freshContacts, judgeFile, judgeUpdate, lastWords, type AddressBookTools,
} from './addressBook.ts'

const askEveryMs = 10
const mostWaitMs = 800

/** Locks a file at version 1, starts the program, does step 2, and gives the lock back. */
export async function meetFasterProgram(tools: AddressBookTools): Promise<void> {
  const contacts = freshContacts(tools.fresh)
  await tools.stop()
  // With a log, readers don't wait for a writer.
  tools.replaceDatabase(`pragma journal_mode = wal; ${fileAt(1, contacts)}`)
  const attempt = await startBehind(tools)
  if (attempt.isListening) return judgeFile(tools, 1, contacts)
  // Was it the other copy, or can't the program do it alone either?
  tools.replaceDatabase(fileAt(1, contacts))
  await judgeUpdate(tools, 1, contacts)
  const isLocked = /\b(?:locked|busy)\b/i.test(lastWords(attempt))
  tools.fail(isLocked ? 'lock-not-awaited' : 'two-at-once', {
    expected: 'steps 3 and 4 only: another program did step 2 while yours waited for the lock',
    actual: lastWords(attempt),
  })
}

async function startBehind(tools: AddressBookTools): Promise<StartAttempt> {
  const other = new DatabaseSync(tools.database)
  try {
    other.exec('begin immediate')
    const start = tools.tryStart()
    await untilVersionIsRead(tools, start)
    other.exec(`alter table contacts add column phone text not null default '';
      pragma user_version = 2; commit`)
    return await start
  } finally {
    other.close()
  }
}

// A program may also wait for the lock first. Then there's nothing to see, and time has to do.
async function untilVersionIsRead(
  { events }: AddressBookTools, start: Promise<unknown>,
): Promise<void> {
  let hasEnded = false
  const end = () => void (hasEnded = true)
  start.then(end, end)
  const begin = performance.now()
  while (!hasEnded && performance.now() - begin < mostWaitMs) {
    await pause(askEveryMs)
    if (events().some((event) => event.event === 'sql' && /user_version/i.test(event.sql))) return
  }
}
