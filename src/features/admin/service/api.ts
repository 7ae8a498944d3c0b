// The JSON API of the audit trail and of the numbers. Lesson: user-management (appendix)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { json } from '../../../http/reply.ts'
import type { ServerState } from '../../../services/serverState.ts'
import { listReply } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import { listEvents, readAuditQuery, type ListedEvent } from './auditList.ts'
import { readNumbers, sumClicks, type Numbers } from './numbers.ts'

/** Adds `/api/admin/audit` and `/api/admin/numbers`. */
export function addServiceApi(app: App, dependencies: Dependencies): void {
  const { auth, database, clock, readState } = dependencies
  const admins = [auth.guards.requireRole('admin')]

  app.get('/api/admin/audit', async (context) => {
    const { events, next } = await listEvents(database, readAuditQuery(context.query))
    return listReply(context, { events: events.map(describeEvent), next })
  }, admins)

  app.get('/api/admin/numbers', async () =>
    json({ ...describeNumbers(await readNumbers(database, clock())), ...describe(readState()) }),
  admins)
}

function describe({ startedAt, ...state }: ServerState) {
  return { ...state, startedAt: formatTime(startedAt) }
}

function describeEvent({ at, details, ...event }: ListedEvent) {
  const parsed: unknown = JSON.parse(details)
  return { ...event, at: formatTime(at), details: parsed }
}

function describeNumbers({ days, ...counts }: Numbers) {
  return {
    ...counts,
    clicksToday: sumClicks(days.slice(-1)),
    clicksInDays: sumClicks(days),
    days,
  }
}
