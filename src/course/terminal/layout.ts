// Lines of styled text and how they fit into columns. Everything that is shown passes through here,
// so nothing that a program under check printed can move the cursor or change a colour.

export type Style =
  | 'title' | 'quiet' | 'good' | 'bad' | 'busy' | 'key' | 'link' | 'sent' | 'received' | 'marked'
  | 'code' | 'chosen'

export type Span = { text: string; style?: Style }

export type Line = readonly Span[]

/** Makes a piece of text; without a style it looks as the terminal does. */
export function span(text: string, style?: Style | undefined): Span {
  return style === undefined ? { text } : { text, style }
}

/** Makes a line of plain text and pieces. */
export function line(...parts: readonly (string | Span)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : part))
}

/** Tells how many columns a text takes; wide characters of East Asia and emoji take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Tells how many columns a line takes. */
export function lineWidth(spans: Line): number {
  return spans.reduce((width, { text }) => width + widthOf(text), 0)
}

/**
 * Breaks a line into lines of at most so many columns, between words where there are any. The lines
 * after the first begin with the indent.
 */
export function wrap(spans: Line, columns: number, indent = ''): readonly Line[] {
  const room = Math.max(columns, widthOf(indent) + 2)
  const lines: Span[][] = [[]]
  let used = 0
  const breakLine = (): void => {
    lines.push(indent === '' ? [] : [span(indent)])
    used = widthOf(indent)
  }
  for (const { text, style } of spans) {
    for (const word of splitWords(makeVisible(text))) {
      const isSpace = word.trim() === ''
      const width = widthOf(word)
      if (used + width <= room) {
        lines.at(-1)?.push(span(word, style))
        used += width
        continue
      }
      if (isSpace) continue
      // A word that fits into no line is cut where the line ends.
      if (used > widthOf(indent) && width <= room - widthOf(indent)) breakLine()
      for (const piece of cutWord(word, () => room - used, breakLine)) {
        lines.at(-1)?.push(span(piece, style))
        used += widthOf(piece)
      }
    }
  }
  return lines.map(joinSpans)
}

/** Cuts what does not fit into the columns, and shows that something is missing. */
export function fit(spans: Line, columns: number): Line {
  const visible = spans.map(({ text, style }) => span(makeVisible(text), style))
  if (lineWidth(visible) <= columns) return visible
  const kept: Span[] = []
  let room = columns - 1
  for (const { text, style } of visible) {
    const piece = takeColumns(text, room)
    kept.push(span(piece, style))
    room -= widthOf(piece)
    if (piece !== text) break
  }
  return columns < 1 ? [] : [...kept, span('…', 'quiet')]
}

// Control characters, and those that turn the direction of a line.
const controlPattern = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g

/** Shows control characters as `\x1b`; a tab becomes two spaces. */
export function makeVisible(text: string): string {
  return text.replaceAll('\t', '  ').replace(controlPattern, escapeCharacter)
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

function splitWords(text: string): readonly string[] {
  return text.match(/\s+|\S+/g) ?? []
}

function* cutWord(word: string, room: () => number, breakLine: () => void): Generator<string> {
  let rest = word
  while (rest !== '') {
    const piece = takeColumns(rest, room())
    if (piece !== '') yield piece
    rest = rest.slice(piece.length)
    if (rest !== '') breakLine()
  }
}

function takeColumns(text: string, columns: number): string {
  let taken = ''
  let width = 0
  for (const character of text) {
    width += characterWidth(character)
    if (width > columns) return taken
    taken += character
  }
  return taken
}

function joinSpans(spans: readonly Span[]): Line {
  const joined: Span[] = []
  for (const { text, style } of spans) {
    const last = joined.at(-1)
    if (last !== undefined && last.style === style) last.text += text
    else joined.push(span(text, style))
  }
  return joined
}

const emptyPattern = /^[\p{Mn}\p{Me}\p{Cf}]$/u

const widePattern = new RegExp(
  '^[\\p{Emoji_Presentation}\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3'
    + '\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3fffd}]$',
  'u',
)

function characterWidth(character: string): number {
  if (character < '\u0300') return 1
  if (emptyPattern.test(character)) return 0
  return widePattern.test(character) ? 2 : 1
}
