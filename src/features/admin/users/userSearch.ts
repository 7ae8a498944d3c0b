// Finds users by parts of their email address or name. A rare term is looked up in the index; a
// common one, or one that is too short for the index, by reading users in the order of the list,
// which soon has a page full. Each request looks at a bounded number of users.
// Lesson: pages-filters-sorting (core)

import type { User } from '../../../auth/access/users.ts'
import { fold } from '../../../basics/fold.ts'
import type { Database } from '../../../database/database.ts'
import { sql } from '../../../database/sql.ts'

/** What the tokenizer of `user_search` makes of text: runs of three characters. */
const shortestIndexedTerm = 3
const mostCandidates = 1_000

/** Says whether each term is somewhere in a user's email address or name. */
export function matchesTerms({ email, name }: User, terms: readonly string[]): boolean {
  const text = fold(`${email}\n${name}`)
  return terms.every((term) => text.includes(term))
}

/** Gives the ids of all users that may match, undefined when the index can't narrow them down. */
export async function findCandidates(
  database: Database, terms: readonly string[],
): Promise<number[] | undefined> {
  const indexed = terms.filter((term) => [...term].length >= shortestIndexedTerm)
  if (indexed.length === 0) return undefined
  const found = await database.all(sql<{ id: number }>`
    select rowid as id from user_search where user_search match ${indexed.map(quote).join(' ')}
    limit ${mostCandidates + 1}`)
  return found.length > mostCandidates ? undefined : found.map(({ id }) => id)
}

// A phrase of FTS5 (sqlite.org/fts5.html, section 3.1); several must all be found.
function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
