// The JSON API of links: reads the request, calls the rules, chooses the response.
// Lesson: resources-and-naming (tour)

import { check, type Checker } from '../../../basics/check.ts'
import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { requireMatch } from '../../../http/conditional.ts'
import type { Context, Handler } from '../../../http/context.ts'
import { clientAddress, limitKey } from '../../../http/peer.ts'
import { empty, json, type ReplyHeaders } from '../../../http/reply.ts'
import { changeLink } from './rules.ts'
import { createLink, type Asker } from '../make/rules.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  describeLink, linkChangeChecker, newLinkChecker, type Link, type LinkChange,
} from '../links.ts'
import { makeOwner, ownerCookie, readOwner, type Owner } from '../owner.ts'
import { normalizeSlug } from '../make/slug.ts'
import { readStatistics } from './statistics.ts'
import { Refusal, refuse } from '../../site/refusal.ts'

const mostDays = 366

/** Adds `/api/links` and the paths below it, apart from lists of links. */
export function addLinkApi(app: App, dependencies: Dependencies): void {

  app.post('/api/links', async (context) => {
    const input = parse(newLinkChecker, await readJson(context))
    const asker = await askerOf(context, dependencies)
    const link = await createLink(dependencies, input, asker)
    const body = withEditKey(context, show(dependencies, link), asker.owner)
    const location = `/api/links/${link.slug}`
    const headers = { ...ownerHeaders(context, dependencies, asker.owner), ...versioned(link) }
    return json(body, 201, { location, ...headers })
  })

  const get: Handler<'/api/links/:slug'> = async (context) => {
    const link = await findOwned(dependencies, context)
    return json(show(dependencies, link), 200, versioned(link))
  }
  app.get('/api/links/:slug', get)

  app.patch('/api/links/:slug', async (context) => {
    const change = parse(linkChangeChecker, await readJson(context))
    const changed = await changeOwned(dependencies, context, change)
    return json(show(dependencies, changed), 200, versioned(changed))
  })

  app.delete('/api/links/:slug', async (context) => {
    const link = await findOwned(dependencies, context)
    requireMatch(context, { etag: etagOf(link), lastModifiedMs: link.updatedAt })
    const isConditional = context.header('if-match') !== undefined
    const { hash } = await ownerOf(context, dependencies)
    const isGone = await dependencies.store.delete(link.slug, hash, isConditional ? link.version : null)
    if (!isGone && isConditional) throw refuse('stale', 'This link was changed in the meantime')
    if (!isGone) throw unknownLink(context.params.slug)
    return empty(204)
  })

  app.get('/api/links/:slug/statistics', async (context) => {
    const link = await findOwned(dependencies, context)
    const days = readDays(context)
    const statistics = await readStatistics(dependencies.database, link, { now: dependencies.clock(), days })
    return json(statistics, 200, privately)
  })
}

/** Responses to an owner are for them alone: no cache may keep them. */
export const privately: ReplyHeaders = { 'cache-control': 'private, no-store' }

/** Finds out who makes the request. A client without a token gets a new one. */
export async function askerOf(context: Context, dependencies: Dependencies): Promise<Asker> {
  return {
    owner: await readOwner(context, dependencies) ?? makeOwner(dependencies.random),
    client: limitKey(clientAddress(context.request, dependencies.trustedHops)),
  }
}

/** Shows a link to its owner. */
export function show(dependencies: Dependencies, link: Link) {
  return describeLink(link, { origin: dependencies.publicOrigin, now: dependencies.clock() })
}

/** A browser keeps a new owner's token as a cookie, and its scripts never see it. */
export function ownerHeaders(context: Context, dependencies: Dependencies, owner: Owner): ReplyHeaders {
  const isKept = owner.from === 'cookie' || (owner.from === 'none' && isPage(context))
  if (!isKept) return privately
  return { ...privately, 'set-cookie': ownerCookie(owner, dependencies.publicOrigin) }
}

/** Shows a program its new token, once. */
export function withEditKey<Value>(context: Context, value: Value, owner: Owner) {
  return owner.from === 'none' && !isPage(context) ? { ...value, editKey: owner.token } : value
}

/** Reads a body with a checker. Throws a Refusal `invalid` with everything that is wrong. */
export function parse<Value>(checker: Checker<Value>, input: unknown): Value {
  const result = check(checker, input)
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}

// A tag of the version, not of the content: a click isn't a change that an edit could undo. So the
// tag is for If-Match, and never for caching.
function etagOf(link: Link): string {
  return `"${link.version}"`
}

// Compression would make the tag weak, and If-Match accepts only strong ones.
function versioned(link: Link): ReplyHeaders {
  return { 'cache-control': 'private, no-store, no-transform', etag: etagOf(link) }
}

async function ownerOf(context: Context, dependencies: Dependencies): Promise<Owner> {
  const owner = await readOwner(context, dependencies)
  if (owner === undefined) throw unknownLink(context.params['slug'] ?? '')
  return owner
}

async function findOwned(dependencies: Dependencies, context: Context<'/api/links/:slug'>): Promise<Link> {
  const { slug } = context.params
  const { hash } = await ownerOf(context, dependencies)
  const link = await dependencies.store.findOwned(normalizeSlug(slug), hash)
  if (link === undefined) throw unknownLink(slug)
  return link
}

const mostTries = 10

// Two changes at once: the second is worked out again from the result of the first, unless the
// client has named the version that it means.
async function changeOwned(
  dependencies: Dependencies,
  context: Context<'/api/links/:slug'>,
  change: LinkChange,
): Promise<Link> {
  const owner = await ownerOf(context, dependencies)
  for (let tries = 1; ; tries += 1) {
    const link = await findOwned(dependencies, context)
    requireMatch(context, { etag: etagOf(link), lastModifiedMs: link.updatedAt })
    try {
      return await changeLink(dependencies, change, { link, owner, version: null })
    } catch (error) {
      const isStale = error instanceof Refusal && error.code === 'stale'
      if (!isStale || tries === mostTries) throw error
    }
  }
}

function unknownLink(slug: string): Refusal {
  const message = `None of your links is named ${JSON.stringify(slug)}: a program shows that ` +
    'a link is its own by sending the editKey as "Authorization: Bearer …"'
  return refuse('not-found', message)
}

function readDays(context: Context): number {
  const text = context.query.get('days') ?? '30'
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (days >= 1 && days <= mostDays) return days
  throw refuse('invalid', `Write a whole number from 1 to ${mostDays}`, 'days')
}

function isPage(context: Context): boolean {
  return context.header('sec-fetch-site') === 'same-origin'
}

