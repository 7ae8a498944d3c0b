// Follows a link: the visit is counted and on the disk before the response is sent.

import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, type Reply } from './framework/reply.ts'
import { normalizeSlug } from './slugs.ts'
import type { Store } from './store.ts'
import { isRobot } from './visitors.ts'

// Nobody may keep the response: the next visit must be counted, too.
const headers = { 'cache-control': 'private, no-store' }

/** Redirects to the target. Throws an HttpError 404, or 410 or 403 for a link with a limit. */
export function followLink(store: Store, context: Context): Reply {
  const slug = normalizeSlug(context.params['slug'] ?? '')
  const isPerson = !isRobot(context)
  const target = isPerson ? store.countClick(slug) : store.countRobot(slug)
  if (target !== undefined) return empty(302, { location: target, ...headers })
  const link = store.find(slug)
  if (link === undefined) throw new HttpError(404, `There is no link ${slug}`, headers)
  if (isPerson) throw new HttpError(410, 'This link has been used up', headers)
  throw new HttpError(403, 'This link is only for people', headers)
}
