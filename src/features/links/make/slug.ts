// A slug is the short name after the slash. Generated ones are random and easy to read aloud, and
// people can choose their own. Neither can be the name of a page. Lesson: codes-that-collide (core)

import type { Issue } from '../../../basics/check.ts'
import type { Random } from '../../../basics/random.ts'
import { isReserved } from './reserved.ts'
import { withoutInvisible } from './target.ts'

// No 0 and o, 1, i and l, which look alike; and no vowels, so that no word appears by accident.
const alphabet = '23456789bcdfghjkmnpqrstvwxyz'

// Pages that later parts of the course add. A slug taken today must not get in their way.
const laterPages = [
  'account', 'admin', 'api', 'assets', 'authorize', 'books', 'confirm', 'docs', 'forgot', 'graphql',
  'login', 'logout', 'metrics', 'oauth', 'orders', 'outbox', 'reset', 'shop', 'signup', 'soap',
  'static', 'token', 'userinfo', 'users', 'well-known',
  // Words below /api/links that aren't slugs.
  'bulk', 'claim', 'import', 'imports', 'export', 'statistics',
]

/** Length of a generated slug: 28^7 is 13 billion. */
export const slugLength = 7

const shortestSlug = 3
export const longestSlug = 50

/**
 * Makes a random slug.
 *
 * Bytes that would favour some letters are dropped, because 256 isn't a multiple of 28 (rejection
 * sampling). A slug that can be guessed is a link that can be found.
 */
export function makeSlug(random: Random, length = slugLength): string {
  const limit = 256 - (256 % alphabet.length)
  let slug = ''
  while (slug.length < length) {
    for (const byte of random(length - slug.length)) {
      if (byte < limit) slug += alphabet[byte % alphabet.length]
    }
  }
  return slug
}

/**
 * Brings a slug into the form in which it's stored: lookup ignores upper case. Links that moved
 * here may have one or two characters, and are stored with three: `ab` as `ab_`. Both URLs lead
 * there, because no other slug ends with `_`.
 */
export function normalizeSlug(text: string): string {
  const slug = text.trim().toLowerCase()
  return isShort(slug) ? slug.padEnd(shortestSlug, '_') : slug
}

/** Writes a slug as people do: `ab` for `ab_`. */
export function writtenSlug(slug: string): string {
  return slug.replace(/_+$/, '')
}

/** Says whether a text can be the slug of any link, in its stored form. */
export function isSlug(text: string): boolean {
  return isChosenSlug(text) || (text.length === shortestSlug && /^[a-z0-9]{1,2}_+$/.test(text))
}

/** Says whether a text can be the slug of a new link. */
export function isChosenSlug(text: string): boolean {
  return text.length >= shortestSlug && text.length <= longestSlug &&
    /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(text)
}

function isShort(slug: string): boolean {
  return slug.length < shortestSlug && /^[a-z0-9]+$/.test(slug)
}

/**
 * Checks a slug that a person chose, or that a link had before it moved here; returns its stored
 * form, or what is wrong with it.
 */
export function checkSlug(
  text: string, pageNames: ReadonlySet<string>, { isImported = false } = {},
): string | Issue {
  const name = withoutInvisible(text).toLowerCase()
  const slug = isImported ? normalizeSlug(name) : name
  const shortest = isImported ? 1 : shortestSlug
  if (name.length < shortest || name.length > longestSlug) {
    return issue(`Use ${shortest} to ${longestSlug} characters`)
  }
  if (isImported ? !isSlug(slug) : !isChosenSlug(slug)) {
    return issue('Use letters from a to z and digits, with "-" and "_" between them')
  }
  if (pageNames.has(name)) return issue(`"${name}" is the name of a page of this site`)
  if (isReserved(slug)) {
    const message = `"${slug}" is reserved, because people would trust it: choose another name`
    return issue(message)
  }
  return slug
}

/** Gives the names of pages, read when they're first needed: by then, all features have theirs. */
export function createPageNames(
  app: { routes(): readonly { pattern: string }[] },
): () => ReadonlySet<string> {
  let names: Set<string> | undefined
  const firstSegments = () => app.routes().map(({ pattern }) => pattern.split('/')[1] ?? '')
  return () => names ??= new Set([...laterPages, ...firstSegments()])
}

function issue(message: string): Issue {
  return { field: 'slug', message }
}
