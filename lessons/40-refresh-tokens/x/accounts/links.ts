// The routes of short links: programs make them, and people follow them.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { followLink } from './clicks.ts'
import { checkScope, identify, requireScope, type IdentityParts } from './identify.ts'
import { makeLink, type Parts } from './make.ts'
import { normalizeSlug } from './slugs.ts'
import type { Link, Store } from './store.ts'
import { describeHost } from './targets.ts'

export type LinkParts = Parts & IdentityParts

/** Adds the API and the redirect. */
export function addLinkRoutes(router: Router, parts: LinkParts): void {
  const { store, publicOrigin } = parts
  router.add('POST', '/api/links', async (context) => {
    const identity = await identify(parts, context)
    // A stranger may make links, too: nobody's.
    if (identity !== undefined) checkScope(identity, 'links:write')
    const owner = { user: identity?.user.id ?? null, owner: null }
    const link = makeLink(parts, await readJson(context), owner)
    const headers = { location: `/api/links/${link.slug}`, 'cache-control': 'no-store' }
    return json(describe(link, publicOrigin), 201, headers)
  })
  router.add('GET', '/api/links', async (context) => {
    const { user } = await requireScope(parts, context, 'links:read')
    const links = store.listOf({ user: user.id, owner: null })
      .map((link) => ({ ...describe(link, publicOrigin), note: link.note }))
    return json({ links }, 200, { 'cache-control': 'no-store' })
  })
  router.add('GET', '/api/links/:slug', ({ params }) =>
    json(describe(findLink(store, params.slug), publicOrigin)))
  router.add('GET', '/:slug', (context) => followLink(store, context))
}

/** Finds a link by the slug in a path. Throws an HttpError 404. */
export function findLink(store: Store, slug = ''): Link {
  const link = store.find(normalizeSlug(slug))
  if (link !== undefined) return link
  // Someone may make this link in a minute.
  throw new HttpError(404, `There is no link ${slug}`, { 'cache-control': 'no-store' })
}

function describe({ slug, target, visitLimit, clicks, robots }: Link, publicOrigin: string) {
  return {
    slug, shortUrl: `${publicOrigin}/${slug}`, target, host: describeHost(target),
    visitLimit, clicks, robots,
  }
}
