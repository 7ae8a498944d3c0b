// Which lines of the project the lessons quote, and which of them twice.

import { findQuoted } from './extract.ts'
import { findQuotes, type ReadSource } from './fences.ts'

export type LessonText = {
  /** What a message calls the lesson: its folder's name. */
  name: string
  /** Its Markdown. */
  body: string
  readSource: ReadSource
}

/** Gives the paths of the files that a text quotes. */
export function quotedPaths(body: string): ReadonlySet<string> {
  return new Set(findQuotes(body).map(({ path }) => path))
}

/** Names each quote whose lines an earlier one has already: nothing needs to be read twice. */
export function repeatedQuotes(texts: readonly LessonText[]): string[] {
  const quotedIn = new Map<string, string>()
  return texts.flatMap(({ name, body, readSource }) =>
    findQuotes(body).filter(({ path }) => !path.startsWith('examples/')).flatMap((quote) => {
      const { first, last } = findQuoted(readSource(quote.path), quote.name)
      const earlier = new Set<string>()
      for (let line = first; line <= last; line += 1) {
        const place = `${quote.path}:${line}`
        const other = quotedIn.get(place)
        if (other === undefined) quotedIn.set(place, name)
        else earlier.add(other)
      }
      const what = quote.name === undefined ? quote.path : `${quote.path}#${quote.name}`
      return [...earlier].map((other) => `${name}: quotes ${what}, lines of which are in ${other}`)
    }))
}
