// What a search compares: the text of a link as people read it, and the parts of what they typed.
// An index of all runs of up to three characters ("grams") narrows a long list down; the text
// itself decides. SQLite can do neither: it knows no IDN and no percent-encoding.
// Lesson: pages-filters-sorting (core)

import { domainToUnicode } from 'node:url'
import { fold } from '../../../basics/fold.ts'
import type { Link } from '../links.ts'
import { decodeEscapes } from '../make/target.ts'

export type SearchedLink = Pick<Link, 'slug' | 'note' | 'target'>

// Eight grams leave few wrong candidates, and each one costs a search a look-up.
const mostQueryGrams = 8
const longestGram = 3

/** Says whether each term is somewhere in the link's slug, note or target. */
export function matchesTerms(link: SearchedLink, terms: readonly string[]): boolean {
  const text = searchedText(link)
  return terms.every((term) => text.includes(term))
}

// The text of a link that is searched: its target as it is sent, and as people read it.
function searchedText({ slug, note, target }: SearchedLink): string {
  const readable = decodeTarget(target)
  return fold([slug, note, target, ...(readable === target ? [] : [readable])].join('\n'))
}

/**
 * Removes our own origin from the words of a search: people paste a short URL to find its link, but
 * only the slug is stored.
 */
export function withoutOrigin(search: string, publicOrigin: string): string {
  const { hostname, port } = new URL(publicOrigin)
  const starts = [hostname, domainToUnicode(hostname)].flatMap((name) => {
    const host = port === '' ? name : `${name}:${port}`
    return [`https://${host}/`, `http://${host}/`, `${host}/`]
  })
  return search.split(/\s+/).map((word) => {
    const start = starts.find((each) => word.toLowerCase().startsWith(each))
    const [slug = ''] = start === undefined ? [] : word.slice(start.length).split(/[/?#+]/, 1)
    return slug || word
  }).join(' ')
}

/** Decodes all of a target, to search in it: unlike `readableTarget`, it is shown to nobody. */
export function decodeTarget(target: string): string {
  const decoded = decodeEscapes(target)
  if (!target.includes('xn--')) return decoded
  const { hostname } = new URL(target)
  return decoded.replace(hostname, domainToUnicode(hostname) || hostname)
}

/** Lists the tokens of a link in the index, each of them once. */
export function listTokens(owner: number, link: SearchedLink): string {
  const tokens = new Set<string>()
  for (const word of toWords(searchedText(link))) {
    for (let length = 1; length <= longestGram; length += 1) addTokens(tokens, word, length)
  }
  return [...tokens].map((gram) => toToken(owner, gram)).join(' ')
}

/** Writes terms as an FTS5 query: a link that contains them has all of these tokens. */
export function toIndexQuery(owner: number, terms: readonly string[]): string {
  const grams = new Set<string>()
  for (const word of terms.flatMap(toWords)) {
    addTokens(grams, word, Math.min(word.length, longestGram))
  }
  return pickEvenly([...grams], mostQueryGrams)
    .map((gram) => `"${toToken(owner, gram)}"`).join(' AND ')
}

// The tokenizer of the index splits text at ASCII punctuation. Here `/` counts like a letter, so it
// goes by as `␯` (U+2400 to U+247F, a block for just this purpose).
function toWords(text: string): string[] {
  return text.split(/\s+/).map((word) =>
    word.replaceAll(/[^0-9a-z\u0080-\uffff]/g, (character) =>
      String.fromCharCode(0x2400 + character.charCodeAt(0))))
}

function addTokens(tokens: Set<string>, word: string, length: number): void {
  for (let start = 0; start + length <= word.length; start += 1) {
    tokens.add(word.slice(start, start + length))
  }
}

// No letter is in a number, so a gram of owner 1 is never one of owner 12.
function toToken(owner: number, gram: string): string {
  return `${owner}x${gram}`
}

function pickEvenly(items: readonly string[], most: number): string[] {
  if (items.length <= most) return [...items]
  const step = (items.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)] ?? '')
}
