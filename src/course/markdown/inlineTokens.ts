// Cuts a line of Markdown into its words and marks, before anything is paired: code and URLs
// first, because marks inside them mean nothing.

export type InlineToken =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'address'; address: string }
  | { kind: 'break' }
  | { kind: 'open-bracket'; text: '[' | '!['; end: number }
  | { kind: 'close-bracket'; at: number; address: string | undefined }
  | { kind: 'run'; mark: '*' | '_'; length: number; opens: boolean; closes: boolean }

// Each pattern stops where the next try could begin, so no text is read again and again.
const plain = /[^\\`*_[\]!<]+/y
const escaped = /\\([!-/:-@[-`{-~])/y
const hardBreak = /\\\n/y
const autolink = /<(https?:\/\/[^<>\s]+)>/iy
const target = /\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/y

/** Cuts a text into tokens; put together again they cover all of it. */
export function readInlineTokens(text: string): InlineToken[] {
  const closingTicks = pairTicks(text)
  const tokens: InlineToken[] = []
  let at = 0
  while (at < text.length) {
    const { token, end } = readToken(text, at, closingTicks)
    tokens.push(token)
    at = end
  }
  return tokens
}

type Read = { token: InlineToken; end: number }

function readToken(text: string, at: number, closingTicks: ReadonlyMap<number, number>): Read {
  switch (text.charAt(at)) {
    case '\\': return readEscape(text, at)
    case '`': return readCode(text, at, closingTicks)
    case '<': return readAutolink(text, at)
    case '[': return { token: { kind: 'open-bracket', text: '[', end: at + 1 }, end: at + 1 }
    case '!': return readPictureMark(text, at)
    case ']': return readClosingBracket(text, at)
    case '*': return readRun(text, at, '*')
    case '_': return readRun(text, at, '_')
    default: return readText(text, at, matchAt(plain, text, at)?.[0])
  }
}

function readText(text: string, at: number, found = text.charAt(at)): Read {
  return { token: { kind: 'text', text: found }, end: at + found.length }
}

function readEscape(text: string, at: number): Read {
  if (matchAt(hardBreak, text, at) !== null) return { token: { kind: 'break' }, end: at + 2 }
  const character = matchAt(escaped, text, at)?.[1]
  if (character === undefined) return readText(text, at)
  return { token: { kind: 'text', text: character }, end: at + 2 }
}

// Code ends at a run of as many backticks as began it (CommonMark, section 6.1).
function readCode(text: string, at: number, closingTicks: ReadonlyMap<number, number>): Read {
  const length = runLength(text, at, '`')
  const closing = closingTicks.get(at)
  if (closing === undefined) return readText(text, at, text.slice(at, at + length))
  const code = text.slice(at + length, closing).replaceAll('\n', ' ')
  // One blank on each side belongs to the marks, so that code may begin with a backtick.
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== ''
  const shown = isPadded ? code.slice(1, -1) : code
  return { token: { kind: 'code', text: shown }, end: closing + length }
}

function readAutolink(text: string, at: number): Read {
  const [found = '', address] = matchAt(autolink, text, at) ?? []
  if (address === undefined) return readText(text, at)
  return { token: { kind: 'address', address }, end: at + found.length }
}

function readPictureMark(text: string, at: number): Read {
  if (text.charAt(at + 1) !== '[') return readText(text, at)
  return { token: { kind: 'open-bracket', text: '![', end: at + 2 }, end: at + 2 }
}

function readClosingBracket(text: string, at: number): Read {
  const [found = ']', address] = matchAt(target, text, at) ?? []
  return { token: { kind: 'close-bracket', at, address }, end: at + found.length }
}

// Which side of a word a mark is on says whether it opens or closes (section 6.2).
function readRun(text: string, at: number, mark: '*' | '_'): Read {
  const length = runLength(text, at, mark)
  const [before, after] = [text.charAt(at - 1), text.charAt(at + length)]
  const isLeft = !isSpace(after) && (!isSign(after) || isSpace(before) || isSign(before))
  const isRight = !isSpace(before) && (!isSign(before) || isSpace(after) || isSign(after))
  const opens = isLeft && (mark === '*' || !isRight || isSign(before))
  const closes = isRight && (mark === '*' || !isLeft || isSign(after))
  return { token: { kind: 'run', mark, length, opens, closes }, end: at + length }
}

function isSpace(character: string): boolean {
  return character === '' || /\s/.test(character)
}

function isSign(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character)
}

// From the start of each run of backticks to the start of the next one that is as long.
function pairTicks(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const last = new Map<number, number>()
  for (const { index, 0: { length } } of [...text.matchAll(/`+/g)].reverse()) {
    const closing = last.get(length)
    if (closing !== undefined) pairs.set(index, closing)
    last.set(length, index)
  }
  return pairs
}

function runLength(text: string, at: number, mark: string): number {
  let end = at
  while (text.charAt(end) === mark) end += 1
  return end - at
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
