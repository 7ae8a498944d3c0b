// What the preload tells of the SQL of a program, sorted by what a check wants to know.

import { setTimeout as pause } from 'node:timers/promises'
import type { Tools } from './check.ts'
import type { ProgramEvent, SqlEvent } from './events.ts'

type Watched = Pick<Tools, 'events'>

const askEveryMs = 5
const patienceMs = 300

/**
 * Gives the statements that the program ran while `work` sent its requests; none for a program
 * without the preload.
 */
export async function statementsDuring(
  { events }: Watched, work: () => Promise<unknown>,
): Promise<readonly SqlEvent[]> {
  const marker = events().at(-1)
  const since = () => events().slice(events().findLastIndex((event) => event === marker) + 1)
  await work()
  await untilTold(since)
  return since().filter((event) => event.event === 'sql')
}

/** Puts ? in the place of the values, so that a statement looks the same each time it runs. */
export function shapeOf(sql: string): string {
  return sql
    .replaceAll(/'(?:[^']|'')*'/g, '?')
    .replaceAll(/\b[xX]\?/g, '?')
    .replaceAll(/(?<![\w"])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g, '?')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

// What the program tells and what it sends come by different ways: the response can be here first.
async function untilTold(since: () => readonly ProgramEvent[]): Promise<void> {
  const end = performance.now() + patienceMs
  do await pause(askEveryMs)
  while (performance.now() < end && hasOpenRequest(since()))
}

function hasOpenRequest(events: readonly ProgramEvent[]): boolean {
  const open = new Set<number>()
  for (const event of events) {
    if (event.event === 'request') open.add(event.id)
    if (event.event === 'answered') open.delete(event.id)
  }
  return open.size > 0
}
