// Makes a link. Whether a slug is free is decided by the database, when the link is inserted: if
// the program asked first, another one could take the slug in between.

import { HttpError } from './framework/errors.ts'
import { checkSlug, makeSlug, slugLength } from './slugs.ts'
import type { Link, LinkOwner, NewLink, Store } from './store.ts'
import { checkTarget } from './targets.ts'

export type Parts = { store: Store; publicOrigin: string }

type Terms = Omit<NewLink, 'slug'>

const nobody: LinkOwner = { user: null, owner: null }
const mostVisits = 1_000_000
const longestNote = 200
const triesAtOneLength = 5
const mostTries = 10

/** Makes a link of parsed JSON. Throws an HttpError 422, or 409 when its slug is taken. */
export function makeLink(
  { store, publicOrigin }: Parts, value: unknown, owner: LinkOwner = nobody,
): Link {
  const fields = { target: undefined, slug: null, visitLimit: null, note: '', ...Object(value) }
  const terms = {
    target: checkTarget(fields.target, publicOrigin),
    visitLimit: checkLimit(fields.visitLimit),
    note: checkNote(fields.note),
    ...owner,
  }
  if (fields.slug === null) return addWithRandomSlug(store, terms)
  const slug = checkSlug(fields.slug)
  const link = store.add({ slug, ...terms })
  if (link !== undefined) return link
  throw new HttpError(409, `The name ${slug} is taken: choose another`)
}

// If so many slugs of this length are taken, longer ones are free.
function addWithRandomSlug(store: Store, terms: Terms): Link {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
    const link = store.add({ slug, ...terms })
    if (link !== undefined) return link
  }
  throw new Error(`No slug was free in ${mostTries} tries`)
}

function checkLimit(value: unknown): number | null {
  if (value === null) return null
  const isGood = typeof value === 'number' && Number.isInteger(value)
    && value >= 1 && value <= mostVisits
  if (isGood) return value
  throw new HttpError(422, `A visit limit is a whole number from 1 to ${mostVisits}`)
}

function checkNote(value: unknown): string {
  if (typeof value === 'string' && value.length <= longestNote) return value
  throw new HttpError(422, `A note has at most ${longestNote} characters`)
}
