// The pages of administrators that are about the whole service: its numbers, the audit trail,
// reported links, and the outbox of a developer. Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { mostReported } from './api.ts'
import { listEvents, readAuditQuery } from './auditList.ts'
import { AdminRefusal, type AdminDesk } from '../desk.ts'
import { decide, decisionChecker, unblock } from '../reports/rules.ts'
import { readNumbers } from './numbers.ts'
import { auditPage } from './auditPage.ts'
import { outboxPage } from './outboxPage.ts'
import { overviewPage } from './overviewPage.ts'
import { reportsPage } from '../reports/pages.ts'
import { pageGuards, refusalStatuses } from '../refusals.ts'
import { causeOf, courtOf, pageUrl, parse, readOwnForm, viewerOf } from '../request.ts'

/** Adds `/admin`, `/admin/audit`, `/admin/reports` and, in development, `/admin/outbox`. */
export function addServicePages(app: App, desk: AdminDesk): void {
  const guards = pageGuards(desk)
  const { database, readOutbox } = desk

  app.get('/admin', async (context) => {
    const numbers = await readNumbers(database, desk.clock())
    return overviewPage(viewerOf(desk, context), numbers, desk.charts)
  }, guards)

  app.get('/admin/audit', async (context) => {
    const query = readAuditQuery(context.query)
    const { events, next } = await listEvents(database, query)
    const nextUrl = next === undefined ? undefined : pageUrl(context, next)
    return auditPage(viewerOf(desk, context), { query, events, next: nextUrl })
  }, guards)

  app.get('/admin/reports', (context) => showReports(desk, context), guards)

  app.post('/admin/reports/:slug', async (context) => {
    const form = await readOwnForm(desk, context)
    return judge(desk, context, async () => {
      const decision = form.get('decision')
      const reason = form.get('reason')?.trim() || undefined
      const parsed = parse(decisionChecker, { decision, ...(reason && { reason }) })
      const { slug } = context.params
      await decide(courtOf(desk), causeOf(desk, context), { ...parsed, slug })
      return parsed.decision
    })
  }, guards)

  app.post('/admin/links/:slug/unblock', async (context) => {
    await readOwnForm(desk, context)
    return judge(desk, context, async () => {
      await unblock(courtOf(desk), causeOf(desk, context), context.params.slug)
      return 'unblock'
    })
  }, guards)

  if (readOutbox !== undefined) {
    app.get('/admin/outbox', async (context) =>
      outboxPage(viewerOf(desk, context), await readOutbox()), guards)
  }
}

async function judge(
  desk: AdminDesk, context: Context, act: () => Promise<string>,
): Promise<Reply> {
  try {
    return redirect(`/admin/reports?done=${await act()}`)
  } catch (error) {
    if (error instanceof AdminRefusal) return showReports(desk, context, error)
    throw error
  }
}

async function showReports(
  desk: AdminDesk, context: Context, refusal?: AdminRefusal,
): Promise<Reply> {
  const { moderation, database } = desk
  const [reported, blocked] = await Promise.all([
    moderation.listReported(database, mostReported),
    moderation.listBlocked(database, mostReported),
  ])
  return reportsPage(viewerOf(desk, context), {
    reported,
    blocked,
    done: refusal === undefined ? context.query.get('done') : null,
    problem: refusal?.message,
    status: refusal === undefined ? 200 : refusalStatuses[refusal.code],
  })
}
