// Watches the server that is shared. Its owner may stop it and start it again; but while it's gone,
// another program can take its port, and the tunnel mustn't lead there.
// Lesson: share-it (appendix)

import { identify } from './probe.ts'
import { isListening, waitUntil } from './target.ts'
import { ShareError } from './tunnel.ts'

const patienceMs = 3_000

export type WatchOptions = { host: string; port: number; say: (line: string) => void }

/**
 * Gives a function that looks whether the server is there, and says so once when it's gone and when
 * it's back. That function throws a ShareError if another program is there instead.
 */
export function watchServer({ host, port, say }: WatchOptions): () => Promise<void> {
  let isThere = true
  return async () => {
    const wasThere = isThere
    isThere = await isListening(host, port)
    if (wasThere && !isThere) {
      say(`The server on port ${port} has stopped: start it again, and it's shared as before.`)
    }
    if (wasThere || !isThere) return
    const isPlausible = async () => await identify(host, port) !== 'another program'
    if (!await waitUntil(isPlausible, patienceMs)) throw new ShareError(portTaken(port))
    say(`The server on port ${port} is back.`)
  }
}

/** Says that a port isn't free for the server, and what to do. */
export function portTaken(port: number): string {
  return `Port ${port} is used by a program that isn't this server: `
    + 'stop it, or set PORT to another port'
}
