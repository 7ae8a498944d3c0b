// Blanks out what isn't code in a source text: comments, and the insides of strings, templates and
// regular expressions. Every character keeps its place, so brackets can be counted in what is left.

export type SourceLanguage = 'ts' | 'sql'

/** Gives a text of the same length: code as it is, the rest as spaces. Line ends stay. */
export function maskSource(text: string, language: SourceLanguage): string {
  const masked: string[] = []
  let index = 0
  let lastCode = ''
  while (index < text.length) {
    const found = language === 'sql' ? sqlSpan(text, index) : scriptSpan(text, index, lastCode)
    const { length, isComment } = found ?? { length: 1, isComment: false }
    const span = text.slice(index, index + length)
    masked.push(found === undefined ? span : blank(span, isComment))
    // What comes before a slash tells a regular expression from a division: one line is enough.
    if (!isComment) lastCode = (lastCode + span).trimEnd().slice(-12)
    index += length
  }
  return masked.join('')
}

type Span = { length: number; isComment: boolean }

function sqlSpan(text: string, index: number): Span | undefined {
  if (text.startsWith('--', index)) return comment(text, index, '\n')
  if (text.startsWith('/*', index)) return comment(text, index, '*/')
  return text[index] === "'" ? quoted(text, index, { escape: '' }) : undefined
}

function scriptSpan(text: string, index: number, lastCode: string): Span | undefined {
  if (text.startsWith('//', index)) return comment(text, index, '\n')
  if (text.startsWith('/*', index)) return comment(text, index, '*/')
  const character = text[index]
  if (character === "'" || character === '"') return quoted(text, index, { escape: '\\' })
  if (character === '`') return { length: templateEnd(text, index) - index, isComment: false }
  if (character === '/' && startsPattern(lastCode)) return pattern(text, index)
  return undefined
}

function comment(text: string, index: number, end: '\n' | '*/'): Span {
  const found = text.indexOf(end, index + 2)
  const last = found === -1 ? text.length : found + (end === '\n' ? 0 : 2)
  return { length: last - index, isComment: true }
}

// SQL has no escapes: a quote inside a text is written twice, which reads as two texts.
function quoted(text: string, index: number, { escape }: { escape: string }): Span {
  const quote = text[index]
  let end = index + 1
  while (end < text.length && text[end] !== quote) end += text[end] === escape ? 2 : 1
  return { length: end + 1 - index, isComment: false }
}

// Inside `${ … }` is code again, with strings and templates of its own.
function templateEnd(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text[index] !== '`') {
    if (text[index] === '\\') index += 2
    else if (text.startsWith('${', index)) index = placeholderEnd(text, index + 2)
    else index += 1
  }
  return index + 1
}

function placeholderEnd(text: string, start: number): number {
  let depth = 1
  let index = start
  while (index < text.length && depth > 0) {
    const span = scriptSpan(text, index, text.slice(start, index).trimEnd().slice(-12))
    if (text[index] === '{') depth += 1
    if (text[index] === '}') depth -= 1
    index += span?.length ?? 1
  }
  return index
}

function startsPattern(lastCode: string): boolean {
  if (/\b(?:return|typeof|case|in|of|await|yield)$/.test(lastCode)) return true
  return !/[\w$)\]}'"`]$/.test(lastCode)
}

function pattern(text: string, index: number): Span {
  let end = index + 1
  let isInClass = false
  while (end < text.length && (isInClass || text[end] !== '/')) {
    if (text[end] === '[') isInClass = true
    if (text[end] === ']') isInClass = false
    end += text[end] === '\\' ? 2 : 1
  }
  return { length: end + 1 - index, isComment: false }
}

// The quotes themselves stay: a line that ends a text is not taken for a comment.
function blank(span: string, isComment: boolean): string {
  const spaces = span.replaceAll(/[^\n]/g, ' ')
  if (isComment || span.length < 2) return spaces
  return span.charAt(0) + spaces.slice(1, -1) + span.charAt(span.length - 1)
}
