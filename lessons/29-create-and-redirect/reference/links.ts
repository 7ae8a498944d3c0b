// The routes of short links: programs make them, and people follow them.

import { readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import type { Link, Store } from './store.ts'

export type Parts = { store: Store; publicOrigin: string }

/** Adds the API and the redirect. */
export function addLinkRoutes(router: Router, { store, publicOrigin }: Parts): void {
  router.add('POST', '/api/links', async (context) => {
    const link = store.add(readTarget(await readJson(context)))
    return json(describe(link, publicOrigin), 201, { location: `/api/links/${link.slug}` })
  })
  router.add('GET', '/api/links/:slug', ({ params }) =>
    json(describe(findLink(store, params.slug), publicOrigin)))
  router.add('GET', '/:slug', ({ params }) => {
    const { target } = findLink(store, params.slug)
    // Nobody may keep it: later, each visit is counted, and a link can stop working.
    return empty(302, { location: target, 'cache-control': 'private, no-store' })
  })
}

// As `href` it's ASCII, so it fits in a header.
function readTarget(value: unknown): string {
  const { target } = { target: undefined, ...Object(value) }
  const url = typeof target === 'string' ? URL.parse(target) : null
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new HttpError(422, 'A target must be a URL that starts with http:// or https://')
}

function findLink(store: Store, slug = ''): Link {
  const link = store.find(slug)
  if (link !== undefined) return link
  // Someone may make this link in a minute.
  throw new HttpError(404, `There is no link ${slug}`, { 'cache-control': 'no-store' })
}

function describe({ slug, target }: Link, publicOrigin: string) {
  return { slug, shortUrl: `${publicOrigin}/${slug}`, target }
}
