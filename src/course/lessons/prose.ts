// Finds what isn't plain language in a lesson: long sentences, walls of text, words that tell a
// reader that something is easy, and names that mean nothing.

import { readBlocks, type Block } from './blocks.ts'

const proseLimits = {
  /** Of a sentence, on average. */
  averageWords: 20,
  longestSentence: 40,
  /** Of prose between two other things: what one screen holds. */
  screenLines: 25,
  lineCharacters: 100,
} as const

/** Names each rule that a text breaks: `line 12: says "just"`. */
export function proseProblems(markdown: string): string[] {
  const blocks = readBlocks(markdown)
  const read = blocks.filter(({ kind }) => !['code', 'table', 'picture'].includes(kind))
  return [
    ...blocks.flatMap(wordsOfBlock),
    ...read.flatMap(longSentences),
    ...averageProblem(read.filter(({ kind }) => kind !== 'heading')),
    ...wallsOf(blocks),
  ]
}

/** Names the words in a text that no lesson uses. */
export function wordProblems(text: string): string[] {
  const spoken = plainText(text).match(/\b(?:simply|just|obviously)\b/gi) ?? []
  const names = withoutRealBars(text).match(/\b(?:foo|bar|baz)\b/gi) ?? []
  return [...spoken, ...names].map((word) => `says "${word}"`)
}

/** Counts the words of a text in Markdown. Code counts as one word, a link as its text. */
export function wordsIn(text: string): number {
  return countWords(plainText(text))
}

/** Splits a text into its sentences, without the marks of Markdown. Code counts as one word. */
export function sentencesOf(text: string): readonly string[] {
  return plainText(text)
    .split(/(?<=[.!?…:][)"'”’]*)\s+(?=[\p{Lu}\p{N}"'“‘(§])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence))
}

// A colon ends a thought as well; "e.g." does not, for a small letter follows it.
function plainText(text: string): string {
  return text
    .replaceAll(/(`+)[^]*?\1/g, 'Code')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)/g, '')
}

// Browsers have an address bar, and charts have bars.
function withoutRealBars(text: string): string {
  return text.replaceAll(
    /\b(?:address|progress|status|side|menu|navigation|title|URL|tool) bar\b|\bbar charts?\b/gi,
    '',
  )
}

function wordsOfBlock({ kind, text, line }: Block): string[] {
  const problems = wordProblems(text)
  const isTold = (problem: string) => kind !== 'code' || /"(?:foo|bar|baz)"/i.test(problem)
  return problems.filter(isTold).map((problem) => `line ${line}: ${problem}`)
}

function longSentences({ text, line }: Block): string[] {
  return sentencesOf(text)
    .filter((sentence) => countWords(sentence) > proseLimits.longestSentence)
    .map((sentence) => {
      const beginning = sentence.split(' ', 6).join(' ')
      return `line ${line}: the sentence "${beginning} …" has ${countWords(sentence)} words`
    })
}

function averageProblem(blocks: readonly Block[]): string[] {
  const counts = blocks.flatMap(({ text }) => sentencesOf(text).map(countWords))
  const sum = counts.reduce((total, words) => total + words, 0)
  const average = counts.length === 0 ? 0 : sum / counts.length
  if (average <= proseLimits.averageWords) return []
  return [`its sentences have ${average.toFixed(1)} words on average`]
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

// Quotes and folds are read like prose: they do not break a wall.
function wallsOf(blocks: readonly Block[]): string[] {
  const walls: { line: number; lines: number }[] = []
  let isOpen = false
  for (const { kind, text, line } of blocks) {
    const isText = kind === 'prose' || kind === 'quote' || kind === 'fold'
    const height = Math.ceil(text.length / proseLimits.lineCharacters)
    const wall = walls.at(-1)
    if (isText && isOpen && wall !== undefined) wall.lines += height + 1
    else if (isText) walls.push({ line, lines: height })
    isOpen = isText
  }
  return walls.filter(({ lines }) => lines > proseLimits.screenLines)
    .map(({ line, lines }) => `line ${line}: ${lines} lines of prose without picture, code, list`)
}
