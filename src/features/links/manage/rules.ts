// Changes a link that exists. The new state is worked out from the one that was read, and stored
// only if no one changed it in between: the statement itself compares the version.
// Lesson: concurrency-and-idempotency (core)

import { hashPassword } from '../../../auth/passwords/password.ts'
import { check } from '../../../basics/check.ts'
import { hourMs } from '../../../basics/clock.ts'
import { Refusal, refuse, takeOrRefuse, violates } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  checkReason, checkTerms, inFormOrder, linkChangeChecker, type Link, type LinkChange,
} from '../links.ts'
import { normalizeSlug } from '../make/slug.ts'
import { checkTarget } from '../make/target.ts'
import type { Owner } from '../owner.ts'
import { deleteLink, findOwnedLink, updateLink, type LinkFields } from '../store.ts'

export type OwnLink = { link: Link; owner: Owner }

// Only so many passwords are hashed at once, for sign-ins as well: no owner may keep them busy.
const passwordLimit = { name: 'passwords of an owner', most: 100, windowMs: hourMs }

/**
 * Finds a link of an owner. Throws a Refusal `not-found` for one of somebody else, too; `hint` ends
 * its sentence.
 */
export async function findOwn(
  { database }: Dependencies,
  owner: Owner | undefined,
  { slug, hint = '' }: { slug: string; hint?: string },
): Promise<OwnLink> {
  const link = owner && await findOwnedLink(database, normalizeSlug(slug), owner.hash)
  if (owner !== undefined && link !== undefined) return { link, owner }
  throw unknownLink(slug, hint)
}

/**
 * Reads a change of this link. Throws a Refusal `invalid` with all that is wrong: with the kinds of
 * its fields, and with the rules that `changeLink` applies to the others.
 */
export function readChange(dependencies: Dependencies, input: unknown, link: Link): LinkChange {
  const result = check(linkChangeChecker, input, (change) =>
    applyRules(dependencies, change, link).issues)
  if ('value' in result) return result.value
  throw new Refusal('invalid', inFormOrder(result.issues))
}

/**
 * Changes the named fields of a link and leaves the others.
 *
 * `version` is the one that the change was made for; null takes whatever is stored. Throws a
 * Refusal: `invalid`, `limited`, `closed`, or `stale` when someone else was faster.
 */
export async function changeLink(
  dependencies: Dependencies,
  change: Partial<LinkChange>,
  { link, owner, version }: OwnLink & { version: number | null },
): Promise<Link> {
  if (version !== null && version !== link.version) throw stale()
  const { target, issues } = applyRules(dependencies, change, link)
  if (issues.length > 0 || typeof target !== 'string') throw new Refusal('invalid', issues)
  const fields = { ...merge(link, change), target }
  if (change.password !== undefined) {
    fields.passwordHash = await hashChanged(dependencies, change.password, link)
  }
  const at = { link, ownerHash: owner.hash, now: dependencies.clock() }
  const changed = await updateLink(dependencies.database, fields, at).catch(refuseChange)
  if (changed === undefined) throw stale()
  return changed
}

/** Deletes a link, at any version or only at the one given. Throws a Refusal `stale`. */
export async function deleteOwn(
  { database }: Dependencies, { link, owner }: OwnLink, version: number | null,
): Promise<void> {
  const { changes } = await database.run(deleteLink(link.slug, owner.hash, version))
  if (changes > 0) return
  throw version === null ? unknownLink(link.slug) : stale()
}

// A form sends the target with every change, so one that was stored under older rules may stay. A
// link that had expired before the change may keep its end.
function applyRules(
  { publicOrigin, clock }: Dependencies, change: Partial<LinkChange>, link: Link,
) {
  const wanted = change.target ?? link.target
  const target = wanted === link.target ? wanted : checkTarget(wanted, publicOrigin)
  const expiresAt = change.expiresAt === link.expiresAt ? undefined : change.expiresAt
  const terms = { ...change, expiresAt }
  const issues = [
    ...(typeof target === 'object' ? [target] : []),
    ...checkTerms(terms, { now: clock(), people: link.people }),
    ...checkReason('disabled', change.disabled),
  ]
  return { target, issues }
}

async function hashChanged(
  { isPublic, limits }: Dependencies, password: string | null, { owner }: Link,
): Promise<string | null> {
  if (password === null) return null
  const sentence = (minutes: number) =>
    `You can change ${passwordLimit.most} passwords an hour: the next one in ${minutes} min`
  if (isPublic) await takeOrRefuse(limits, { limit: passwordLimit, who: String(owner), sentence })
  return hashPassword(password)
}

function merge(link: Link, change: Partial<LinkChange>): LinkFields {
  const given = <Value>(value: Value | undefined, stored: Value): Value =>
    value === undefined ? stored : value
  const { forwardQuery } = change
  return {
    target: link.target,
    note: given(change.note, link.note),
    expiresAt: given(change.expiresAt, link.expiresAt),
    visitLimit: given(change.visitLimit, link.visitLimit),
    passwordHash: link.passwordHash,
    redirectStatus: given(change.redirect, link.redirectStatus),
    forwardQuery: forwardQuery === undefined ? link.forwardQuery : forwardQuery ? 1 : 0,
    disabledReason: given(change.disabled, link.disabledReason),
  }
}

// The schema doesn't let an owner switch on what an administrator switched off, nor set a visit
// limit for which too many people have come since the link was read.
function refuseChange(error: unknown): never {
  if (violates(error, 'check')) throw stale()
  if (!violates(error, 'blocked link')) throw error
  throw refuse('closed', 'An administrator has switched this link off')
}

function stale(): Refusal {
  return refuse('stale', 'This link was changed in the meantime: load it again, then change it')
}

function unknownLink(slug: string, hint = ''): Refusal {
  return refuse('not-found', `None of your links is named ${JSON.stringify(slug)}${hint}`)
}
