// The JSON API that makes links, and the form that a link has in every response of the API.
// Lesson: resources-and-naming (tour)

import { formatTime, type Clock } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { versionTag } from '../../../http/conditional.ts'
import { json, type ReplyHeaders } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { stateOf, type LinkContent } from '../links.ts'
import { ownerHeaders, readRequester, withEditKey } from '../owner.ts'
import { createLink, readLink } from './rules.ts'

/** Adds `POST /api/links`. */
export function addMakeApi(app: App, dependencies: Dependencies): void {
  app.post('/api/links', async (context) => {
    const input = readLink(dependencies, await readJson(context))
    const requester = await readRequester(context, dependencies)
    const link = await createLink(dependencies, input, requester)
    const { owner } = requester
    return json(withEditKey(context, describeLink(link, dependencies), owner), 201, {
      location: `/api/links/${link.slug}`,
      ...ownerHeaders(context, owner, dependencies.publicOrigin),
      ...versionHeaders(link),
    })
  })
}

/** Shows a link to its owner. */
export function describeLink(
  link: LinkContent, { publicOrigin, clock }: { publicOrigin: string; clock: Clock },
) {
  return {
    slug: link.slug,
    shortUrl: `${publicOrigin}/${link.slug}`,
    target: link.target,
    note: link.note,
    state: stateOf(link, clock()),
    createdAt: formatTime(link.createdAt),
    updatedAt: formatTime(link.updatedAt),
    expiresAt: link.expiresAt === null ? null : formatTime(link.expiresAt),
    visitLimit: link.visitLimit,
    hasPassword: link.passwordHash !== null,
    redirect: link.redirectStatus,
    forwardQuery: link.forwardQuery === 1,
    disabled: link.disabledReason,
    isBlocked: link.isBlocked === 1,
    clicks: link.people,
    bots: link.bots,
    importedClicks: link.importedClicks,
    version: link.version,
  }
}

/** The headers of a response with a link, for If-Match. */
export function versionHeaders(link: LinkContent): ReplyHeaders {
  // Compression would make the tag weak, and If-Match accepts only strong ones.
  return { 'cache-control': 'private, no-store, no-transform', etag: versionTag(link) }
}
