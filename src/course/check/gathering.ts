// Makes requests meet in the learner's program. Their connections are opened first. Then the
// program is held still until all requests have arrived, and goes on. So what goes wrong when
// requests meet goes wrong each time, also on a busy machine.

import type { Program } from './program.ts'
import { untilAsleep, untilHeld } from './programTime.ts'

// A connection to this machine is made in one turn of the event loop, and can be written to in the
// next.
const turnsUntilSent = 8
const acceptMs = 2

/** Of one step. */
export class Gathering {
  #untilGathered: Promise<void> | undefined

  /** A request waits for this before it's written. */
  get untilGathered(): Promise<void> | undefined {
    return this.#untilGathered
  }

  /**
   * Calls `work`, which sends requests. Programs without the preload aren't held: some have room
   * for no more than five waiting connections. Windows can't hold a program either.
   */
  async meet<Result>(programs: readonly Program[], work: () => Promise<Result>): Promise<Result> {
    const held = programs.filter(canBeHeld)
    if (held.length === 0) return work()
    const { promise, resolve: send } = Promise.withResolvers<void>()
    this.#untilGathered = promise
    try {
      const result = work()
      // Its error is thrown below, when it's awaited.
      result.catch(() => {})
      await turns()
      await Promise.all(held.map(({ processId }) => untilAsleep(processId, acceptMs)))
      for (const program of held) signal(program, 'SIGSTOP')
      await Promise.all(held.map(({ processId }) => untilHeld(processId)))
      send()
      this.#untilGathered = undefined
      await turns()
      for (const program of held) signal(program, 'SIGCONT')
      return await result
    } finally {
      this.#untilGathered = undefined
      send()
      for (const program of held) signal(program, 'SIGCONT')
    }
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < turnsUntilSent; turn += 1) await new Promise(setImmediate)
}

function canBeHeld({ hasPreload }: Program): boolean {
  return hasPreload && process.platform !== 'win32'
}

// To all processes that it has started, too: they are its group.
function signal({ processId, ending }: Program, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (ending() !== undefined) return
  try {
    process.kill(-processId, name)
  } catch {
    // It has ended a moment ago.
  }
}
