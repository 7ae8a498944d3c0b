// The glossary: `lessons/glossary.md`, a `## Heading` for each term and a paragraph or two below.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { headingId } from './headingId.ts'
import { lessonsFolder } from './lesson.ts'

export type Term = {
  name: string
  /** Its address in the page, as code hosts make it: `status-code`. */
  id: string
  /** What is said about it, as Markdown. */
  text: string
}

/** Reads the glossary in the order of the file; empty when there is none. */
export function readGlossary(folder: string = lessonsFolder): readonly Term[] {
  const path = join(folder, 'glossary.md')
  return existsSync(path) ? parseGlossary(readFileSync(path, 'utf8')) : []
}

/** Reads the text of a glossary. Throws an Error for a term without a text, or there twice. */
export function parseGlossary(markdown: string): readonly Term[] {
  const [, ...parts] = `\n${markdown.replaceAll('\r\n', '\n')}`.split(/\n## +/)
  const terms = parts.map((part) => {
    const [name = '', ...lines] = part.split('\n')
    return { name: name.trim(), id: headingId(name), text: lines.join('\n').trim() }
  })
  const ids = new Set<string>()
  for (const { name, id, text } of terms) {
    if (text === '') throw new Error(`lessons/glossary.md says nothing about ${name}`)
    if (ids.has(id)) throw new Error(`lessons/glossary.md has ${name} twice`)
    ids.add(id)
  }
  return terms
}
