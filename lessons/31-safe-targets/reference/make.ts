// Makes a link. Whether a slug is free is decided by the database, when the link is inserted: if
// the program asked first, another one could take the slug in between.

import { HttpError } from './framework/errors.ts'
import { checkSlug, makeSlug, slugLength } from './slugs.ts'
import type { Link, Store } from './store.ts'
import { checkTarget } from './targets.ts'

export type Parts = { store: Store; publicOrigin: string }

const triesAtOneLength = 5
const mostTries = 10

/** Makes a link of parsed JSON. Throws an HttpError 422, or 409 when the slug is taken. */
export function makeLink({ store, publicOrigin }: Parts, value: unknown): Link {
  const fields = { target: undefined, slug: undefined, ...Object(value) }
  const target = checkTarget(fields.target, publicOrigin)
  if (fields.slug === undefined || fields.slug === null) return addWithRandomSlug(store, target)
  const slug = checkSlug(fields.slug)
  const link = store.add({ slug, target })
  if (link !== undefined) return link
  throw new HttpError(409, `The name ${slug} is taken: choose another`)
}

// If so many slugs of this length are taken, longer ones are free.
function addWithRandomSlug(store: Store, target: string): Link {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
    const link = store.add({ slug, target })
    if (link !== undefined) return link
  }
  throw new Error(`No slug was free in ${mostTries} tries`)
}
