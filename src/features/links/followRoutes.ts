// What a short address answers: the redirect that is counted before it is sent, or a page that says
// why there is none. Lesson 24 (create-and-redirect).

import { minuteMs } from '../../basics/clock.ts'
import { verifyPassword } from '../../auth/password.ts'
import type { App } from '../../http/app.ts'
import { readForm } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { prefersHtml } from '../../http/middleware.ts'
import { clientAddress, limitKey } from '../../http/peer.ts'
import { redirect, type Reply } from '../../http/reply.ts'
import type { Limit } from '../../services/limits.ts'
import type { Destination } from './clicks.ts'
import { LinkRefusal, type Desk } from './desk.ts'
import { destination, needsButton, stateOf, type Link } from './links.ts'
import { formTokenOf, readOwner } from './owner.ts'
import { buttonPage, gonePage, previewPage, reportedPage, unknownPage } from './pages/visitor.ts'
import { toHttpError, toRefusal } from './refusals.ts'
import { isSlug, normalizeSlug } from './slug.ts'
import { readVisitor } from './visitor.ts'

// A guess costs the guesser a tenth of a second of ours: so few are allowed.
const passwordLimit = { name: 'link password', most: 10, windowMs: 10 * minuteMs }
const passwordLimitOfAll = { name: 'link password of all', most: 100, windowMs: 60 * minuteMs }
const reportLimit = { name: 'reports', most: 10, windowMs: 60 * minuteMs }
const reasons = ['spam', 'phishing', 'malware', 'illegal', 'other']

/** Adds `/:slug`, with `/:slug+` for a look at where it leads, and the form for reports. */
export function addFollowRoutes(app: App, desk: Desk): void {
  app.get('/:slug', async (context) => {
    const name = context.params.slug
    if (name.endsWith('+')) return preview(desk, name.slice(0, -1), context)
    const slug = normalizeSlug(name)
    const place = isSlug(slug) ? await count(desk, context, { slug, isUnlocked: false }) : undefined
    return place === undefined ? explain(desk, context, slug) : leadTo(place, context)
  })

  // The button of a locked link; and, for a link that keeps the method (307), what a program sends.
  app.post('/:slug', async (context) => {
    const slug = normalizeSlug(context.params.slug)
    const link = isSlug(slug) ? await desk.store.find(slug) : undefined
    const isUnlocked = link !== undefined && stateOf(link, desk.clock()) === 'locked'
    if (isUnlocked) {
      const problem = await checkPassword(desk, context, link)
      if (problem !== undefined) return buttonPage(link, problem, 403)
    }
    const place = link && await count(desk, context, { slug, isUnlocked })
    if (link === undefined || place === undefined) return explain(desk, context, slug)
    // A GET follows the button: the password must not be sent on to the target.
    const keepsMethod = place.redirectStatus === 307 && !needsButton(link)
    return leadTo({ ...place, redirectStatus: keepsMethod ? 307 : 303 }, context)
  })

  app.post('/links/:slug/report', async (context) => {
    const form = await readForm(context)
    const slug = normalizeSlug(context.params.slug)
    await takeOrRefuse(desk, reportLimit, clientOf(desk, context))
    const reason = reasons.find((known) => known === form.get('reason')) ?? 'other'
    const details = (form.get('details') ?? '').trim().slice(0, 1_000)
    const isStored = await desk.store.report(slug, { reason, details, now: desk.clock() })
    return isStored ? reportedPage(slug) : unknown(desk, context, slug)
  })
}

async function count(
  desk: Desk,
  context: Context,
  { slug, isUnlocked }: { slug: string; isUnlocked: boolean },
): Promise<Destination | undefined> {
  const visitor = readVisitor(context, desk.publicOrigin)
  return desk.clicks.count({
    ...visitor,
    // No preview presses a button.
    isPerson: visitor.isPerson || isUnlocked,
    slug,
    isUnlocked,
    address: clientAddress(context.request, desk.trustedHops),
    agent: context.header('user-agent') ?? '',
  })
}

type Place = Omit<Destination, 'redirectStatus'> & { redirectStatus: 302 | 303 | 307 }

function leadTo(place: Place, context: Context): Reply {
  return redirect(destination(place, context.target.query), place.redirectStatus, {
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  })
}

async function preview(desk: Desk, name: string, context: Context): Promise<Reply> {
  const slug = normalizeSlug(name)
  const link = isSlug(slug) ? await desk.store.find(slug) : undefined
  if (link === undefined) return unknown(desk, context, slug)
  return previewPage(link, stateOf(link, desk.clock()), desk.publicOrigin)
}

/** Says why a link does not lead on: there is none, it has ended, or it asks for something. */
async function explain(desk: Desk, context: Context, slug: string): Promise<Reply> {
  const link = isSlug(slug) ? await desk.store.find(slug) : undefined
  if (link === undefined) return unknown(desk, context, slug)
  const state = stateOf(link, desk.clock())
  if (state === 'locked') return buttonPage(link, undefined)
  // It was switched on, or lost its button, between the count and this look at it.
  if (state === 'open') throw changedNow()
  if (prefersHtml(context)) return gonePage(link, state)
  const headers = { 'x-robots-tag': 'noindex' }
  const why = link.disabledReason === null ? 'has ended' : `is off: ${link.disabledReason}`
  throw new HttpError(410, state, `The link /${slug} ${why}`, { headers })
}

function changedNow(): HttpError {
  const headers = { 'retry-after': '1' }
  return new HttpError(503, 'changed', 'This link changed just now: try again', { headers })
}

async function unknown(desk: Desk, context: Context, slug: string): Promise<Reply> {
  if (prefersHtml(context)) {
    const owner = await readOwner(context, desk)
    const canMake = (desk.anonymousLinks || owner?.from === 'account') && isSlug(slug)
    return unknownPage(slug, { canMake, formToken: formTokenOf(owner) })
  }
  throw new HttpError(404, 'not-found', `There is no link /${slug}`, {
    headers: { 'x-robots-tag': 'noindex' },
  })
}

/** Gives a sentence when the password is wrong, undefined when it is right. Counts the guesses. */
async function checkPassword(
  desk: Desk,
  context: Context,
  link: Link,
): Promise<string | undefined> {
  const password = (await readForm(context)).get('password') ?? ''
  if (link.passwordHash === null) return undefined
  if (Buffer.byteLength(password) > 1_024) return 'This is not the password'
  // Counted before hashing, so that guesses sent all at once are counted too.
  const who = `${link.id} ${clientOf(desk, context)}`
  await takeOrRefuse(desk, passwordLimit, who)
  await takeOrRefuse(desk, passwordLimitOfAll, String(link.id))
  try {
    const isRight = await verifyPassword(password, link.passwordHash)
    return isRight ? undefined : 'This is not the password'
  } catch (error) {
    const refusal = toRefusal(error)
    throw refusal === undefined ? error : toHttpError(refusal)
  }
}

async function takeOrRefuse(
  desk: Desk,
  limit: Limit,
  who: string,
): Promise<void> {
  const verdict = await desk.limits.take(limit, who)
  if (verdict.isAllowed) return
  const minutes = Math.ceil(verdict.retryAfterSeconds / 60)
  const message = `Too many tries: the next one is possible in ${minutes} min`
  const wait = { limit, retryAfterSeconds: verdict.retryAfterSeconds }
  throw toHttpError(new LinkRefusal('limited', [{ field: '', message }], wait))
}

function clientOf(desk: Desk, context: Context): string {
  return limitKey(clientAddress(context.request, desk.trustedHops))
}
