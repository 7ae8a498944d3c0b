// The list of all links for administrators: what it's asked for, and what can be done with a link.
// The decisions are those about reported links. Lesson: roles-and-ownership (appendix)

import { parseAddress } from '../../../services/mail/address.ts'
import { readAmount, readSearch } from '../../site/input.ts'
import { readCursor } from '../../site/list.ts'
import type { AllLinksQuery } from '../../site/moderation.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'

export type ActionName = 'block' | 'unblock'

type Action = { title: string; button: string; words: string; done: string }

/** The actions, by their names in URLs. */
export const actions: Record<ActionName, Action> = {
  block: {
    title: 'Switch off the link?',
    button: 'Switch off',
    words: `Visitors read the reason, and the link's owner can't switch it on again. Its open
reports are closed.`,
    done: 'The link is switched off',
  },
  unblock: {
    title: 'Switch the link on again?',
    button: 'Switch on again',
    words: 'It leads to its target again, and its owner can change all of its settings.',
    done: 'The link works again',
  },
}

/** Reads the name of an action from a path. Throws a Refusal `not-found`. */
export function readActionName(text: string): ActionName {
  if (text === 'block' || text === 'unblock') return text
  throw refuse('not-found', 'There is no such action')
}

/**
 * Reads what the list is asked for: `slug` is how slugs begin, `search` is in the slug or the
 * target, `owner` is an email address. Throws a Refusal `invalid`.
 */
export function readLinkQuery(
  query: URLSearchParams, { allLinksKind }: Dependencies['moderation'],
): AllLinksQuery {
  const text = (name: string) => (query.get(name) ?? '').trim().slice(0, 254)
  const slug = text('slug').replace(/^\//, '')
  const owner = text('owner')
  return {
    slug,
    search: readSearch(query),
    // What isn't an email address is nobody's.
    owner: owner === '' ? undefined : parseAddress(owner) ?? owner,
    limit: readAmount(query, 'limit', { usual: 20, most: 100 }),
    after: readCursor(query, allLinksKind({ slug })),
  }
}
