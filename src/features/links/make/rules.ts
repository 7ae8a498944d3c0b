// Makes a link: checks the request, then inserts and lets the database decide whether the slug is
// free. Asking first and inserting afterwards would leave a gap between the two.
// Lesson: codes-that-collide (core)

import type { Issue } from '../../../basics/check.ts'
import { hourMs } from '../../../basics/clock.ts'
import { blankPassword, isBlank } from '../../../auth/passwords/blank.ts'
import { hashPassword } from '../../../auth/passwords/password.ts'
import { ConstraintError } from '../../../database/database.ts'
import type { Dependencies } from '../dependencies.ts'
import { checkTerms, type Link, type NewLink } from '../links.ts'
import type { Owner } from '../owner.ts'
import { checkSlug, makeSlug, slugLength } from './slug.ts'
import type { LinkFields } from '../store.ts'
import { checkTarget } from './target.ts'
import { Refusal, refuse } from '../../site/refusal.ts'

/** Who makes the request: the owner of the new link, and the client that a limit counts. */
export type Asker = { owner: Owner; client: string }

type Plan = { slug: string | undefined; fields: LinkFields }

const creationLimit = { name: 'links', most: 10, windowMs: hourMs }
const accountLimit = { name: 'links of an account', most: 500, windowMs: hourMs }
const triesAtOneLength = 5
const mostTries = 10

const mostPasswordBytes = 1_024

/** Finds what is wrong with a new password; it's never trimmed or changed. */
export function checkPassword(password: string | null | undefined): Issue[] {
  const text = password ?? ''
  // Characters beyond ASCII take several bytes.
  if (Buffer.byteLength(text) > mostPasswordBytes) {
    return [{ field: 'password', message: `Use at most ${mostPasswordBytes} bytes` }]
  }
  return text !== '' && isBlank(text) ? [{ field: 'password', message: blankPassword }] : []
}

/**
 * Makes a link and returns it as it was stored.
 *
 * Throws a Refusal: `invalid` with an issue for each field, `taken`, `limited`, `closed`, or
 * `unknown-owner` for an edit key that this server doesn't know.
 */
export async function createLink(dependencies: Dependencies, input: NewLink, asker: Asker): Promise<Link> {
  const checked = checkNewLink(dependencies, input, asker.owner)
  await admit(dependencies, asker)
  const password = input.password ?? null
  const passwordHash = password === null ? null : await hashPassword(password)
  const plan = { ...checked, fields: { ...checked.fields, passwordHash } }
  const link = await insert(dependencies, plan, asker.owner)
  if (link === undefined) throw refuse('unknown-owner', 'This server does not know this edit key')
  return link
}

/** Checks whether a link could be made, without making it: for a dry run. */
export async function tryLink(dependencies: Dependencies, input: NewLink, owner: Owner): Promise<void> {
  const { slug } = checkNewLink(dependencies, input, owner)
  if (slug !== undefined && !await dependencies.store.isFree(slug, owner.hash)) throw takenSlug(slug)
}

function checkNewLink(dependencies: Dependencies, input: NewLink, owner: Owner): Plan {
  const isOpen = dependencies.anonymousLinks || owner.from === 'account'
  if (!isOpen) throw refuse('closed', 'Only users make links here: sign in first')
  const issues: Issue[] = []
  const target = checkTarget(input.target, dependencies.publicOrigin)
  if (typeof target !== 'string') issues.push(target)
  const slug = input.slug ? checkSlug(input.slug, dependencies.reservedNames()) : undefined
  if (typeof slug === 'object') issues.push(slug)
  issues.push(...checkTerms(input, { now: dependencies.clock(), people: 0 }))
  issues.push(...checkPassword(input.password))
  if (issues.length > 0 || typeof target !== 'string' || typeof slug === 'object') {
    throw new Refusal('invalid', issues)
  }
  return { slug, fields: fieldsOf(input, target) }
}

function fieldsOf(input: NewLink, target: string): LinkFields {
  return {
    target,
    note: input.note ?? '',
    expiresAt: input.expiresAt ?? null,
    visitLimit: input.visitLimit ?? null,
    passwordHash: null,
    redirectStatus: input.redirect ?? 302,
    forwardQuery: input.forwardQuery ? 1 : 0,
    disabledReason: null,
  }
}

async function admit(dependencies: Dependencies, { client, owner }: Asker): Promise<void> {
  if (!dependencies.isPublic) return
  const { limit, who } = owner.account === undefined
    ? { limit: creationLimit, who: client }
    : { limit: accountLimit, who: String(owner.account.id) }
  const verdict = await dependencies.limits.take(limit, who)
  if (verdict.isAllowed) return
  const minutes = Math.ceil(verdict.retryAfterSeconds / 60)
  const message = `You can make ${limit.most} links an hour: the next one in ${minutes} min`
  const wait = { limit, retryAfterSeconds: verdict.retryAfterSeconds }
  throw new Refusal('limited', [{ field: '', message }], wait)
}

async function insert(dependencies: Dependencies, { slug, fields }: Plan, owner: Owner): Promise<Link | undefined> {
  const isNewOwner = owner.from === 'cookie' || owner.from === 'none'
  for (let tries = 0; tries < mostTries; tries += 1) {
    const length = slugLength + Math.max(0, tries - triesAtOneLength + 1)
    const row = {
      ...fields,
      slug: slug ?? makeFreeSlug(dependencies, length),
      ownerHash: owner.hash,
      now: dependencies.clock(),
    }
    try {
      return await (isNewOwner ? dependencies.store.insertWithOwner(row) : dependencies.store.insert(row))
    } catch (error) {
      if (!isTaken(error)) throw error
      if (slug !== undefined) throw takenSlug(slug)
    }
  }
  throw new Error(`No free slug was found in ${mostTries} tries`)
}

function makeFreeSlug(dependencies: Dependencies, length: number): string {
  const slug = makeSlug(dependencies.random, length)
  return dependencies.reservedNames().has(slug) ? makeFreeSlug(dependencies, length) : slug
}

function isTaken(error: unknown): boolean {
  if (!(error instanceof ConstraintError)) return false
  return error.constraint === 'links.slug' || error.constraint === 'retired slug'
}

function takenSlug(slug: string): Refusal {
  return refuse('taken', `The name "${slug}" is taken: choose another one`, 'slug')
}
