// The routes for the owner of a link, for programs: read, change and delete it. Whose it is is part
// of each statement, so what isn't yours isn't found.

import { readJson } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, json } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { checkScope, identify, requireScope, type Identity } from './identify.ts'
import { describe, describeOwn, type LinkParts } from './links.ts'
import { checkNote } from './make.ts'
import { normalizeSlug } from './slugs.ts'
import { checkTarget } from './targets.ts'
import type { User } from './users.ts'

const noStore = { 'cache-control': 'no-store' }

/** Adds the routes. */
export function addManageRoutes(router: Router, parts: LinkParts): void {
  const { store, publicOrigin } = parts
  router.add('GET', '/api/links/:slug', async (context) => {
    const identity = await identify(parts, context)
    if (identity !== undefined) checkScope(identity, 'links:read')
    const link = store.findFor(slugOf(context), identity && actorOf(identity))
    if (link === undefined) throw unknownLink(context)
    const isOwn = link.user !== null && link.user === identity?.user.id
    const described = isOwn ? describeOwn(link, publicOrigin) : describe(link, publicOrigin)
    return json(described, 200, noStore)
  })
  router.add('PATCH', '/api/links/:slug', async (context) => {
    const { user } = await requireScope(parts, context, 'links:write')
    const changes = readChanges(await readJson(context), publicOrigin)
    const link = store.change(slugOf(context), user, changes)
    if (link === undefined) throw unknownLink(context)
    return json(describeOwn(link, publicOrigin), 200, noStore)
  })
  router.add('DELETE', '/api/links/:slug', async (context) => {
    const identity = await requireScope(parts, context, 'links:write')
    if (!store.remove(slugOf(context), actorOf(identity))) throw unknownLink(context)
    return empty(204, noStore)
  })
}

// A key of an administrator needs their scope, too. Without it, their links are all that it's for.
function actorOf({ user, scopes }: Identity): User {
  return scopes.has('admin') ? user : { ...user, role: 'user' }
}

// Only these two: with `...fields`, anyone could set the owner, or the number of clicks.
function readChanges(value: unknown, publicOrigin: string) {
  const { target, note } = { target: undefined, note: undefined, ...Object(value) }
  return {
    target: target === undefined ? null : checkTarget(target, publicOrigin),
    note: note === undefined ? null : checkNote(note),
  }
}

function slugOf({ params }: Context): string {
  return normalizeSlug(params['slug'] ?? '')
}

// The same words for a link of somebody else: a 403 would say that there is one.
function unknownLink({ params }: Context): HttpError {
  return new HttpError(404, `There is no link ${params['slug']}`, noStore)
}
