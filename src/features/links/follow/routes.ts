// What happens at a short URL. A GET is counted and redirected, or gets a page that says why not. A
// POST presses the button of a locked link. Where a link keeps the method, it passes on whatever
// programs send. Lesson: create-and-redirect (core)

import type { App } from '../../../http/app.ts'
import { readBytes, readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { clientAddress } from '../../../http/peer.ts'
import { empty, redirect, type Reply } from '../../../http/reply.ts'
import { readAgent } from '../../../http/userAgent.ts'
import { clientOf } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { needsButton, stateOf, type Link } from '../links.ts'
import { isSlug, normalizeSlug } from '../make/slug.ts'
import type { FollowedLink, Visit, Visitor } from './clicks.ts'
import { explain, findNamed, preview } from './explain.ts'
import { suggestAtMisses } from './misses.ts'
import { buttonPage, pressedField } from './pages.ts'
import { checkLinkPassword } from './unlock.ts'

type SlugContext = Context<'/:slug'>

const pressedForm = `${pressedField}=yes`

/** Adds `/:slug`, with `/:slug+` for a look at where it leads. */
export function addFollowRoutes(app: App, dependencies: Dependencies): void {
  app.get('/:slug', (context) => follow(dependencies, context))
  app.post('/:slug', (context) => pressButton(dependencies, context))
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    app.route(method, '/:slug', (context) => passOn(dependencies, context))
  }
  app.route('OPTIONS', '/:slug', async ({ params }) =>
    empty(204, { allow: allowedFor(await findNamed(dependencies, params.slug)) }))
  suggestAtMisses(app, dependencies)
}

/** Reads what a request says about its visitor. */
export function readVisitor(context: Context, publicOrigin: string): Visitor {
  const { isBot, browser, device } = readAgent(context.header('user-agent') ?? '')
  const isPerson = !isBot && context.method !== 'HEAD' && !isPrefetch(context)
  const referrer = readReferrer(context.header('referer'), publicOrigin)
  return { isPerson, referrer, browser, device }
}

/** The URL that a visit is sent to, with the visit's own query if the link passes it on. */
export function targetFor(
  { target, forwardQuery }: Pick<FollowedLink, 'target' | 'forwardQuery'>, query: string,
): string {
  if (forwardQuery === 0 || query === '') return target
  // As text: URLSearchParams would rewrite the target's own query, with `+` for `%20`.
  const url = new URL(target)
  url.search = url.search === '' ? query : `${url.search}&${query}`
  return url.href
}

async function follow(dependencies: Dependencies, context: SlugContext): Promise<Reply> {
  const name = context.params.slug
  if (name.endsWith('+')) return preview(dependencies, context, name.slice(0, -1))
  const slug = normalizeSlug(name)
  const followed = isSlug(slug)
    ? await dependencies.clicks.count(readVisit(dependencies, context, slug))
    : undefined
  return followed === undefined
    ? explain(dependencies, context, name)
    : redirectTo(followed, context)
}

// The button of a locked link, or what a program sends to a link that keeps the method (307).
async function pressButton(dependencies: Dependencies, context: SlugContext): Promise<Reply> {
  const { limits, clock, trustedHops } = dependencies
  const link = await findNamed(dependencies, context.params.slug)
  if (link === undefined) return explain(dependencies, context, context.params.slug)
  const isLocked = stateOf(link, clock()) === 'locked'
  if (isLocked) {
    const password = (await readForm(context)).get('password') ?? ''
    const client = clientOf(context, trustedHops)
    const issues = await checkLinkPassword(limits, link, { password, client })
    const { query } = context.target
    if (issues.length > 0) return buttonPage(link, { query, issues, status: 403 })
  }
  const isFromButton = needsButton(link) || await isPress(context, link)
  const followed = await countUse(dependencies, context, { link, isLocked })
  if (followed === undefined) return explain(dependencies, context, link.slug)
  // After the button, the browser continues with GET: the form's fields mustn't reach the target.
  const keepsMethod = followed.redirectStatus === 307 && !isFromButton
  return redirectTo(followed, context, keepsMethod ? 307 : 303)
}

// Reads a body only if it's as long as the button's form: a program's body is for the target.
async function isPress(context: Context, { visitLimit }: Link): Promise<boolean> {
  const length = Number(context.header('content-length') ?? NaN)
  if (visitLimit === null || length !== pressedForm.length) return false
  return Buffer.from(await readBytes(context)).toString() === pressedForm
}

// Only a redirect with 307 keeps the method: other links take no such request.
async function passOn(dependencies: Dependencies, context: SlugContext): Promise<Reply> {
  const link = await findNamed(dependencies, context.params.slug)
  if (link?.redirectStatus !== 307) {
    const allow = allowedFor(link)
    const message = `This URL doesn't support ${context.method}. It supports ${allow}`
    throw new HttpError(405, 'method-not-allowed', message, { headers: { allow } })
  }
  const followed = await countUse(dependencies, context, { link, isLocked: false })
  return followed === undefined
    ? explain(dependencies, context, link.slug)
    : redirectTo(followed, context)
}

function allowedFor(link: Link | undefined): string {
  const keepsMethod = link?.redirectStatus === 307
  return keepsMethod ? 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT' : 'GET, HEAD, OPTIONS, POST'
}

// Previews don't press buttons or send data. A client that does uses up a visit of a limited link.
function countUse(
  dependencies: Dependencies,
  context: Context,
  { link, isLocked }: { link: Link; isLocked: boolean },
): Promise<FollowedLink | undefined> {
  const visit = readVisit(dependencies, context, link.slug)
  const isPerson = visit.isPerson || isLocked || link.visitLimit !== null
  return dependencies.clicks.count({ ...visit, isPerson, isUnlocked: isLocked })
}

function readVisit(
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

// No cache may keep the redirect: it wouldn't be counted, and a new target wouldn't be seen.
function redirectTo(
  followed: FollowedLink, context: Context, status: 302 | 303 | 307 = followed.redirectStatus,
): Reply {
  return redirect(targetFor(followed, context.target.query), status, {
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  })
}

// Nobody has clicked yet when a browser fetches ahead. Chromium and WebKit send Sec-Purpose or
// Purpose (Fetch standard, section 3.8), Safari's top sites X-Purpose, older Firefox X-Moz. Scripts
// can't set headers that begin with Sec-, so Turbo sends X-Sec-Purpose.
const purposeHeaders = ['sec-purpose', 'x-sec-purpose', 'purpose', 'x-purpose', 'x-moz']
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
