// The JSON API of the audit trail, of reported links and of the numbers.
// Lesson: user-management (appendix)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { empty, json } from '../../../http/reply.ts'
import { describeEvent, listEvents, readAuditQuery } from './auditList.ts'
import type { Dependencies, JudgedLink, ReportedLink } from '../dependencies.ts'
import { decide, decisionChecker, unblock } from '../reports/rules.ts'
import { describeNumbers, readNumbers } from './numbers.ts'
import { apiGuards } from '../guards.ts'
import { causeOf, rulesOf, linkHeader, pageUrl, parse } from '../request.ts'

/** More than somebody handles in one go; the rest follows when these are done. */
export const mostReported = 50

/** Adds `/api/admin/audit`, `reports`, `links` and `numbers`. */
export function addServiceApi(app: App, dependencies: Dependencies): void {
  const guards = apiGuards(dependencies)
  const { database, moderation } = dependencies

  app.get('/api/admin/audit', async (context) => {
    const { events, next } = await listEvents(database, readAuditQuery(context.query))
    const nextUrl = next === undefined ? null : pageUrl(context, next)
    const body = { events: events.map(describeEvent), next: nextUrl }
    return json(body, 200, { link: linkHeader(context, nextUrl) })
  }, guards)

  app.get('/api/admin/reports', async () => {
    const [reported, blocked] = await Promise.all([
      moderation.listReported(mostReported), moderation.listBlocked(mostReported),
    ])
    return json({ reports: reported.map(describeReported), blocked: blocked.map(describeLink) })
  }, guards)

  app.post('/api/admin/reports/:slug', async (context) => {
    const decision = parse(decisionChecker, await readJson(context))
    const { slug } = context.params
    const handled = await decide(rulesOf(dependencies), causeOf(dependencies, context), { ...decision, slug })
    return json({ slug, decision: decision.decision, handled })
  }, guards)

  app.post('/api/admin/links/:slug/unblock', async (context) => {
    await unblock(rulesOf(dependencies), causeOf(dependencies, context), context.params.slug)
    return empty(204)
  }, guards)

  app.get('/api/admin/numbers', async () =>
    json(describeNumbers(await readNumbers(database, dependencies.clock()))), guards)
}

function describeLink({ slug, target, disabledReason, isBlocked, user }: JudgedLink) {
  return { slug, target, disabled: disabledReason, isBlocked: isBlocked === 1, user }
}

function describeReported(link: ReportedLink) {
  return {
    ...describeLink(link),
    reports: link.reports,
    firstAt: formatTime(link.firstAt),
    lastAt: formatTime(link.lastAt),
    reasons: link.reasons,
    words: link.words.map(({ reason, details, at }) => ({ reason, details, at: formatTime(at) })),
  }
}
