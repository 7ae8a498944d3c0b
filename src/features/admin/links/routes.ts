// The pages of all links for administrators: the list, and a page for each action, because a link
// that is switched off is gone for all of its visitors. Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleOwnForm, newForm, type ShownForm } from '../../site/form.ts'
import { nextUrl } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import { decide, findLink, readDecision, unblock } from '../reports/rules.ts'
import { adminViewerOf, askPassword, isConfirmed, requestOf } from '../requester.ts'
import { linkActionPage, linksPage } from './pages.ts'
import { readActionName, readLinkQuery } from './rules.ts'

type ActionContext = Context<'/admin/links/:slug/:action'>

/** Adds `/admin/links` and what is below it. */
export function addAllLinksPages(app: App, dependencies: Dependencies): void {
  const admins = [dependencies.auth.guards.requireSession('admin')]
  const actionPath = '/admin/links/:slug/:action'

  app.get('/admin/links', (context) => showLinks(dependencies, context), admins)
  app.get(actionPath, (context) => askBeforeAction(dependencies, context), admins)
  app.post(actionPath, (context) => doAction(dependencies, context), admins)
}

async function showLinks(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { database, moderation, clock } = dependencies
  const query = readLinkQuery(context.query, moderation)
  const { links, next } = await moderation.listAllLinks(database, query, clock())
  return linksPage(adminViewerOf(dependencies, context), {
    query, links, next: nextUrl(context, next), done: context.query.get('done'),
  })
}

async function askBeforeAction(dependencies: Dependencies, context: ActionContext): Promise<Reply> {
  if (!isConfirmed(dependencies, context)) return askPassword(context.target.path)
  return showAction(dependencies, context, newForm)
}

async function showAction(
  dependencies: Dependencies, context: ActionContext, shown: ShownForm,
): Promise<Reply> {
  const name = readActionName(context.params.action)
  const link = await findLink(dependencies, context.params.slug)
  return linkActionPage(adminViewerOf(dependencies, context), { ...shown, name, link })
}

async function doAction(dependencies: Dependencies, context: ActionContext): Promise<Reply> {
  const { slug, action } = context.params
  const name = readActionName(action)
  if (!isConfirmed(dependencies, context)) return askPassword(context.target.path)
  return handleOwnForm(dependencies.auth.guards, context, {
    async act(fields) {
      const request = requestOf(dependencies, context)
      if (name === 'unblock') await unblock(dependencies, request, slug)
      else await decide(dependencies, request, { ...readDecision(fields, name), slug })
      return redirect(`/admin/links?${new URLSearchParams({ slug, done: name })}`)
    },
    show: (shown) => showAction(dependencies, context, shown),
  })
}
