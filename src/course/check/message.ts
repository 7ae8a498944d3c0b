// Reads an HTTP/1.1 message from bytes as a strict client would, and says which byte is wrong. It
// works on byte texts: one character for each byte (RFC 9112).

export type Field = {
  name: string
  value: string
  /** Positions of the line in the message, without its CRLF. */
  start: number
  end: number
  valueStart: number
}

export type Message = {
  startLine: string
  fields: readonly Field[]
  /** The body without chunk sizes, as a byte text. */
  body: string
  /** Position after the blank line. */
  bodyStart: number
  /** Position after the last byte of the message. */
  end: number
  /** Bytes that came after the end of the message. */
  extra: string
}

type ProblemId =
  | 'empty' | 'bare-lf' | 'bare-cr' | 'bad-start-line' | 'bad-field' | 'no-blank-line'
  | 'bad-length' | 'two-lengths' | 'bad-chunk' | 'half-body' | 'head-too-long'

/** What is wrong, and where: positions in the bytes. */
export type MessageProblem = { id: ProblemId; start: number; end: number; detail: string }

export type Reading =
  | { state: 'whole'; message: Message }
  | { state: 'more'; missing: string }
  | { state: 'broken'; problem: MessageProblem }

export type ReadOptions = {
  /** Checks the first line; a sentence says what is wrong with it. */
  checkStartLine(line: string): string | undefined
  /** What the sender's role says about the body. */
  bodyRule(startLine: string): 'none' | 'framed' | 'framed-or-until-close'
  /** Whether no more bytes will come. */
  hasEnded: boolean
  /** Where the message begins; 0 unless said otherwise. */
  start?: number
}

const longestHead = 65_536
const token = /^[!#$%&'*+.^_`|~\w-]+$/

/** Reads one message. */
export function readMessage(bytes: string, options: ReadOptions): Reading {
  const { start = 0, hasEnded } = options
  if (bytes.length <= start) {
    const detail = start === 0
      ? 'Not one byte came'
      : 'A status that begins with 1 says that another response follows. None came'
    return hasEnded ? broken('empty', start, start, detail) : more('the final response')
  }
  const head = readHead(bytes, options)
  if (head.state !== 'whole') return head
  return readBody(bytes, head.message, options)
}

function readHead(bytes: string, options: ReadOptions): Reading {
  const { checkStartLine, hasEnded, start: messageStart = 0 } = options
  const fields: Field[] = []
  let startLine: string | undefined
  let start = messageStart
  while (true) {
    const lineFeed = bytes.indexOf('\n', start)
    const length = (lineFeed === -1 ? bytes.length : lineFeed) - messageStart
    if (length > longestHead) return headTooLong(messageStart, length)
    if (lineFeed === -1) {
      return unfinishedHead(bytes, { start, startLine, hasEnded, checkStartLine })
    }
    if (bytes[lineFeed - 1] !== '\r') {
      const detail = 'This line ends with \\n alone, without \\r before it'
      return broken('bare-lf', lineFeed, lineFeed + 1, detail)
    }
    const line = bytes.slice(start, lineFeed - 1)
    if (line.includes('\r')) {
      const at = start + line.indexOf('\r')
      return broken('bare-cr', at, at + 1, 'There is a \\r without \\n after it')
    }
    if (startLine === undefined) {
      const detail = checkStartLine(line)
      if (detail !== undefined) return broken('bad-start-line', start, lineFeed - 1, detail)
      startLine = line
    } else if (line === '') {
      const bodyStart = lineFeed + 1
      const message = { startLine, fields, body: '', bodyStart, end: bodyStart, extra: '' }
      return { state: 'whole', message }
    } else {
      const field = readField(line, start)
      if ('problem' in field) return { state: 'broken', ...field }
      fields.push(field)
    }
    start = lineFeed + 1
  }
}

type Unfinished = Pick<ReadOptions, 'checkStartLine' | 'hasEnded'> & {
  start: number
  startLine: string | undefined
}

function unfinishedHead(
  bytes: string,
  { start, startLine, hasEnded, checkStartLine }: Unfinished,
): Reading {
  if (!hasEnded) return more('the blank line after the headers')
  if (startLine === undefined) {
    const detail = checkStartLine(bytes.slice(start)) ?? "The first line doesn't end with \\r\\n"
    return broken('bad-start-line', start, Math.min(bytes.length, start + 80), detail)
  }
  return broken('no-blank-line', start, bytes.length, 'The head never ended: no blank line came')
}

function headTooLong(start: number, length: number): Reading {
  const detail = `The head is longer than ${longestHead} bytes: it is ${length} already`
  return broken('head-too-long', start, start + 80, detail)
}

function readField(line: string, start: number): Field | { problem: MessageProblem } {
  const end = start + line.length
  const colon = line.indexOf(':')
  if (colon === -1) {
    const detail = "This line isn't a header field: it has no colon. "
      + 'Is the blank line before it missing?'
    return { problem: { id: 'no-blank-line', start, end, detail } }
  }
  const name = line.slice(0, colon)
  if (!token.test(name)) {
    const detail = `${JSON.stringify(name)} has a character that isn't allowed in a header name`
    return { problem: { id: 'bad-field', start, end: start + colon + 1, detail } }
  }
  const raw = line.slice(colon + 1)
  const value = raw.replace(/^[ \t]+|[ \t]+$/g, '')
  const blank = /^[ \t]*/.exec(raw)?.[0] ?? ''
  const valueStart = start + colon + 1 + blank.length
  return { name, value, start, end, valueStart }
}

function readBody(bytes: string, head: Message, { bodyRule, hasEnded }: ReadOptions): Reading {
  const rule = bodyRule(head.startLine)
  if (rule === 'none') return whole(bytes, head, '', head.bodyStart)
  const coding = fieldNamed(head, 'transfer-encoding')
  const lengths = head.fields.filter(({ name }) => name.toLowerCase() === 'content-length')
  const [length, second] = lengths
  if (coding !== undefined && length !== undefined) {
    const detail = 'Content-Length and Transfer-Encoding must not be sent together'
    return broken('two-lengths', length.start, length.end, detail)
  }
  if (second !== undefined && second.value !== length?.value) {
    return broken('two-lengths', second.start, second.end, 'There are two lengths, and they differ')
  }
  if (coding !== undefined) return readChunks(bytes, head, hasEnded)
  if (length === undefined) {
    if (rule === 'framed') return whole(bytes, head, '', head.bodyStart)
    return hasEnded
      ? whole(bytes, head, bytes.slice(head.bodyStart), bytes.length)
      : more('the end of the connection, because no header says how long the body is')
  }
  if (!/^\d{1,15}$/.test(length.value)) {
    const detail = `The length ${JSON.stringify(length.value)} isn't a whole number`
    return broken('bad-length', length.start, length.end, detail)
  }
  return readByLength(bytes, head, { wanted: Number(length.value), hasEnded })
}

function readByLength(
  bytes: string,
  head: Message,
  { wanted, hasEnded }: { wanted: number; hasEnded: boolean },
): Reading {
  const end = head.bodyStart + wanted
  if (bytes.length >= end) return whole(bytes, head, bytes.slice(head.bodyStart, end), end)
  const came = bytes.length - head.bodyStart
  const detail = `Content-Length says ${wanted} bytes, and ${came} came`
  return hasEnded ? broken('half-body', head.bodyStart, bytes.length, detail) : more(detail)
}

function readChunks(bytes: string, head: Message, hasEnded: boolean): Reading {
  let body = ''
  let start = head.bodyStart
  while (true) {
    const lineEnd = bytes.indexOf('\r\n', start)
    if (lineEnd === -1) break
    const size = /^([\da-f]{1,8})[ \t]*(?:;|$)/i.exec(bytes.slice(start, lineEnd))?.[1]
    if (size === undefined) {
      const detail = 'A chunk begins with its size as a hexadecimal number'
      return broken('bad-chunk', start, lineEnd, detail)
    }
    if (/^0+$/.test(size)) return readTrailers(bytes, { head, body, start: lineEnd + 2, hasEnded })
    const end = lineEnd + 2 + parseInt(size, 16)
    if (bytes.length < end + 2) break
    if (bytes.slice(end, end + 2) !== '\r\n') {
      return broken('bad-chunk', start, end, '\\r\\n must follow a chunk of this size')
    }
    body += bytes.slice(lineEnd + 2, end)
    start = end + 2
  }
  const detail = 'The last chunk, the one with the size 0, is missing'
  return hasEnded ? broken('half-body', start, bytes.length, detail) : more(detail)
}

type Trailing = { head: Message; body: string; start: number; hasEnded: boolean }

// After the last chunk may come more fields; a blank line ends them (RFC 9112, section 7.1.2).
function readTrailers(bytes: string, { head, body, start, hasEnded }: Trailing): Reading {
  let at = start
  while (true) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) break
    if (lineEnd === at) return whole(bytes, head, body, at + 2)
    const field = readField(bytes.slice(at, lineEnd), at)
    if ('problem' in field) {
      const detail = 'A blank line or a header field must follow the last chunk'
      return broken('bad-chunk', at, lineEnd, detail)
    }
    at = lineEnd + 2
  }
  const detail = 'The blank line after the last chunk is missing'
  return hasEnded ? broken('half-body', at, bytes.length, detail) : more(detail)
}

function fieldNamed(head: Message, wanted: string): Field | undefined {
  return head.fields.find(({ name }) => name.toLowerCase() === wanted)
}

function whole(bytes: string, head: Message, body: string, end: number): Reading {
  return { state: 'whole', message: { ...head, body, end, extra: bytes.slice(end) } }
}

function more(missing: string): Reading {
  return { state: 'more', missing }
}

function broken(id: ProblemId, start: number, end: number, detail: string): Reading {
  return { state: 'broken', problem: { id, start, end, detail } }
}
