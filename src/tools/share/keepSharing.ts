// Keeps what is shared and its tunnel together: a new address is made known, and one that is gone
// is taken away. Lesson: share-it (tour)

import { setTimeout } from 'node:timers/promises'
import type { Target } from './target.ts'
import type { Tunnel } from './tunnel.ts'

export type KeepOptions = {
  target: Target
  tunnel: Tunnel
  /** Aborted when the sharing is to end. */
  signal: AbortSignal
  /** Tells the person of a new address. */
  announce: (origin: string) => void
  say: (line: string) => void
  /** How long to wait before the next look. */
  pauseMs: number
}

/** Returns when the signal is aborted. Throws a ShareError if something has ended by itself. */
export async function keepSharing(
  { target, tunnel, signal, announce, say, pauseMs }: KeepOptions,
): Promise<void> {
  let current: string | undefined
  while (!signal.aborted) {
    const origin = await tunnel.look()
    if (signal.aborted) return
    if (origin === undefined && current !== undefined) {
      await target.withdraw()
      say(`The tunnel has ended, and nobody can reach ${current} now. Waiting for a new one …`)
    }
    if (origin !== undefined && origin === current) await target.keep(origin)
    if (origin !== undefined && origin !== current) {
      if (current !== undefined) say(`The address has changed from ${current} to ${origin}`)
      await target.publish(origin)
      announce(origin)
    }
    current = origin
    await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}
