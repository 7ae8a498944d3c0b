// The pages of administrators that are about the whole service: its numbers, the audit trail, and
// the outbox of a developer. Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import type { Reply } from '../../../http/reply.ts'
import { nextUrl } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import { adminViewerOf } from '../requester.ts'
import { listEvents, readAuditQuery } from './auditList.ts'
import { readNumbers } from './numbers.ts'
import { auditPage, outboxPage, overviewPage } from './pages.ts'

/** Adds `/admin`, `/admin/audit` and, in development, `/admin/outbox`. */
export function addServicePages(app: App, dependencies: Dependencies): void {
  const { auth, readOutbox } = dependencies
  const admins = [auth.guards.requireSession('admin')]

  app.get('/admin', (context) => showOverview(dependencies, context), admins)
  app.get('/admin/audit', (context) => showAudit(dependencies, context), admins)
  if (readOutbox === undefined) return
  app.get('/admin/outbox', async (context) =>
    outboxPage(adminViewerOf(dependencies, context), await readOutbox()), admins)
}

async function showOverview(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { database, clock, charts, readState } = dependencies
  const numbers = await readNumbers(database, clock())
  const viewer = adminViewerOf(dependencies, context)
  return overviewPage(viewer, { numbers, state: readState(), charts })
}

async function showAudit(dependencies: Dependencies, context: Context): Promise<Reply> {
  const query = readAuditQuery(context.query)
  const { events, next } = await listEvents(dependencies.database, query)
  const viewer = adminViewerOf(dependencies, context)
  return auditPage(viewer, { query, events, next: nextUrl(context, next) })
}
