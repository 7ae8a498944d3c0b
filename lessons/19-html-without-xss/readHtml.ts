// Reads HTML as a browser does, as far as it matters here: which elements and attributes there are,
// and what a person sees. What an attacker managed to add is then an element like any other.

import { decode } from './decode.ts'

export type Element = { name: string; attributes: ReadonlyMap<string, string> }

export type Page = {
  elements: readonly Element[]
  /** The texts between the tags, decoded. */
  texts: readonly string[]
  /** The contents of scripts, as they are. */
  scripts: readonly { attributes: ReadonlyMap<string, string>; text: string }[]
}

const skipped = /<!--(?:-?>|[^]*?(?:--!?>|$))|<[!?][^>]*>?|<\/(?![a-z])[^>]*>?/iy
const tagStart = /<(\/?)([a-z][^\s/>]*)/iy
const attribute = /[\s/]*(?:(>)|(=?[^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?)/y

/** Reads a page. It never throws, whatever the page is like. */
export function readHtml(text: string): Page {
  const elements: Element[] = []
  const texts: string[] = []
  const scripts: { attributes: ReadonlyMap<string, string>; text: string }[] = []
  let at = 0
  while (at < text.length) {
    const next = nextPart(text, at)
    at = next.end
    if (next.text !== undefined) texts.push(next.text)
    if (next.element === undefined) continue
    elements.push(next.element)
    const content = rawContent(text, next)
    if (content === undefined) continue
    at = content.end
    if (content.text !== undefined) texts.push(content.text)
    if (next.element.name !== 'script') continue
    scripts.push({ attributes: next.element.attributes, text: text.slice(next.end, content.end) })
  }
  return { elements, texts, scripts }
}

type Part = { end: number; text?: string; element?: Element }

// A text, a tag, or something that's neither, such as a comment.
function nextPart(text: string, at: number): Part {
  if (text[at] !== '<') return textUntil(text, at, at)
  skipped.lastIndex = at
  if (skipped.test(text)) return { end: skipped.lastIndex }
  tagStart.lastIndex = at
  const [whole, slash, name = ''] = tagStart.exec(text) ?? []
  if (whole === undefined) return textUntil(text, at, at + 1)
  const attributes = new Map<string, string>()
  attribute.lastIndex = tagStart.lastIndex
  for (let end = 0; ; end = attribute.lastIndex) {
    const [found, close, key = '', double, single, bare] = attribute.exec(text) ?? []
    // A tag without an end is lost, and the rest of the page with it.
    if (found === undefined) return { end: text.length }
    if (close !== undefined) break
    const value = decode(double ?? single ?? bare ?? '')
    // Of two attributes with the same name, the first one counts.
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), value)
    if (attribute.lastIndex === end) return { end: text.length }
  }
  const end = attribute.lastIndex
  return slash === '/' ? { end } : { end, element: { name: name.toLowerCase(), attributes } }
}

function textUntil(text: string, start: number, from: number): Part {
  const end = text.indexOf('<', from)
  const part = text.slice(start, end === -1 ? text.length : end)
  return { end: start + part.length, text: decode(part) }
}

const decodedElements = new Set(['textarea', 'title'])
const shownElements = new Set(['xmp', 'plaintext'])
const hiddenElements = new Set(['style', 'iframe', 'noembed', 'noframes'])

// The content of an element in which no tag counts but its own end.
function rawContent(text: string, { element, end: start }: Part): Part | undefined {
  const name = element?.name ?? ''
  if (name === 'script') return { end: endOfScript(text, start) }
  const isDecoded = decodedElements.has(name)
  if (!isDecoded && !shownElements.has(name) && !hiddenElements.has(name)) return undefined
  const length = text.slice(start).search(new RegExp(`</${name}(?=[\\s/>])`, 'i'))
  const end = length === -1 || name === 'plaintext' ? text.length : start + length
  if (hiddenElements.has(name)) return { end }
  const content = text.slice(start, end)
  return { end, text: isDecoded ? decode(content) : content }
}

// After <!-- and <script, the next </script> doesn't end the script yet.
function endOfScript(text: string, start: number): number {
  const signs = /<!--|-->|<(\/?)script(?=[\s/>])/gi
  signs.lastIndex = start
  let state: 'data' | 'comment' | 'script in comment' = 'data'
  for (let found = signs.exec(text); found !== null; found = signs.exec(text)) {
    const [sign, slash] = found
    if (sign === '<!--') {
      if (state === 'data') state = 'comment'
      // As in <!-->, where the same two hyphens end it.
      signs.lastIndex -= 2
    } else if (sign === '-->') state = 'data'
    else if (slash === '') state = state === 'comment' ? 'script in comment' : state
    else if (state === 'script in comment') state = 'comment'
    else return found.index
  }
  return text.length
}
