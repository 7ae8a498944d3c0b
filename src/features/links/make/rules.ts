// Makes a link: checks the request, then inserts and lets the database decide whether the slug is
// free. Asking first and inserting afterwards would leave a gap between the two.
// Lesson: codes-that-collide (core)

import { hashPassword } from '../../../auth/passwords/password.ts'
import { check } from '../../../basics/check.ts'
import { hourMs } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { Refusal, refuse, takeOrRefuse, violates } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  checkReason, checkTerms, importedLinkChecker, inFormOrder, newLinkChecker, type ImportedLink,
  type LinkContent,
} from '../links.ts'
import { mayBeNew, type Owner, type LinkRequester } from '../owner.ts'
import { addLink, findTaken, type LinkFields, type LinkOrigin } from '../store.ts'
import { checkSlug, makeSlug, slugLength, writtenSlug } from './slug.ts'
import { checkTarget } from './target.ts'

/** A link that could be made; without a slug, it gets a random one. */
export type Plan = { slug: string | undefined; fields: LinkFields & LinkOrigin }

/** How many links a client without an account can create on a public server. */
export const creationLimit = { name: 'links', most: 10, windowMs: hourMs }
/** How many links a user can create on a public server, apart from large imports. */
export const accountLimit = { name: 'links of an account', most: 500, windowMs: hourMs }
const triesAtOneLength = 5
const mostTries = 10
// The constraints that a slug meets when a link has it, or had it.
const takenSlugs = ['links.slug', 'retired slug']

/**
 * Reads what a link is to be made of. Throws a Refusal `invalid` with all that is wrong: with the
 * kinds of its fields, and with the rules that `planLink` applies to the others.
 */
export function readLink(
  dependencies: Dependencies, input: unknown, { isImported = false } = {},
): ImportedLink {
  const checker = isImported ? importedLinkChecker : newLinkChecker
  const result = check<ImportedLink>(checker, input, (read) =>
    applyRules(dependencies, read, { isImported }).issues)
  if ('value' in result) return result.value
  throw new Refusal('invalid', inFormOrder(result.issues))
}

/**
 * Makes a link and returns it as it was stored. It counts towards the limit of its client or
 * account unless `isCounted` is false, because the whole file that it comes from was counted.
 *
 * Throws a Refusal: `invalid` with an issue for each field, `taken`, `limited`, `closed`, or
 * `unknown-owner` for an edit key that this server doesn't know, and for an account that was
 * deleted meanwhile.
 */
export async function createLink(
  dependencies: Dependencies,
  input: ImportedLink,
  requester: LinkRequester,
  { isCounted = true, isImported = false }: { isCounted?: boolean; isImported?: boolean } = {},
): Promise<LinkContent> {
  const { owner } = requester
  const { slug, fields } = planLink(dependencies, input, { owner, isImported })
  if (isCounted) await limitCreation(dependencies, requester)
  const passwordHash = input.password ? await hashPassword(input.password) : null
  const plan = { slug, fields: { ...fields, passwordHash } }
  const link = await insert(dependencies, plan, owner)
  if (link === undefined) throw unknownOwner(owner)
  return link
}

/** Throws a Refusal if a slug is taken for this owner: for a dry run. */
export async function refuseTaken(
  { database }: Dependencies, slug: string, owner: Owner,
): Promise<void> {
  const holder = await findHolder(database, slug, owner)
  if (holder !== undefined) throw takenSlug(slug, holder)
}

/**
 * Checks a link by all rules that need no database. An imported one may have expired already, but
 * only after it was made, and its slug may be shorter. Throws a Refusal.
 */
export function planLink(
  dependencies: Dependencies,
  input: ImportedLink,
  { owner, isImported = false }: { owner: Owner; isImported?: boolean },
): Plan {
  const isOpen = dependencies.anonymousLinks || owner.from === 'account'
  if (!isOpen) throw refuse('closed', 'You need an account to create links here: sign in first')
  const { target, slug, issues } = applyRules(dependencies, input, { isImported })
  if (issues.length > 0 || typeof target !== 'string' || typeof slug === 'object') {
    throw new Refusal('invalid', issues)
  }
  return { slug, fields: fieldsOf(input, target) }
}

// A field that is missing, or couldn't be read, breaks no rule.
function applyRules(
  { publicOrigin, pageNames, clock }: Dependencies,
  input: Partial<ImportedLink>,
  { isImported }: { isImported: boolean },
) {
  const target = input.target === undefined ? undefined : checkTarget(input.target, publicOrigin)
  const slug = input.slug ? checkSlug(input.slug, pageNames(), { isImported }) : undefined
  const issues = [
    ...(typeof target === 'object' ? [target] : []),
    ...(typeof slug === 'object' ? [slug] : []),
    ...checkTerms(input, { now: Math.min(clock(), input.createdAt ?? Infinity), people: 0 }),
    ...checkReason('disabledReason', input.disabledReason),
  ]
  return { target, slug, issues }
}

function fieldsOf(input: ImportedLink, target: string): Plan['fields'] {
  return {
    target,
    note: input.note ?? '',
    expiresAt: input.expiresAt ?? null,
    visitLimit: input.visitLimit ?? null,
    passwordHash: null,
    redirectStatus: input.redirect ?? 302,
    forwardQuery: input.forwardQuery ? 1 : 0,
    disabledReason: input.disabledReason ?? null,
    createdAt: input.createdAt,
    importedClicks: input.importedClicks,
  }
}

async function limitCreation(
  { isPublic, limits }: Dependencies, { client, owner: { account } }: LinkRequester,
): Promise<void> {
  if (!isPublic) return
  const { limit, who } = account === undefined
    ? { limit: creationLimit, who: client }
    : { limit: accountLimit, who: String(account.id) }
  const sentence = (minutes: number) =>
    `You can make ${limit.most} links an hour: the next one in ${minutes} min`
  await takeOrRefuse(limits, { limit, who, sentence })
}

async function insert(
  { database, random, pageNames, clock }: Dependencies, { slug, fields }: Plan, owner: Owner,
): Promise<LinkContent | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const length = slugLength + Math.max(0, tries - triesAtOneLength + 1)
    const row = {
      ...fields,
      slug: slug ?? makeFreeSlug({ random, pageNames }, length),
      ownerHash: owner.hash,
      now: clock(),
    }
    try {
      return await addLink(database, row, { isNewOwner: mayBeNew(owner) })
    } catch (error) {
      if (!takenSlugs.some((constraint) => violates(error, constraint))) throw error
      if (slug !== undefined) throw takenSlug(slug, await findHolder(database, slug, owner))
    }
  }
  throw new Error(`No free slug was found in ${mostTries} tries`)
}

async function findHolder(
  database: Database, slug: string, owner: Owner,
): Promise<{ isOwn: boolean } | undefined> {
  return (await findTaken(database, [slug], owner.hash)).get(slug)
}

/** Makes a random slug that isn't the name of a page. */
export function makeFreeSlug(
  parts: Pick<Dependencies, 'random' | 'pageNames'>, length: number,
): string {
  const slug = makeSlug(parts.random, length)
  return parts.pageNames().has(slug) ? makeFreeSlug(parts, length) : slug
}

function unknownOwner({ account }: Owner): Refusal {
  return refuse('unknown-owner', account === undefined
    ? 'This server does not know this edit key' : 'This account no longer exists')
}

/** Makes the refusal for a slug that somebody has. */
export function takenSlug(slug: string, { isOwn } = { isOwn: false }): Refusal {
  const name = writtenSlug(slug)
  const by = isOwn ? ' by one of your links' : ''
  return refuse('taken', `The name "${name}" is taken${by}: choose another one`, 'slug')
}
