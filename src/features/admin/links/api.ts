// The JSON API of all links for administrators. Lesson: user-management (appendix)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { empty, type Reply } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import { listReply } from '../../site/list.ts'
import type { ListedLink } from '../../site/moderation.ts'
import type { Dependencies } from '../dependencies.ts'
import { blockChecker, decide, unblock } from '../reports/rules.ts'
import { isConfirmed, needsPassword, requestOf } from '../requester.ts'
import { readLinkQuery } from './rules.ts'

/** Adds `/api/admin/links`, and what switches a link off and on below it. */
export function addAllLinksApi(app: App, dependencies: Dependencies): void {
  const admins = [dependencies.auth.guards.requireRole('admin')]

  app.get('/api/admin/links', (context) => showLinks(dependencies, context), admins)

  app.post('/api/admin/links/:slug/block', async (context) => {
    const { reason } = await readInput(context, blockChecker)
    if (!isConfirmed(dependencies, context)) throw needsPassword()
    const decision = { slug: context.params.slug, decision: 'block', reason } as const
    await decide(dependencies, requestOf(dependencies, context), decision)
    return empty(204)
  }, admins)

  app.post('/api/admin/links/:slug/unblock', async (context) => {
    if (!isConfirmed(dependencies, context)) throw needsPassword()
    await unblock(dependencies, requestOf(dependencies, context), context.params.slug)
    return empty(204)
  }, admins)
}

async function showLinks(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { database, moderation, clock } = dependencies
  const query = readLinkQuery(context.query, moderation)
  const { links, next } = await moderation.listAllLinks(database, query, clock())
  return listReply(context, { links: links.map(describe), next })
}

function describe({ id, createdAt, disabledReason, people, user, email, ...link }: ListedLink) {
  return {
    ...link,
    createdAt: formatTime(createdAt),
    disabled: disabledReason,
    clicks: people,
    owner: user === null ? null : { id: user, email },
  }
}
