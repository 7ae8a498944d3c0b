// The rules of short links, as plain functions over plain data: what a link is, what a request can
// ask for, and when a link leads somewhere. Lesson: create-and-redirect (core)

import { mostPasswordBytes } from '../../auth/passwords/password.ts'
import { blankPassword, isBlank } from '../../auth/passwords/passwordRules.ts'
import {
  boolean, integer, nullable, object, oneOf, optional, string, time,
  type Checked, type Checker, type Issue, type StringLimits,
} from '../../basics/check.ts'
import { longestSlug } from './make/slug.ts'
import { longestTarget } from './make/target.ts'

export type Link = {
  id: number
  slug: string
  owner: number
  target: string
  note: string
  createdAt: number
  updatedAt: number
  expiresAt: number | null
  /** After this many people, the link is used up. */
  visitLimit: number | null
  passwordHash: string | null
  redirectStatus: 302 | 307
  /** 1 when the query of the short URL is added to the target. */
  forwardQuery: 0 | 1
  /** Why it was switched off; null while it is on. */
  disabledReason: string | null
  /** 1 when an administrator switched it off: its owner can't switch it on. */
  isBlocked: 0 | 1
  version: number
  people: number
  bots: number
  /** What another service had counted before the link moved here. */
  importedClicks: number
}

/** A link without its numbers in the database. */
export type LinkContent = Omit<Link, 'id' | 'owner'>

const terms = {
  note: optional(shownText({ max: 500 })),
  expiresAt: optional(nullable(time())),
  visitLimit: optional(nullable(integer({ min: 1, max: 1_000_000_000 }))),
  password: optional(nullable(string({ min: 1, max: mostPasswordBytes }))),
  redirect: optional(oneOf([302, 307])),
  forwardQuery: optional(boolean()),
}

/** What a request for a new link can contain. */
export const newLinkChecker = object({
  target: string({ max: longestTarget }),
  slug: optional(string({ max: longestSlug })),
  ...terms,
})

/** A trillion: more than any service has counted. */
export const mostImportedClicks = 1_000_000_000_000

/** What a row of an import can contain: a link may have a past. */
export const importedLinkChecker = object({
  target: string({ max: longestTarget }),
  slug: optional(string({ max: longestSlug })),
  ...terms,
  createdAt: optional(time()),
  importedClicks: optional(integer({ max: mostImportedClicks })),
  disabledReason: optional(shownText({ min: 1, max: 200 })),
})

/** What can be changed later: everything but the slug, which may already be printed on paper. */
export const linkChangeChecker = object({
  target: optional(string({ max: longestTarget })),
  ...terms,
  disabled: optional(nullable(shownText({ min: 1, max: 200 }))),
})

export type NewLink = Checked<typeof newLinkChecker>
export type ImportedLink = NewLink & Partial<Checked<typeof importedLinkChecker>>
export type LinkChange = Checked<typeof linkChangeChecker>

export type LinkState = 'open' | 'locked' | 'disabled' | 'expired' | 'used-up'

/** Says what happens to a person who follows the link now. */
export function stateOf(link: LinkContent, now: number): LinkState {
  if (link.disabledReason !== null) return 'disabled'
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired'
  if (link.visitLimit !== null && link.people >= link.visitLimit) return 'used-up'
  return needsButton(link) ? 'locked' : 'open'
}

/** Says whether a page with a button comes before the target, so that no preview uses it up. */
export function needsButton(link: LinkContent): boolean {
  return link.passwordHash !== null || link.visitLimit === 1
}

const formOrder = ['target', 'slug', 'expiresAt', 'visitLimit', 'password', 'note']

/** Sorts issues in the order of the fields in a form: typing goes on in the first that is wrong. */
export function inFormOrder(issues: readonly Issue[]): Issue[] {
  const positionOf = ({ field }: Issue) => {
    const position = formOrder.indexOf(field)
    return position === -1 ? formOrder.length : position
  }
  return issues.toSorted((one, other) => positionOf(one) - positionOf(other))
}

/** Checks what depends on the time or on what has happened already, and a new password. */
export function checkTerms(
  terms: Partial<Pick<LinkChange, 'expiresAt' | 'visitLimit' | 'password'>>,
  { now, people }: { now: number; people: number },
): Issue[] {
  const issues: Issue[] = []
  if (typeof terms.expiresAt === 'number' && terms.expiresAt <= now) {
    issues.push({ field: 'expiresAt', message: 'This time has passed: choose one in the future' })
  }
  if (typeof terms.visitLimit === 'number' && terms.visitLimit < people) {
    const message = `The link has had ${people} visits already: choose at least that many`
    issues.push({ field: 'visitLimit', message })
  }
  const wrongPassword = passwordProblem(terms.password ?? '')
  if (wrongPassword !== undefined) issues.push({ field: 'password', message: wrongPassword })
  return issues
}

/** Checks why a link is switched off: visitors are shown it. */
export function checkReason(field: string, reason: string | null | undefined): Issue[] {
  if (!reason || !isBlank(reason)) return []
  return [{ field, message: 'Write a reason: visitors will see it' }]
}

// Text that pages and CSV files show. No HTML page may have a NUL in it (HTML, section 13.1.4).
function shownText(limits: StringLimits): Checker<string> {
  const inner = string(limits)
  return {
    ...inner,
    read(input, field, issues) {
      const text = inner.read(input, field, issues)
      if (!text?.includes('\0')) return text
      issues.push({ field, message: 'This text has a NUL character in it: remove it' })
      return undefined
    },
  }
}

// It's never trimmed or changed; characters beyond ASCII take several bytes.
function passwordProblem(password: string): string | undefined {
  const isLong = Buffer.byteLength(password) > mostPasswordBytes
  if (isLong) return `Use at most ${mostPasswordBytes} bytes`
  // Browsers drop them from the field (HTML, section 4.10.5.1.6): nobody could type this password.
  if (/[\r\n]/.test(password)) return "Remove the line break: a password field can't have one"
  return password !== '' && isBlank(password) ? blankPassword : undefined
}
