// What happens at a short URL: the redirect, counted before it is sent, or a page that says why
// there is none. A visit is what the request says about its visitor: where they came from, with
// which browser and kind of device, and whether they're a person.
// Lesson: create-and-redirect (core)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { clientAddress } from '../../../http/peer.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { readAgent } from '../../../http/userAgent.ts'
import type { Dependencies } from '../dependencies.ts'
import { isSlug, normalizeSlug } from '../make/slug.ts'
import type { Destination, Visit, Visitor } from './clicks.ts'
import { explain, preview } from './explain.ts'

/** Adds `/:slug`, with `/:slug+` for a look at where it leads. */
export function addFollowRoutes(app: App, dependencies: Dependencies): void {
  app.get('/:slug', async (context) => {
    const name = context.params.slug
    if (name.endsWith('+')) return preview(dependencies, context, name.slice(0, -1))
    const slug = normalizeSlug(name)
    const destination = isSlug(slug)
      ? await dependencies.clicks.count(readVisit(dependencies, context, slug))
      : undefined
    return destination === undefined
      ? explain(dependencies, context, name)
      : redirectTo(destination, context)
  })
}

/** Reads the visit of a link that a request makes. */
export function readVisit(
  { publicOrigin, trustedHops }: Dependencies, context: Context, slug: string,
): Visit {
  return {
    ...readVisitor(context, publicOrigin),
    slug,
    isUnlocked: false,
    address: clientAddress(context.request, trustedHops),
    agent: context.header('user-agent') ?? '',
  }
}

/** Reads what a request says about its visitor. */
export function readVisitor(context: Context, publicOrigin: string): Visitor {
  const { isBot, browser, device } = readAgent(context.header('user-agent') ?? '')
  const isPerson = !isBot && context.method !== 'HEAD' && !isPrefetch(context)
  const referrer = readReferrer(context.header('referer'), publicOrigin)
  return { isPerson, referrer, browser, device }
}

/** Sends a visitor on. No cache may keep the redirect: it wouldn't be counted, or changed. */
export function redirectTo(
  destination: Destination, context: Context, status: 302 | 303 | 307 = destination.redirectStatus,
): Reply {
  return redirect(targetFor(destination, context.target.query), status, {
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  })
}

/** The URL that a visit is sent to, with the visit's own query if the link passes it on. */
export function targetFor(
  { target, forwardQuery }: Pick<Destination, 'target' | 'forwardQuery'>, query: string,
): string {
  if (forwardQuery === 0 || query === '') return target
  // As text: URLSearchParams would rewrite the target's own query, with `+` for `%20`.
  const url = new URL(target)
  url.search = url.search === '' ? query : `${url.search}&${query}`
  return url.href
}

// Nobody has clicked yet when a browser fetches ahead. Chromium and WebKit send Sec-Purpose or
// Purpose (Fetch standard, section 3.8), Safari's top sites X-Purpose, older Firefox X-Moz.
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
const aheadOfClick = ['prefetch', 'prerender', 'preview', 'preload', 'instant']

function isPrefetch(context: Context): boolean {
  return purposeHeaders.some((name) => {
    const purpose = context.header(name)?.slice(0, 200).toLowerCase()
    return purpose !== undefined && aheadOfClick.some((word) => purpose.includes(word))
  })
}

function readReferrer(header: string | undefined, publicOrigin: string): string {
  if (header === undefined) return 'direct'
  const url = URL.parse(header)
  if (url === null || url.hostname === '' || url.origin === publicOrigin) return 'direct'
  return url.hostname.slice(0, 253)
}
