// What is shared: our own server, or a learner's program. Both listen on a port of this machine,
// and have to know their public address. Lesson: share-it (tour)

import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'

export type Target = {
  /** The name or the IP address to which the tunnel leads. */
  host: string
  port: number
  /** Makes it known under this address. */
  publish(origin: string): Promise<void>
  /** Keeps it known; called every two seconds. Throws a ShareError if it has ended by itself. */
  keep(origin: string): Promise<void>
  /** Takes the address away again. */
  withdraw(): Promise<void>
  /** Withdraws, and ends what was started. */
  close(signal?: NodeJS.Signals): Promise<void>
  /** What strangers can and can't do. */
  describe(origin: string): string[]
}

const connectMs = 1_000
const pauseMs = 250

/** Says whether a program listens on a port of this machine. */
export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: connectMs })
    const finish = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => finish(true))
    socket.once('timeout', () => finish(false))
    socket.once('error', () => finish(false))
  })
}

/** Asks again until something holds, at most this long. Says whether it holds. */
export async function waitUntil(
  holds: () => Promise<boolean>, patienceMs: number,
): Promise<boolean> {
  const end = performance.now() + patienceMs
  while (!await holds()) {
    if (performance.now() > end) return false
    await setTimeout(pauseMs)
  }
  return true
}
