// An attacker first tries what most people choose: a password that many others have, one or two
// words, a row of keys, a date, all of them with a digit and an exclamation mark at the end. A list
// of those would have millions of entries. So a password is cut into such pieces, and three or
// fewer are too few, however long they are.
// Lesson: passwords (tour)

import { isCommon, longestCommon } from './commonPasswords.ts'

const shortestRun = 3
const shortestRest = 8
// Shorter ones are found in every text.
const shortestWord = 4
const shortestBase = 5
const longestPadding = 5

/**
 * Says whether a password is made of at most three pieces that are tried first: `P4ssw0rd2024!`.
 * Pieces are common passwords that are words, runs and dates, and the person's own words, such as
 * their name; of these it leaves out what is shorter than three characters.
 */
export function isGuessable(password: string, ownWords: readonly string[] = []): boolean {
  const text = fold(password)
  const once = withoutRepeats(text)
  // A text that is repeated is hardly better than the text once.
  if (once !== text && once.length < shortestRest) return true
  const words = ownWords.map((word) => shapeOf(fold(word)))
    .filter((word) => word.length >= shortestRun)
  return [once, reverse(once), fold(latinKeys(password))].some((spelling) =>
    isPadded(spelling) || isMadeOf(spelling, words))
}

// `kX9#_kX9#` is `kX9#`, repeated. A regular expression would try every way to split a row of
// dashes into parts and marks, and the number of ways doubles with every two dashes.
function withoutRepeats(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (isRepeated(text, length)) return text.slice(0, length)
  }
  return text
}

/** Says whether a text repeats its first `length` characters, perhaps with marks in between. */
function isRepeated(text: string, length: number): boolean {
  const part = text.slice(0, length)
  let position = length
  while (position < text.length) {
    if (!text.startsWith(part, position) && /[ _.-]/.test(text.charAt(position))) position += 1
    if (!text.startsWith(part, position)) return false
    position += length
  }
  return true
}

// Compatibility forms, accents and capitals make no difference to an attacker.
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

const russianKeys = 'йцукенгшщзхъфывапролджэячсмитьбю'
const latinOnes = "qwertyuiop[]asdfghjkl;'zxcvbnm,."

// The common passwords include Russian words typed with Latin keys: `gfhjkm` is пароль.
function latinKeys(password: string): string {
  return password.normalize('NFC').toLowerCase().replaceAll(/[а-я]/g, (letter) =>
    latinOnes.charAt(russianKeys.indexOf(letter)))
}

/** Says whether it's a common password, maybe with digits and symbols around it: `!ncc1701d99`. */
function isPadded(text: string): boolean {
  if (isCommon(text)) return true
  const [head = ''] = /^[^a-z]{0,5}/.exec(text) ?? []
  // A number isn't a common number with digits around it.
  if (!/[a-z]/.test(text.slice(head.length, longestCommon + longestPadding))) return false
  for (let start = 0; start <= head.length; start += 1) {
    for (let end = text.length; end >= start + shortestBase; end -= 1) {
      if (isCommon(text.slice(start, end))) return true
      if (/[a-z]/.test(text.charAt(end - 1)) || end <= text.length - longestPadding) break
    }
  }
  return false
}

// The first piece begins at 0, and the third one has to end at the end.
function isMadeOf(text: string, words: readonly string[]): boolean {
  const search = { text, shape: shapeOf(text), spellings: spellingsOf(text), words }
  const first = pieceEnds(search, 0)
  const ends = new Set([0, ...first, ...first.flatMap((start) => pieceEnds(search, start))])
  return [...ends].some((start) => start === text.length || isPiece(search, start))
}

/** The text as it was typed, and with the letters that its digits and symbols look like. */
type Search = {
  text: string
  shape: string
  spellings: readonly string[]
  words: readonly string[]
}

/** Returns the places where a piece can end that begins at `start`. */
function pieceEnds(search: Search, start: number): number[] {
  const { text, shape, words } = search
  const found = words.filter((word) => shape.startsWith(word, start))
  return [
    ...found.map((word) => start + word.length),
    ...commonEnds(search, start),
    ...runEnds(text, start),
    ...patternEnds(text, start),
  ]
}

/** Says whether the rest from `start` is one piece. */
function isPiece(search: Search, start: number): boolean {
  const { text, shape, spellings, words } = search
  return spellings.some((spelling) => isWord(spelling.slice(start))) ||
    words.includes(shape.slice(start)) || runEnds(text, start).includes(text.length) ||
    patternEnds(text, start).includes(text.length)
}

function commonEnds({ text, spellings }: Search, start: number): number[] {
  const ends = []
  const last = Math.min(text.length, start + longestCommon)
  for (let end = start + shortestWord; end <= last; end += 1) {
    if (spellings.some((spelling) => isWord(spelling.slice(start, end)))) ends.push(end)
  }
  return ends
}

function isWord(text: string): boolean {
  return text.length >= shortestWord && text.length <= longestCommon && /^[a-z]+$/.test(text) &&
    isCommon(text)
}

// Runs along a keyboard, the alphabet and the digits; three keys of one are enough for a piece.
const rows = [
  'abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop',
  'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', '!@#$%^&*()_+', '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1qazxsw23edcvfr4', 'qazwsxedcrfvtgbyhnujmikolp', 'qazxswedcvfr', '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6', '1a2b3c4d5e6f7g', 'a1b2c3d4e5f6g7', '1a2s3d4f5g6h', '147258369', '741852963',
  '159357', '159753', '147896325', '13579', '24680',
].flatMap((row) => [row, reverse(row)])

function runEnds(text: string, start: number): number[] {
  const longest = Math.max(0, ...rows.map((row) => runLength(row, text, start)))
  const count = Math.max(0, longest - shortestRun + 1)
  return Array.from({ length: count }, (_, index) => start + shortestRun + index)
}

/** Returns how many characters from `start` are neighbours in this row. */
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

// A 1 may be an i or an l.
const lookAlikes = new Map([
  ['0', 'o'], ['3', 'e'], ['4', 'a'], ['5', 's'], ['7', 't'], ['8', 'b'], ['9', 'g'],
  ['@', 'a'], ['$', 's'], ['+', 't'], ['€', 'e'], ['(', 'c'],
  ['1', 'i'], ['!', 'i'], ['|', 'i'],
])

/** Returns the text as it is, and in letters: `1ove`, `iove` and `love`. */
function spellingsOf(text: string): string[] {
  const letters = text.replaceAll(/[^a-z]/g, (sign) => lookAlikes.get(sign) ?? sign)
  const withL = text.replaceAll(/[1!|]/g, 'l')
    .replaceAll(/[^a-z]/g, (sign) => lookAlikes.get(sign) ?? sign)
  return [...new Set([text, letters, withL])]
}

/** Writes a letter for each digit or symbol that looks like one; i and l are the same here. */
function shapeOf(text: string): string {
  return text.replaceAll(/[^a-km-z]/g, (sign) => sign === 'l' ? 'i' : lookAlikes.get(sign) ?? sign)
}

function reverse(text: string): string {
  return Array.from(text).reverse().join('')
}
