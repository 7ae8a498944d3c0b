// Searches the lessons, the guides, the glossary and the source files. The course is small enough
// to look at all of it each time; what counts is where a word was found. A definition comes first,
// then a title, a heading, and the text.

import type { Term } from '../lessons/glossary.ts'
import { headingIds } from '../lessons/headingId.ts'
import type { Lesson } from '../lessons/lesson.ts'

export type Found = {
  /** Where it is: `/lessons/cookies#deletion`. */
  address: string
  /** `Lesson 14`, `Guide`, `Glossary` or `Source`. */
  kind: string
  title: string
  heading: string
  /** Some words around the first hit. */
  excerpt: string
  score: number
}

type Section = Omit<Found, 'excerpt' | 'score'> & { text: string }

export type SearchIndex = readonly Section[]

const mostResults = 40
const excerptLength = 220

export type Texts = {
  lessons: readonly Lesson[]
  terms: readonly Term[]
  guides?: readonly { name: string; title: string; body: string }[]
}

export type NamedFile = { path: string; address: string; text: string }

/** Takes what can be found apart into sections. */
export function createSearchIndex(
  { lessons, terms, guides = [] }: Texts, files: readonly NamedFile[] = [],
): SearchIndex {
  return [
    ...terms.map(termSection), ...lessons.flatMap(lessonSections),
    ...guides.flatMap(guideSections), ...files.map(fileSection),
  ]
}

/** Finds the sections that have a word beginning with each of the words; the best first. */
export function search(index: SearchIndex, query: string): readonly Found[] {
  const words = wordsOf(query)
  if (words.length === 0) return []
  return index
    .map((section) => ({ section, score: scoreOf(section, words) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, mostResults)
    .map(({ section: { text, ...place }, score }) =>
      ({ ...place, score, excerpt: excerptOf(text, words) }))
}

/** Gives the words of a query, in lower case. */
export function wordsOf(query: string): readonly string[] {
  return [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 8)
}

/** Makes the pattern that finds the beginnings of words. */
export function wordPattern(words: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})[\\p{L}\\p{N}]*`, 'giu')
}

function termSection({ id, name, text }: Term): Section {
  return {
    address: `/glossary#${id}`, kind: 'Glossary', title: name, heading: '', text: plain(text),
  }
}

function fileSection({ path, address, text }: NamedFile): Section {
  return { address, kind: 'Source', title: path, heading: '', text: plain(text) }
}

function lessonSections({ id, number, title, body }: Lesson): Section[] {
  return pageSections(body, { address: `/lessons/${id}`, kind: `Lesson ${number}`, title })
}

function guideSections({ name, title, body }: { name: string; title: string; body: string }) {
  return pageSections(body, { address: `/guides/${name}`, kind: 'Guide', title })
}

type Page = Pick<Section, 'address' | 'kind' | 'title'>

function pageSections(body: string, { address, kind, title }: Page): Section[] {
  const pieces = splitAtHeadings(body)
  const ids = headingIds(pieces.slice(1).map(({ heading }) => heading))
  return pieces.map(({ heading, level, text }, index) => ({
    address: `${address}${index === 0 || level === 1 ? '' : `#${ids[index - 1]}`}`,
    kind,
    title,
    heading: index === 0 || level === 1 ? '' : plain(heading),
    text: plain(text),
  })).filter(({ text }) => text !== '')
}

type Piece = { heading: string; level: number; text: string }

function splitAtHeadings(body: string): Piece[] {
  let piece: Piece = { heading: '', level: 0, text: '' }
  const pieces = [piece]
  let isCode = false
  for (const line of body.split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode
    const [, marks = '', heading] = isCode ? [] : /^(#{1,4})\s+(.*)$/.exec(line) ?? []
    if (heading === undefined) {
      piece.text += `${line}\n`
    } else {
      piece = { heading, level: marks.length, text: '' }
      pieces.push(piece)
    }
  }
  return pieces
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/^\s*(?:```|~~~)[^\n]*$/gm, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^[ \t]*(?:[|:-]+[ \t]*)+$/gm, '')
    .replaceAll(/^[ >]*\[!\w+\]/gm, '')
    .replaceAll(/<\/?(?:details|summary)>|\*\*|`|^[>#|]+/gm, '')
    .replaceAll('|', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function scoreOf(section: Section, words: readonly string[]): number {
  const { kind, title, heading, text } = section
  let score = nameScore(section, words)
  for (const word of words) {
    const pattern = wordPattern([word])
    const inText = Math.min(text.match(pattern)?.length ?? 0, 5)
    const inTitle = (heading !== '' ? 4 : kind === 'Source' ? 7 : 12) * count(title, pattern)
    const found = inTitle + 6 * count(heading, pattern) + inText
    if (found === 0) return 0
    score += found
  }
  return score
}

// What is named exactly so defines it: a term of the glossary, then a lesson, a file, a section.
function nameScore({ kind, title, heading }: Section, words: readonly string[]): number {
  const isNamed = (name: string) =>
    wordsOf(name.replace(/^(?:an?|the) /i, '')).join(' ') === words.join(' ')
  if (kind === 'Source') return isNamed(fileName(title)) ? 60 : 0
  if (heading === '' && isNamed(title)) return kind === 'Glossary' ? 200 : 100
  return isNamed(heading) ? 50 : 0
}

// `src/http/router.ts` is named `router`.
function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
}

function count(text: string, pattern: RegExp): number {
  return text.search(pattern) === -1 ? 0 : 1
}

function excerptOf(text: string, words: readonly string[]): string {
  const hit = Math.max(0, text.search(wordPattern(words)))
  const start = hit < excerptLength / 3 ? 0 : text.indexOf(' ', hit - excerptLength / 3) + 1
  const end = start + excerptLength >= text.length
    ? text.length
    : text.lastIndexOf(' ', start + excerptLength)
  return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`
}
