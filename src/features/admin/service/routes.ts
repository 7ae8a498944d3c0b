// The pages of administrators that are about the whole service: its numbers, the audit trail,
// reported links, and the outbox of a developer. Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { mostReported } from './api.ts'
import { listEvents, readAuditQuery } from './auditList.ts'
import type { Dependencies } from '../dependencies.ts'
import { decide, decisionChecker, unblock } from '../reports/rules.ts'
import { readNumbers } from './numbers.ts'
import { auditPage } from './auditPage.ts'
import { outboxPage } from './outboxPage.ts'
import { overviewPage } from './overviewPage.ts'
import { reportsPage } from '../reports/pages.ts'
import { pageGuards } from '../guards.ts'
import { causeOf, rulesOf, pageUrl, parse, readOwnForm, viewerOf } from '../request.ts'
import { Refusal, refusalStatuses } from '../../site/refusal.ts'

/** Adds `/admin`, `/admin/audit`, `/admin/reports` and, in development, `/admin/outbox`. */
export function addServicePages(app: App, dependencies: Dependencies): void {
  const guards = pageGuards(dependencies)
  const { database, readOutbox } = dependencies

  app.get('/admin', async (context) => {
    const numbers = await readNumbers(database, dependencies.clock())
    return overviewPage(viewerOf(dependencies, context), numbers, dependencies.charts)
  }, guards)

  app.get('/admin/audit', async (context) => {
    const query = readAuditQuery(context.query)
    const { events, next } = await listEvents(database, query)
    const nextUrl = next === undefined ? undefined : pageUrl(context, next)
    return auditPage(viewerOf(dependencies, context), { query, events, next: nextUrl })
  }, guards)

  app.get('/admin/reports', (context) => showReports(dependencies, context), guards)

  app.post('/admin/reports/:slug', async (context) => {
    const form = await readOwnForm(dependencies, context)
    return judge(dependencies, context, async () => {
      const decision = form.get('decision')
      const reason = form.get('reason')?.trim() || undefined
      const parsed = parse(decisionChecker, { decision, ...(reason && { reason }) })
      const { slug } = context.params
      await decide(rulesOf(dependencies), causeOf(dependencies, context), { ...parsed, slug })
      return parsed.decision
    })
  }, guards)

  app.post('/admin/links/:slug/unblock', async (context) => {
    await readOwnForm(dependencies, context)
    return judge(dependencies, context, async () => {
      await unblock(rulesOf(dependencies), causeOf(dependencies, context), context.params.slug)
      return 'unblock'
    })
  }, guards)

  if (readOutbox !== undefined) {
    app.get('/admin/outbox', async (context) =>
      outboxPage(viewerOf(dependencies, context), await readOutbox()), guards)
  }
}

async function judge(
  dependencies: Dependencies, context: Context, act: () => Promise<string>,
): Promise<Reply> {
  try {
    return redirect(`/admin/reports?done=${await act()}`)
  } catch (error) {
    if (error instanceof Refusal) return showReports(dependencies, context, error)
    throw error
  }
}

async function showReports(
  dependencies: Dependencies, context: Context, refusal?: Refusal,
): Promise<Reply> {
  const { moderation } = dependencies
  const [reported, blocked] = await Promise.all([
    moderation.listReported(mostReported), moderation.listBlocked(mostReported),
  ])
  return reportsPage(viewerOf(dependencies, context), {
    reported,
    blocked,
    done: refusal === undefined ? context.query.get('done') : null,
    problem: refusal?.message,
    status: refusal === undefined ? 200 : refusalStatuses[refusal.code],
  })
}
