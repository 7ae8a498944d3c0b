// The page of reported links: the reports, and the buttons that decide about them.
// Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleOwnForm, newForm, type ShownForm } from '../../site/form.ts'
import type { Dependencies } from '../dependencies.ts'
import { adminViewerOf, askPassword, isConfirmed, requestOf } from '../requester.ts'
import { reportsPage } from './pages.ts'
import { decide, listReports, readDecision } from './rules.ts'

/** Adds `/admin/reports` and what is below it. */
export function addReportPages(app: App, dependencies: Dependencies): void {
  const { guards } = dependencies.auth
  const admins = [guards.requireSession('admin')]

  app.get('/admin/reports', (context) => showReports(dependencies, context, newForm), admins)

  app.post('/admin/reports/:slug', (context) => handleOwnForm(guards, context, {
    async act(fields) {
      const decision = readDecision(fields)
      const { slug } = context.params
      if (decision.decision === 'block' && !isConfirmed(dependencies, context)) {
        return askPassword(`/admin/links/${encodeURIComponent(slug)}/block`)
      }
      await decide(dependencies, requestOf(dependencies, context), { ...decision, slug })
      return redirect(`/admin/reports?done=${decision.decision}`)
    },
    show: (shown) => showReports(dependencies, context, shown),
  }), admins)
}

async function showReports(
  dependencies: Dependencies, context: Context, shown: ShownForm,
): Promise<Reply> {
  const viewer = adminViewerOf(dependencies, context)
  const done = context.query.get('done')
  return reportsPage(viewer, { ...shown, ...await listReports(dependencies), done })
}
