// What the index of users is asked. It ignores case, and nothing else: a name may have `ß` where
// the folded term has `ss`, or a Turkish `ı` for its `i`. So the query leaves out the one and tries
// each spelling of the other; what it finds is only a candidate.
// Lesson: pages-filters-sorting (tour)

import { mostTerms } from '../../../basics/fold.ts'

// The tokenizer of `user_search` makes runs of three characters, and finds nothing shorter.
const gramLength = 3
const mostGrams = 8

const otherSpellings = new Map([
  ['i', ['i', 'ı', 'İ', 'i\u0307']], ["'", ["'", '\u2019', '\u2018']],
])

/**
 * Writes an FTS5 query for folded terms, or for the search as it was typed: that finds whatever is
 * stored in just this way. Gives undefined when it's too short for the index.
 */
export function toIndexQuery(search: string, terms: readonly string[]): string | undefined {
  const pieces = terms.flatMap((term) => term.split(/s{2,}/))
  const needed = [...pieces.flatMap(listPhrases), ...listGrams(pieces).take(mostGrams)]
  if (needed.length === 0) return undefined
  const typed = search.trim().split(/\s+/).slice(0, mostTerms).filter(isLongEnough)
  const folded = needed.join(' AND ')
  return typed.length === 0 ? folded : `(${folded}) OR (${typed.map(quote).join(' AND ')})`
}

// Runs of characters that have one spelling each.
function listPhrases(piece: string): string[] {
  const marked = Array.from(piece, (character) => spellings(character).length > 1 ? ' ' : character)
  return marked.join('').split(' ').filter(isLongEnough).map(quote)
}

// Runs of three with a character that has several spellings, and with each of those.
function* listGrams(pieces: readonly string[]): Generator<string, undefined> {
  for (const piece of pieces) {
    const characters = Array.from(piece, spellings)
    for (let end = gramLength; end <= characters.length; end += 1) {
      const texts = characters.slice(end - gramLength, end).reduce(combine)
      if (texts.length > 1) yield `(${texts.map(quote).join(' OR ')})`
    }
  }
}

function combine(starts: readonly string[], ends: readonly string[]): string[] {
  return starts.flatMap((start) => ends.map((end) => start + end))
}

// An accent may be part of its letter or follow it.
function spellings(character: string): readonly string[] {
  const known = otherSpellings.get(character)
  if (known !== undefined) return known
  const apart = character.normalize('NFD')
  return apart === character ? [character] : [character, apart]
}

function isLongEnough(text: string): boolean {
  return [...text].length >= gramLength
}

// A phrase of FTS5 (sqlite.org/fts5.html, section 3.1).
function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
