// What visitors get instead of a redirect: when they want to look first, when the link asks for
// something or has ended, or when it doesn't exist and we suggest another one. Browsers get a page,
// and programs a problem document. Lesson: status-codes (tour)

import type { ReadOptions } from '../../../database/database.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { prefersHtml } from '../../../http/errorReplies.ts'
import type { Reply } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { stateOf, type Link } from '../links.ts'
import { isChosenSlug, isSlug, normalizeSlug } from '../make/slug.ts'
import { formTokenOf, readOwner } from '../owner.ts'
import { findLink } from '../store.ts'
import { buttonPage, gonePage, previewPage, unknownPage } from './pages.ts'
import { similarSlugs } from './suggest.ts'

const headers = { 'x-robots-tag': 'noindex' }
// A look at where a link leads may be a little out of date: then any machine can give it.
const previewMaxAgeMs = 1_000

/** Finds the link with a name as it was written in an address. */
export async function findNamed(
  { database }: Dependencies, name: string, options?: ReadOptions,
): Promise<Link | undefined> {
  const slug = normalizeSlug(name)
  return isSlug(slug) ? findLink(database, slug, options) : undefined
}

/** Shows where a link leads, without going there. */
export async function preview(
  dependencies: Dependencies, context: Context, name: string,
): Promise<Reply> {
  const link = await findNamed(dependencies, name, { maxAgeMs: previewMaxAgeMs })
    ?? await findNamed(dependencies, name)
  if (link === undefined) return explainUnknown(dependencies, context, name)
  return previewPage(link, stateOf(link, dependencies.clock()), dependencies.publicOrigin)
}

/** Says why a link doesn't redirect. */
export async function explain(
  dependencies: Dependencies, context: Context, name: string,
): Promise<Reply> {
  const link = await findNamed(dependencies, name)
  if (link === undefined) return explainUnknown(dependencies, context, name)
  const state = stateOf(link, dependencies.clock())
  // An open link with a limit asks those who aren't people: to press the button uses up a visit.
  const isLimited = state === 'open' && link.visitLimit !== null
  if (state === 'locked' || isLimited) return ask(context, link)
  // It was switched on, or lost its button, between the count and this look at it.
  if (state === 'open') throw changedNow()
  if (prefersHtml(context)) return gonePage(link, state)
  const why = link.disabledReason === null ? 'has ended' : `is off: ${link.disabledReason}`
  throw new HttpError(410, state, `The link /${link.slug} ${why}`, { headers })
}

/** Responds 404, with the link that may be meant, or with a form to make one with this name. */
export async function explainUnknown(
  dependencies: Dependencies, context: Context, name: string,
): Promise<Reply> {
  const slug = writtenName(name)
  return sayUnknown(dependencies, context, { slug, meant: await findSimilar(dependencies, slug) })
}

/** Responds in the same way if another link may be meant; otherwise returns undefined. */
export async function suggest(
  dependencies: Dependencies, context: Context, name: string,
): Promise<Reply | undefined> {
  const slug = writtenName(name)
  const meant = await findSimilar(dependencies, slug)
  return meant === undefined ? undefined : sayUnknown(dependencies, context, { slug, meant })
}

function writtenName(name: string): string {
  return name.trim().toLowerCase()
}

async function sayUnknown(
  dependencies: Dependencies,
  context: Context,
  { slug, meant }: { slug: string; meant: string | undefined },
): Promise<Reply> {
  const { publicOrigin, anonymousLinks } = dependencies
  if (prefersHtml(context)) {
    const owner = await readOwner(context, dependencies)
    const canMake = (anonymousLinks || owner?.from === 'account') && isChosenSlug(slug)
    return unknownPage(slug, { canMake, formToken: formTokenOf(owner), meant })
  }
  const question = meant === undefined ? '' : `: did you mean /${meant}?`
  throw new HttpError(404, 'not-found', `There is no link /${slug}${question}`, {
    headers,
    members: meant === undefined ? {} : { suggestion: `${publicOrigin}/${meant}` },
  })
}

// Only GET shows the page: another method can't be repeated by pressing a button.
function ask(context: Context, link: Link): Reply {
  const { method, target: { query } } = context
  if (['GET', 'HEAD', 'POST'].includes(method)) return buttonPage(link, { query })
  const message = `The link /${link.slug} asks before it redirects: open it in a browser`
  throw new HttpError(403, 'locked', message, { headers })
}

function changedNow(): HttpError {
  return new HttpError(503, 'changed', 'This link changed just now: try again', {
    headers: { 'retry-after': '1' },
  })
}

async function findSimilar(dependencies: Dependencies, name: string): Promise<string | undefined> {
  for (const slug of similarSlugs(name)) {
    const link = await findNamed(dependencies, slug)
    const state = link && stateOf(link, dependencies.clock())
    if (state === 'open' || state === 'locked') return slug
  }
  return undefined
}
