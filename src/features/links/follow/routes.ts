// What happens at a short address: the redirect, counted before it is sent, or a page that says why
// there is none. Lesson: create-and-redirect (core)

import { minuteMs } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { clientAddress } from '../../../http/peer.ts'
import { empty, redirect, type Reply } from '../../../http/reply.ts'
import type { Destination } from './clicks.ts'
import type { Dependencies } from '../dependencies.ts'
import { explain, explainUnknown } from './explain.ts'
import { destination, needsButton, stateOf, type Link } from '../links.ts'
import { buttonPage, previewPage, reportedPage } from './pages.ts'
import { isSlug, normalizeSlug } from '../make/slug.ts'
import { checkLinkPassword, clientOf, tooManyTries } from './unlock.ts'
import { takeOrRefuse } from '../../site/refusal.ts'
import { readVisitor } from './visitor.ts'
import { findLink } from '../store.ts'
import { insertReport } from '../moderate/reports.ts'

type SlugContext = Context<'/:slug'>

const reportLimit = { name: 'reports', most: 10, windowMs: 60 * minuteMs }
const reasons = ['spam', 'phishing', 'malware', 'illegal', 'other']

/** Adds `/:slug`, with `/:slug+` for a look at where it leads, and the form for reports. */
export function addFollowRoutes(app: App, dependencies: Dependencies): void {
  app.get('/:slug', async (context) => {
    const name = context.params.slug
    if (name.endsWith('+')) return preview(dependencies, name.slice(0, -1), context)
    const slug = normalizeSlug(name)
    const place = isSlug(slug) ? await count(dependencies, context, { slug, isUnlocked: false }) : undefined
    return place === undefined ? explain(dependencies, context, name) : leadTo(place, context)
  })

  // The button of a locked link; and, for a link that keeps the method (307), what a program sends.
  app.post('/:slug', async (context) => {
    const link = await find(dependencies, context)
    if (link === undefined) return explain(dependencies, context, context.params.slug)
    const isLocked = stateOf(link, dependencies.clock()) === 'locked'
    const problem = isLocked ? await checkLinkPassword(dependencies, context, link) : undefined
    if (problem !== undefined) return buttonPage(link, problem, 403)
    const place = await countUse(dependencies, context, { link, isLocked })
    if (place === undefined) return explain(dependencies, context, link.slug)
    // A GET follows the button: the password must not be sent on to the target.
    const keepsMethod = place.redirectStatus === 307 && !needsButton(link)
    return leadTo({ ...place, redirectStatus: keepsMethod ? 307 : 303 }, context)
  })

  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    app.route(method, '/:slug', (context) => passOn(dependencies, context))
  }

  app.route('OPTIONS', '/:slug', async (context) =>
    empty(204, { allow: allowedFor(await find(dependencies, context)) }))

  addReportRoute(app, dependencies)
}

function addReportRoute(app: App, dependencies: Dependencies): void {
  app.post('/links/:slug/report', async (context) => {
    const form = await readForm(context)
    const slug = normalizeSlug(context.params.slug)
    await takeOrRefuse(dependencies.limits, {
      limit: reportLimit, who: clientOf(dependencies, context), sentence: tooManyTries,
    })
    const reason = reasons.find((known) => known === form.get('reason')) ?? 'other'
    const details = (form.get('details') ?? '').trim().slice(0, 1_000)
    const report = insertReport(slug, { reason, details, now: dependencies.clock() })
    const isStored = (await dependencies.database.run(report)).changes > 0
    return isStored ? reportedPage(slug) : explainUnknown(dependencies, context, slug)
  })
}

// Only a redirect with 307 keeps the method: other links take no such request.
async function passOn(dependencies: Dependencies, context: SlugContext): Promise<Reply> {
  const link = await find(dependencies, context)
  if (link?.redirectStatus !== 307) {
    const allow = allowedFor(link)
    const message = `This address does not take ${context.method}; it takes ${allow}`
    throw new HttpError(405, 'method-not-allowed', message, { headers: { allow } })
  }
  const place = await countUse(dependencies, context, { link, isLocked: false })
  return place === undefined ? explain(dependencies, context, link.slug) : leadTo(place, context)
}

function allowedFor(link: Link | undefined): string {
  const keepsMethod = link?.redirectStatus === 307
  return keepsMethod ? 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT' : 'GET, HEAD, OPTIONS, POST'
}

async function find(dependencies: Dependencies, { params }: SlugContext): Promise<Link | undefined> {
  const slug = normalizeSlug(params.slug)
  return isSlug(slug) ? findLink(dependencies.database, slug) : undefined
}

// Previews don't press buttons or send data. A client that does uses up a visit of a limited link.
function countUse(
  dependencies: Dependencies,
  context: Context,
  { link, isLocked }: { link: Link; isLocked: boolean },
): Promise<Destination | undefined> {
  const isUse = isLocked || link.visitLimit !== null
  return count(dependencies, context, { slug: link.slug, isUnlocked: isLocked, isUse })
}

async function count(
  dependencies: Dependencies,
  context: Context,
  { slug, isUnlocked, isUse = false }: { slug: string; isUnlocked: boolean; isUse?: boolean },
): Promise<Destination | undefined> {
  const visitor = readVisitor(context, dependencies.publicOrigin)
  return dependencies.clicks.count({
    ...visitor,
    isPerson: visitor.isPerson || isUse,
    slug,
    isUnlocked,
    address: clientAddress(context.request, dependencies.trustedHops),
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

async function preview(dependencies: Dependencies, name: string, context: Context): Promise<Reply> {
  const slug = normalizeSlug(name)
  const link = isSlug(slug) ? await findLink(dependencies.database, slug) : undefined
  if (link === undefined) return explainUnknown(dependencies, context, slug)
  return previewPage(link, stateOf(link, dependencies.clock()), dependencies.publicOrigin)
}
