// Takes what visitors report about a link. Administrators see it in the feature `admin`.
// Lesson: safe-targets (tour)

import { minuteMs } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import { clientOf } from '../../site/input.ts'
import { takeOrRefuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { explainUnknown } from '../follow/explain.ts'
import { normalizeSlug } from '../make/slug.ts'
import { reasons, reportedPage } from './pages.ts'
import { insertReport } from './reports.ts'

const reportLimit = { name: 'reports', most: 10, windowMs: 60 * minuteMs }
const longestDetails = 1_000

/** Adds what the form for reports sends. */
export function addReportRoutes(app: App, dependencies: Dependencies): void {
  const { database, limits, clock, trustedHops } = dependencies

  app.post('/links/:slug/report', async (context) => {
    const fields = await readForm(context)
    const { slug: name } = context.params
    const slug = normalizeSlug(name)
    const who = clientOf(context, trustedHops)
    await takeOrRefuse(limits, { limit: reportLimit, who })
    const report = insertReport(slug, { ...readReport(fields), now: clock() })
    const { changes } = await database.run(report)
    return changes > 0 ? reportedPage(slug) : explainUnknown(dependencies, context, name)
  })
}

// A form can be sent by anything: what isn't one of our reasons is another one.
function readReport(fields: URLSearchParams): { reason: string; details: string } {
  const [reason] = reasons.find(([known]) => known === fields.get('reason')) ?? ['other']
  const details = (fields.get('details') ?? '').replaceAll('\0', ' ').trim()
  return { reason, details: details.slice(0, longestDetails) }
}
