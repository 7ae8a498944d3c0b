// Two questions that machines ask: is the process alive, and should it get requests now? A server
// that is stopping is alive but not ready. Lesson 62 (deploying).

import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { App } from '../http/app.ts'
import { json } from '../http/reply.ts'

const headers = { 'cache-control': 'no-store' }

/** Adds `/healthz` and `/readyz`. */
export function addHealthRoutes(
  app: App,
  { database, isStopping }: { database: Database; isStopping: () => boolean },
): void {
  app.get('/healthz', () => json({ status: 'alive' }, 200, { ...headers }))

  app.get('/readyz', async () => {
    if (isStopping()) return json({ status: 'stopping' }, 503, { ...headers })
    try {
      await database.one(sql`select 1`)
      return json({ status: 'ready' }, 200, { ...headers })
    } catch {
      return json({ status: 'database unavailable' }, 503, { ...headers })
    }
  })
}
