// Finds what a person reads in a source file: its comments, and the texts of its strings and
// templates. Phrases are looked for in these alone. Lesson: testing (tour)

/** A text that a person reads, as long as in its file, and the place where it begins there. */
export type Prose = { text: string; start: number }

type Language = 'ts' | 'sql'
type Span = Prose & { isComment: boolean }

// Code inside a template becomes this, so that the words around it don't become neighbours.
const filler = '\0'

const commentOrString = /\/\/.*|\/\*[^]*?\*\/|'(?:\\.|[^\\'\n])*'|"(?:\\.|[^\\"\n])*"/y
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\\\]\n])*\]|[^\\[/\n])+\//y

/** Gives the comments and texts of a source; of SQL, the comments alone. */
export function proseOf(source: string, language: Language = 'ts'): Prose[] {
  const spans = language === 'sql' ? sqlComments(source) : scriptSpans(source, 0).spans
  return merge(spans.sort((one, other) => one.start - other.start), source)
}

function sqlComments(source: string): Span[] {
  const found = [...source.matchAll(/'[^']*'|--.*/g)].filter(([text]) => text.startsWith('--'))
  return found.map(({ 0: text, index }) =>
    ({ text: `  ${text.slice(2)}`, start: index, isComment: true }))
}

// Reads code up to its end, or up to the brace that ends a template's `${`.
function scriptSpans(source: string, start: number): { spans: Span[]; end: number } {
  const spans: Span[] = []
  let [index, depth] = [start, 0]
  while (index < source.length) {
    const character = source.charAt(index)
    if (character === '}' && depth === 0 && start > 0) break
    if (character === '{') depth += 1
    if (character === '}') depth -= 1
    const found = spansAt(source, index)
    spans.push(...found.spans)
    index = found.end
  }
  return { spans, end: index }
}

function spansAt(source: string, index: number): { spans: Span[]; end: number } {
  const character = source.charAt(index)
  if (character === '`') return template(source, index)
  const [text = ''] = match(source, index, commentOrString)
  if (text !== '') return { spans: [span(text, index)], end: index + text.length }
  const [pattern = ''] = match(source, index, regularExpression)
  const isPattern = pattern !== '' && startsPattern(source.slice(Math.max(0, index - 200), index))
  return { spans: [], end: index + (isPattern ? pattern.length : 1) }
}

function match(source: string, index: number, pattern: RegExp): readonly string[] {
  pattern.lastIndex = index
  return pattern.exec(source) ?? []
}

// After a value, a slash divides.
function startsPattern(before: string): boolean {
  const code = before.replace(/\/\/[^\n]*\s*$/, '').trimEnd()
  return !/[\w$)\]'"`]$/.test(code) || /\b(?:return|typeof|case|in|of|await|yield)$/.test(code)
}

// Markers and quotes become spaces: every character keeps its place.
function span(text: string, start: number): Span {
  const isComment = text.startsWith('/')
  const words = isComment
    ? text.replace(/^\/[/*]+|\*\/$/g, blank).replaceAll(/\n\s*\*/g, blank)
    : ` ${text.slice(1, -1)} `
  return { text: words.replaceAll(/\\n/g, blank), start, isComment }
}

function template(source: string, start: number): { spans: Span[]; end: number } {
  const spans: Span[] = []
  let [index, text] = [start + 1, ' ']
  while (index < source.length && source.charAt(index) !== '`') {
    const isCode = source.startsWith('${', index)
    const hole = isCode ? scriptSpans(source, index + 2) : undefined
    const end = hole === undefined ? index + (source.charAt(index) === '\\' ? 2 : 1) : hole.end + 1
    spans.push(...hole?.spans ?? [])
    text += isCode ? filler.repeat(end - index) : source.slice(index, end)
    index = end
  }
  return { spans: [...spans, { text: `${text} `, start, isComment: false }], end: index + 1 }
}

// The lines of a comment are one text, and so are strings that a + joins.
function merge(spans: readonly Span[], source: string): Prose[] {
  const merged: Span[] = []
  for (const next of spans) {
    const last = merged.at(-1)
    const end = last === undefined ? 0 : last.start + last.text.length
    const between = source.slice(end, Math.max(end, next.start))
    const isOne = last !== undefined && next.start >= end && last.isComment === next.isComment &&
      (last.isComment ? /^[^\S\n]*\n[^\S\n]*$/ : /^\s*\+\s*$/).test(between)
    if (isOne) merged.splice(-1, 1, { ...last, text: last.text + blank(between) + next.text })
    else merged.push(next)
  }
  return merged.map(({ text, start }) => ({ text, start }))
}

function blank(text: string): string {
  return ' '.repeat(text.length)
}
