// Takes the bytes of a conversation apart and says what each part is, and which lesson explains it.
// What isn't HTTP is shown unchanged: this is for looking, not for checking.

type WirePartKind =
  | 'method' | 'target' | 'version' | 'status' | 'reason' | 'header-name' | 'header-value'
  | 'line-end' | 'blank-line' | 'body' | 'chunk-size' | 'space' | 'other'

export type WirePart = {
  start: number
  /** After the last byte. */
  end: number
  kind: WirePartKind
  /** What it is, in plain words. */
  label: string
  /** The id of the lesson that explains it. */
  lesson?: string
}

/** Labels every byte, without gaps. A request and a response are told apart by their first line. */
export function labelWire(bytes: string): readonly WirePart[] {
  const parts: WirePart[] = []
  let start = 0
  while (start < bytes.length) {
    const length = labelMessage(bytes, start, parts)
    if (length === 0) break
    start += length
  }
  if (start < bytes.length) add(parts, 'other', start, bytes.length)
  return parts
}

/**
 * Writes bytes for a terminal: line ends visible, other control characters as `\x00`, valid UTF-8
 * as letters.
 */
export function showByteText(bytes: string): string {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(Buffer.from(bytes, 'latin1'))
  return text
    .replace(/\r\n|[\r\n]/g, (end) => end === '\r\n' ? '␍␊\n' : end === '\n' ? '␊\n' : '␍')
    .replace(/(?!\n)\p{Cc}/gu, (character) =>
      `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

const requestLine = /^([A-Z]+)( +)(\S+)( +)(HTTP\/\d(?:\.\d)?)$/
// Responses that never have a body, whatever their headers say (RFC 9112, section 6.3).
const bodiless = /^HTTP\/\S+ +(?:1\d\d|204|304)\b/
const statusLine = /^(HTTP\/\d(?:\.\d)?)( +)(\d{3})(?:( )(.*))?$/

// Labels one message and gives its length; 0 when there is none.
function labelMessage(bytes: string, start: number, parts: WirePart[]): number {
  const firstEnd = lineEndAfter(bytes, start)
  const line = bytes.slice(start, firstEnd.start)
  const kinds = startLineKinds(line)
  if (kinds === undefined) return 0
  let at = start
  for (const [kind, text] of kinds) at = add(parts, kind, at, at + text.length)
  at = addLineEnd(parts, firstEnd, 'line-end')
  const fields = new Map<string, string>()
  while (at < bytes.length) {
    const end = lineEndAfter(bytes, at)
    if (end.start === at && end.end > at) {
      at = addLineEnd(parts, end, 'blank-line')
      if (bodiless.test(line)) return at - start
      return labelBody(bytes, at, { fields, parts }) - start
    }
    at = labelField(bytes.slice(at, end.start), at, { fields, parts })
    at = addLineEnd(parts, end, 'line-end')
  }
  return at - start
}

type Piece = [kind: WirePartKind, text: string]

function startLineKinds(line: string): Piece[] | undefined {
  const request = requestLine.exec(line)
  if (request !== null) {
    const [, method = '', one = '', target = '', two = '', version = ''] = request
    return [
      ['method', method], ['space', one], ['target', target], ['space', two], ['version', version],
    ]
  }
  const answer = statusLine.exec(line)
  if (answer === null) return undefined
  const [, version = '', one = '', status = '', two = '', reason = ''] = answer
  return [
    ['version', version], ['space', one], ['status', status], ['space', two], ['reason', reason],
  ]
}

type Open = { fields: Map<string, string>; parts: WirePart[] }

function labelField(line: string, start: number, { fields, parts }: Open): number {
  const colon = line.indexOf(':')
  if (colon === -1) return add(parts, 'other', start, start + line.length)
  const name = line.slice(0, colon).toLowerCase()
  const rest = line.slice(colon + 1)
  const blank = rest.length - rest.trimStart().length
  fields.set(name, rest.trim().toLowerCase())
  const lesson = lessonOfField(name)
  let at = add(parts, 'header-name', start, start + colon + 1, lesson)
  at = add(parts, 'space', at, at + blank)
  return add(parts, 'header-value', at, start + line.length, lesson)
}

function labelBody(bytes: string, start: number, { fields, parts }: Open): number {
  if (fields.get('transfer-encoding') === 'chunked') return labelChunks(bytes, start, parts)
  const length = fields.get('content-length') ?? ''
  const end = /^\d{1,12}$/.test(length) ? Math.min(start + Number(length), bytes.length) : start
  // Without a length a next message may follow, or a body that lasts to the end.
  const isNext = startLineKinds(bytes.slice(end, lineEndAfter(bytes, end).start)) !== undefined
  return add(parts, 'body', start, isNext || length !== '' ? end : bytes.length)
}

function labelChunks(bytes: string, start: number, parts: WirePart[]): number {
  let at = start
  while (at < bytes.length) {
    const end = lineEndAfter(bytes, at)
    const digits = /^[\da-f]{1,8}(?=\s*(?:;|$))/i.exec(bytes.slice(at, end.start))?.[0]
    if (digits === undefined) break
    const size = parseInt(digits, 16)
    add(parts, 'chunk-size', at, end.start)
    at = addLineEnd(parts, end, 'line-end')
    if (size === 0) return labelTrailers(bytes, at, parts)
    at = add(parts, 'body', at, Math.min(at + size, bytes.length))
    const after = lineEndAfter(bytes, at)
    if (after.start === at) at = addLineEnd(parts, after, 'line-end')
  }
  return at
}

// After the last chunk: more header fields, if there are any, and a blank line.
function labelTrailers(bytes: string, start: number, parts: WirePart[]): number {
  let at = start
  while (at < bytes.length) {
    const end = lineEndAfter(bytes, at)
    if (end.start === at) return addLineEnd(parts, end, 'blank-line')
    const line = bytes.slice(at, end.start)
    if (!line.includes(':')) break
    labelField(line, at, { fields: new Map(), parts })
    at = addLineEnd(parts, end, 'line-end')
  }
  return at
}

type LineEnd = { start: number; end: number }

function lineEndAfter(bytes: string, start: number): LineEnd {
  const lineFeed = bytes.indexOf('\n', start)
  if (lineFeed === -1) return { start: bytes.length, end: bytes.length }
  const hasReturn = lineFeed > start && bytes[lineFeed - 1] === '\r'
  return { start: hasReturn ? lineFeed - 1 : lineFeed, end: lineFeed + 1 }
}

function addLineEnd(parts: WirePart[], { start, end }: LineEnd, kind: WirePartKind): number {
  return add(parts, kind, start, end)
}

function add(
  parts: WirePart[], kind: WirePartKind, start: number, ...[end, ownLesson]: [number, string?]
): number {
  const [label, usualLesson] = meanings[kind]
  const lesson = ownLesson ?? usualLesson
  if (end > start) parts.push({ start, end, kind, label, ...(lesson !== undefined && { lesson }) })
  return Math.max(start, end)
}

const meanings: Readonly<Record<WirePartKind, readonly [label: string, lesson?: string]>> = {
  method: ['Method: what the client wants to do', 'methods'],
  target: ['Request target: usually a path and a query', 'urls-and-parameters'],
  version: ['Protocol version', 'anatomy-of-http'],
  status: ['Status: how the request went', 'status-codes'],
  reason: ['Reason phrase: the status in words, for people only', 'status-codes'],
  'header-name': ['Name of a header', 'anatomy-of-http'],
  'header-value': ['Value of a header', 'anatomy-of-http'],
  'line-end': ['Line end: \\r\\n', 'anatomy-of-http'],
  'blank-line': ['Blank line: the head ends here', 'anatomy-of-http'],
  body: ['Body', 'reading-a-body'],
  'chunk-size': ['Size of the next chunk, in hexadecimal', 'tcp-is-a-stream'],
  space: ['Space'],
  other: ["Bytes that aren't HTTP", 'tcp-is-a-stream'],
}

const lessons: readonly (readonly [names: RegExp, lesson: string])[] = [
  [/^(?:accept(?:-language|-charset)?|vary|content-language)$/, 'headers-and-negotiation'],
  [/^(?:accept-encoding|content-encoding)$/, 'compression'],
  [/^(?:content-type|content-length|expect)$/, 'reading-a-body'],
  [/^(?:allow)$/, 'methods'],
  [/^(?:location|retry-after|www-authenticate)$/, 'status-codes'],
  [/^(?:cookie|set-cookie)$/, 'cookies'],
  [/^(?:cache-control|expires|age|x-content-type-options)$/, 'static-files-and-caching'],
  [/^(?:range|if-range|content-range|accept-ranges)$/, 'ranges'],
  [/^(?:etag|last-modified|if-.*)$/, 'validators'],
  [/^(?:content-security-policy)$/, 'html-without-xss'],
  [/^(?:connection|transfer-encoding|keep-alive)$/, 'tcp-is-a-stream'],
  [/^(?:host)$/, 'what-happens-when-you-open-a-url'],
]

function lessonOfField(name: string): string | undefined {
  return lessons.find(([names]) => names.test(name))?.[1]
}
