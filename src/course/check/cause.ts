// Why a response didn't come or stopped in the middle: the program may have ended, crashed, or
// stopped listening. Then that is what the learner is told.

import { isRefused, refusalOf } from './client.ts'
import type { Program } from './program.ts'
import { startLimit } from './programTime.ts'
import { openConnection } from './rawConnection.ts'

/** What a step found: the id of a finding, and what it saw. */
export type Found = { id: string; actual: string | undefined }

const silent = new Set([
  'no-answer', 'closed-without-answer', 'half-answer', 'endless-answer', 'exited', 'crashed',
  'too-slow', 'stopped-listening',
])
const endingMs = 40
const crashingMs = 500

/** Gives the finding that explains what a step found; it stays the same when there is none. */
export async function findCause(
  found: Found, { program, ...address }: { program: Program; port: number; host: string },
): Promise<Found> {
  if (!silent.has(found.id)) return found
  if (await isEnding(program)) {
    const ending = await program.ended
    return { ...found, id: ending.code === 0 ? 'exited' : 'crashed' }
  }
  if (found.id !== 'closed-without-answer') return found
  // A server that stops listening cuts off the connections that it hasn't accepted yet.
  const connection = await openConnection(address)
  connection.destroy()
  return isRefused(connection) ? { id: 'stopped-listening', ...refusalOf(address.port) } : found
}

async function isEnding(program: Program): Promise<boolean> {
  if (program.ending() !== undefined || await endsSoon(program, endingMs)) return true
  // A program that handles uncaught errors itself reports a crash and keeps running.
  const hasCrashed = program.events().some(({ event }) => event === 'crash')
  return hasCrashed && await endsSoon(program, crashingMs)
}

function endsSoon(program: Program, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = startLimit(waitMs, () => [program.processId], () => resolve(false))
    void program.exited.then(() => {
      cancel()
      resolve(true)
    })
  })
}
