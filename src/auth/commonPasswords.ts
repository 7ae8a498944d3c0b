// A password is guessed by trying first what most people choose: a word or two, a row of keys, a
// date, a digit and an exclamation mark behind it. A list would have to hold millions of those. So
// a password is cut into such pieces instead, and three or fewer are too few, however long they
// are. Lesson 30 (passwords).

import { commonRows, commonWords } from './commonWords.ts'

const mostPieces = 3
const shortestRun = 3
const shortestRest = 8

const rows = commonRows.flatMap((row) => [row, reverse(row)])

const lookAlikes = new Map([
  ['0', 'o'], ['3', 'e'], ['4', 'a'], ['5', 's'], ['7', 't'], ['8', 'b'], ['9', 'g'],
  ['@', 'a'], ['$', 's'], ['+', 't'], ['€', 'e'], ['(', 'c'],
  // A 1 may be an i or an l, so these two are one letter here.
  ['1', 'i'], ['!', 'i'], ['|', 'i'], ['l', 'i'],
])

const commonShapes = commonWords.map(shapeOf)

/**
 * Says whether a password is made of at most three pieces that are tried first: `P4ssw0rd2024!`.
 * The words are those of commonWords.ts and some of one's own, such as the person's name; of these
 * it leaves out what is shorter than three characters.
 */
export function isGuessable(password: string, ownWords: readonly string[] = []): boolean {
  const text = fold(password)
  const once = text.replace(/^(.+?)\1+$/s, '$1')
  // What is written twice or more is hardly better than once.
  if (once !== text && once.length < shortestRest) return true
  const ownShapes = ownWords.map((word) => shapeOf(fold(word)))
  const words = [...commonShapes, ...ownShapes.filter((word) => word.length >= shortestRun)]
  return [once, reverse(once)].some((spelling) => isMadeOf(spelling, words))
}

// Compatibility forms, marks on letters and capitals make no difference to somebody who guesses.
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

function isMadeOf(text: string, words: readonly string[]): boolean {
  const shape = shapeOf(text)
  let ends = new Set([0])
  for (let count = 0; count < mostPieces; count += 1) {
    ends = new Set([...ends].flatMap((start) => pieceEnds({ text, shape, words }, start)))
    if (ends.has(text.length)) return true
  }
  return false
}

type Search = { text: string; shape: string; words: readonly string[] }

/** Returns the places where a piece can end that begins at `start`. */
function pieceEnds({ text, shape, words }: Search, start: number): number[] {
  const found = words.filter((word) => shape.startsWith(word, start))
  return [
    ...found.map((word) => start + word.length),
    ...runEnds(text, start),
    ...patternEnds(text, start),
  ]
}

function runEnds(text: string, start: number): number[] {
  const longest = Math.max(0, ...rows.map((row) => runLength(row, text, start)))
  const count = Math.max(0, longest - shortestRun + 1)
  return Array.from({ length: count }, (_, index) => start + shortestRun + index)
}

/** Returns how many characters from `start` stand in this row side by side. */
function runLength(row: string, text: string, start: number): number {
  const at = row.indexOf(text.slice(start, start + shortestRun))
  if (at === -1) return 0
  let length = 0
  while (start + length < text.length && row[at + length] === text[start + length]) length += 1
  return length
}

// Days and months in either order, as the world writes them.
const patterns = [
  // One character, or the same one several times.
  /(.)\1*/sy,
  /\d{2}/y, /\d{3}/y, /\d{4}/y,
  /(?:0?[1-9]|[12]\d|3[01])[-/. ]?(?:0?[1-9]|[12]\d|3[01])[-/. ]?(?:19|20)\d\d/y,
  /(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ]\d\d/y,
  /(?:19|20)\d\d[-/. ]?(?:0?[1-9]|[12]\d|3[01])[-/. ]?(?:0?[1-9]|[12]\d|3[01])/y,
]

function patternEnds(text: string, start: number): number[] {
  return patterns.flatMap((pattern) => {
    pattern.lastIndex = start
    return pattern.test(text) ? [pattern.lastIndex] : []
  })
}

/** Writes the letter that a digit or a sign looks like in its place. */
function shapeOf(text: string): string {
  return text.replaceAll(/[^a-km-z]/g, (sign) => lookAlikes.get(sign) ?? sign)
}

function reverse(text: string): string {
  return Array.from(text).reverse().join('')
}
