// The JSON API of reported links. Lesson: user-management (appendix)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { json } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import type { ModeratedLink, ReportedLink } from '../../site/moderation.ts'
import type { Dependencies } from '../dependencies.ts'
import { isConfirmed, needsPassword, requestOf } from '../requester.ts'
import { decide, decisionChecker, listReports } from './rules.ts'

/** Adds `/api/admin/reports` and what is below it. */
export function addReportApi(app: App, dependencies: Dependencies): void {
  const admins = [dependencies.auth.guards.requireRole('admin')]

  app.get('/api/admin/reports', async () => {
    const { reported, blocked } = await listReports(dependencies)
    return json({ reports: reported.map(describeReported), blocked: blocked.map(describeLink) })
  }, admins)

  app.post('/api/admin/reports/:slug', async (context) => {
    const input = await readInput(context, decisionChecker)
    const { slug } = context.params
    if (input.decision === 'block' && !isConfirmed(dependencies, context)) throw needsPassword()
    const handled = await decide(dependencies, requestOf(dependencies, context), { ...input, slug })
    return json({ slug, decision: input.decision, handled })
  }, admins)
}

function describeLink({ slug, target, disabledReason, isBlocked, user }: ModeratedLink) {
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
