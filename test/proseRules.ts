// Phrases that no native speaker would write, and the exceptions that are good English.
// Lesson: testing (tour)

import { proseOf } from './proseText.ts'
import type { SourceFile } from './sourceRules.ts'

/** What not to write, and what to write instead. */
export type PhraseRule = { pattern: RegExp; instead: string }

const prepositions =
  'in|inside|on|at|under|behind|before|after|between|beside|below|above|outside|there'

/** A text's words are a single space apart when these are looked for in it. */
export const phraseRules: readonly PhraseRule[] = [
  { pattern: /\bwho(?:so)?ever(?:'s)?\b|\bwhomever\b/gi, instead: 'anyone who, if you' },
  { pattern: /\b(?:stands?|stood)\b(?! for\b)/gi, instead: 'is, appears' },
  { pattern: RegExp(`\\bstanding (?:${prepositions}|twice)\\b`, 'gi'), instead: 'that is in' },
  {
    pattern: RegExp(`\\b(?:lies?|lay|lying) (?:${prepositions}|the|open)\\b`, 'gi'),
    instead: 'is in',
  },
  {
    pattern: /(?<!\bthere (?:\w+ (?=be))?)\b(?:is|are|was|were|be|been) no\b(?: [\w\0]+)?/gi,
    instead: "isn't a, aren't any",
  },
  { pattern: /(?<!\bthere)'(?:s|re) no\b(?: [\w\0]+)?/gi, instead: "isn't a, aren't any" },
  { pattern: /\bno more\b(?! (?:than|\w+ than)\b)/gi, instead: 'no longer' },
  { pattern: /\bfor ever\b/gi, instead: 'forever' },
  { pattern: /\b(?:in|out)side of\b/gi, instead: 'inside, outside' },
  {
    pattern: /\bone (?:has to|ha[sd] better|must|can(?:not|'t)?|may|might|should|could|would)\b/gi,
    instead: 'you, we',
  },
  { pattern: /\b(?:un|re)?pack(?:ed|s|ing|er)?\b/gi, instead: 'compress, decompress' },
  { pattern: /\bwish(?:e[sd]|ing)?\b/gi, instead: 'preference, want, choose' },
]

/** A phrase that a rule would catch, but that is good English. */
export type AllowedPhrase = { phrase: RegExp; reason: string }

/** A rule's match isn't reported when it's within one of these. */
export const allowedPhrases: readonly AllowedPhrase[] = [
  {
    phrase: /(?:\b|')\w+ no (?:longer|different|more than|less than|(?!other)\w+er than)\b/gi,
    reason: 'it compares',
  },
  { phrase: /(?:\b|')\w+ no (?:use|wonder|accident|match for)\b/gi, reason: 'an idiom' },
  { phrase: /\b(?:and|allows?|has|have|takes?) no more\b/gi, reason: 'it means "nothing else"' },
  { phrase: /\bno more (?:bytes|requests|connections)\b/gi, reason: '"more" belongs to the noun' },
  {
    phrase: /\b(?:an?|another|the|this|which|each|every|no)(?: \w+)? one [\w']+(?: to)?/gi,
    reason: '"one" is a thing here, not a person',
  },
  { phrase: /\bas (?:it|they) stands?\b/gi, reason: 'an idiom: unchanged' },
  { phrase: /\bstands? in the way\b/gi, reason: 'an idiom: hinders' },
  { phrase: /\b(?:npm pack|unpacked (?:npm )?package)\b/gi, reason: 'npm packs packages' },
  { phrase: /\bwish list\b/gi, reason: 'that is its name' },
]

/** Names each phrase in a file that should be written differently, with its line. */
export function phraseProblems({ path, text }: SourceFile): string[] {
  return proseOf(text, path.endsWith('.sql') ? 'sql' : 'ts').flatMap((prose) =>
    phrasesIn(prose.text).map(({ phrase, index, instead }) => {
      const line = text.slice(0, prose.start + index).split('\n').length
      const shown = phrase.replaceAll(/\0+/g, '…')
      return `${path}:${line} says "${shown}": write ${instead}`
    }))
}

type Found = { phrase: string; index: number; instead: string }

function phrasesIn(prose: string): Found[] {
  const { text, places } = singleSpaced(prose)
  const allowed = allowedPhrases.flatMap(({ phrase }) => matches(phrase, text))
  return phraseRules.flatMap(({ pattern, instead }) => matches(pattern, text)
    .filter(([start, end]) => !allowed.some(([first, last]) => first <= start && end <= last))
    .map(([start, end]) =>
      ({ phrase: text.slice(start, end), index: places[start] ?? 0, instead })))
    .sort((one, other) => one.index - other.index)
}

function matches(pattern: RegExp, text: string): [start: number, end: number][] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length])
}

// Where each character of the result was.
function singleSpaced(prose: string): { text: string; places: number[] } {
  const words = [...prose.matchAll(/\S+/g)]
  return {
    text: words.map(([word]) => word).join(' '),
    places: words.flatMap(({ 0: word, index }) =>
      Array.from({ length: word.length + 1 }, (_, offset) => index + offset)),
  }
}
