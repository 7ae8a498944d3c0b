// Two questions that machines ask: is the process alive, and should it get requests now? A server
// that is stopping is alive but not ready. One that can't store anything is ready, because it can
// still redirect: it says so as `"writes": false`.
//
// Lesson: deploying (core)

import { secondMs, type Clock } from '../../basics/clock.ts'
import type { Log } from '../../basics/log.ts'
import type { Database } from '../../database/database.ts'
import { canRead, canWrite } from '../../database/probes.ts'
import type { App } from '../../http/app.ts'
import { json, noStore, type Reply } from '../../http/reply.ts'

type HealthOptions = {
  database: Database
  clock: Clock
  log: Log
  isStopping: () => boolean
  /** The version of Groundwork. */
  version: string
  /** Called each time a write has worked. */
  onWritable: () => void
}

// Anyone may ask, so asking often must cost nothing.
const probeEveryMs = 5 * secondMs

/** Adds `/healthz` and `/readyz`. */
export function addHealthRoutes(app: App, options: HealthOptions): void {
  const { database, isStopping, version } = options
  const isReplaced = watchFile(options)
  const findWrites = probeWrites(options)

  app.get('/healthz', () => respond(200, { status: 'alive', version }))

  app.get('/readyz', async () => {
    if (isStopping()) return respond(503, { status: 'stopping' })
    if (isReplaced()) return respond(503, { status: 'database replaced' })
    if (!await canRead(database)) return respond(503, { status: 'database unavailable' })
    return respond(200, { status: 'ready', writes: await findWrites() })
  })
}

function respond(status: number, content: Record<string, string | boolean>): Reply {
  return json(content, status, noStore)
}

// A line in the log when it happens, and not at each question.
function watchFile({ database, log }: HealthOptions): () => boolean {
  let wasReplaced = false
  return () => {
    const isReplaced = database.isReplaced()
    if (isReplaced && !wasReplaced) {
      log.error('the database file was deleted or replaced, so nothing can be stored: stop this '
        + 'server, and start it with the right file')
    }
    wasReplaced = isReplaced
    return isReplaced
  }
}

function probeWrites({ database, clock, onWritable }: HealthOptions): () => Promise<boolean> {
  const attempt = async () => {
    const works = await canWrite(database)
    if (works) onWritable()
    return works
  }
  let probe: { at: number; result: Promise<boolean> } | undefined
  return () => {
    const now = clock()
    // A clock that was set back doesn't stop the probes.
    if (probe === undefined || Math.abs(now - probe.at) >= probeEveryMs) {
      probe = { at: now, result: attempt() }
    }
    return probe.result
  }
}
