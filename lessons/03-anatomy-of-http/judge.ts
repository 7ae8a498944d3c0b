// Reads a response as a strict client does, and names the mistake that makes it unreadable.

import type { Tools } from '../../src/course/check/check.ts'
import { readAnswer, toAnswer, type Answer, type Place } from '../../src/course/check/exchange.ts'
import type { Message, MessageProblem } from '../../src/course/check/message.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { readByteText } from '../../src/course/check/report.ts'

type HttpMistake =
  | 'no-head' | 'wrong-status-line' | 'body-before-headers' | 'bare-line-feed' | 'wrong-line-end'
  | 'no-blank-line' | 'two-blank-lines' | 'bad-header' | 'length-in-characters' | 'wrong-length'
  | 'answered-twice' | 'no-end' | 'wrong-chunk'

/** What was received over a connection, and how that ended. */
export type Heard = Pick<RawConnection, 'received' | 'ending' | 'turns'>

const answerMs = 1_000
// How long to wait for more bytes or the end of the connection after a complete response.
const closingMs = 40

/** Waits until a complete response has come, or it's clear that none will come. */
export async function waitForAnswer(connection: RawConnection): Promise<void> {
  const isReadable = (bytes: string) => readAnswer(bytes, 'GET', false).state !== 'more'
  const end = await connection.waitFor(isReadable, answerMs)
  if (end === 'came') await connection.waitForEnd(closingMs)
}

/** Returns the response on a connection, or undefined if it isn't a complete one. */
export function findAnswer({ received, ending }: Heard): Answer | undefined {
  const reading = readAnswer(received, 'GET', ending !== undefined)
  return reading.state === 'whole' && reading.message.extra === ''
    ? toAnswer(reading.message)
    : undefined
}

/** Returns the response on a connection, or ends the step with the name of what's wrong with it. */
export function judge({ fail }: Failing, connection: Heard): Answer {
  const { received, ending } = connection
  const stop = (id: HttpMistake, mark: Place, expected: string, actual: string) =>
    fail(id, { exchange: connection, mark, expected, actual })
  const reading = readAnswer(received, 'GET', ending !== undefined)
  // An incomplete response is read as if the connection had ended here.
  const final = reading.state === 'more' ? readAnswer(received, 'GET', true) : reading
  if (final.state === 'more') {
    return fail('half-answer', { exchange: connection, actual: final.missing })
  }
  if (final.state === 'broken') return judgeProblem({ fail }, connection, final.problem)
  const { message } = final
  const statusLine = lineAt(received, received.indexOf(message.startLine))
  if (!/^HTTP\/1\.[01] \d{3} /.test(message.startLine)) {
    const expected = 'a space after the three digits, even when no words follow'
    return stop('wrong-status-line', statusLine, expected, show(received, statusLine))
  }
  if (message.extra.startsWith('HTTP/1.')) {
    const mark = { start: message.end, end: received.length }
    return stop('answered-twice', mark, 'one response', 'a second one after it')
  }
  const lateHead = findLateHead(received, message.bodyStart)
  if (lateHead !== undefined) {
    return stop('body-before-headers', lateHead, 'the head first', show(received, lateHead))
  }
  if (reading.state === 'more') {
    const isEmpty = message.body === ''
    const mark = { start: isEmpty ? 0 : message.bodyStart, end: received.length }
    const expected = 'a Content-Length, or the end of the connection'
    return stop('no-end', mark, expected, 'no length, and the connection is open')
  }
  if (message.extra !== '') return judgeExtra({ fail }, connection, message)
  return toAnswer(message)
}

type Failing = Pick<Tools<HttpMistake>, 'fail'>

function judgeProblem({ fail }: Failing, connection: Heard, problem: MessageProblem): never {
  const { received } = connection
  const { id, start, end, detail } = problem
  const mark = { start, end }
  const stop = (id: HttpMistake, expected: string) =>
    fail(id, { exchange: connection, mark, expected, actual: detail })
  const line = lineAt(received, start)
  const text = received.slice(line.start, line.end)
  if (id === 'empty') {
    return fail(connection.ending === undefined ? 'no-answer' : 'closed-without-answer', {
      exchange: connection,
    })
  }
  if (line.start === 0 && !/^HTTP\/1\.[01] \d{3}(?: |$)/.test(text)) {
    return judgeFirstLine({ fail }, connection, line)
  }
  // Two bytes of the source, written out as four characters.
  const typed = text.indexOf(String.raw`\r`)
  if (typed !== -1) {
    const place = { start: line.start + typed, end: line.start + typed + 4 }
    return fail('wrong-line-end', {
      exchange: connection, mark: place, expected: 'the bytes 13 and 10',
      actual: String.raw`a backslash and an r, written out: \\r makes these characters`,
    })
  }
  const isInHead = ['bare-lf', 'bare-cr', 'bad-field', 'no-blank-line'].includes(id)
  const isStray = isInHead && line.start > 0 && text !== '' && !/^[\w-]+[ \t]*:/.test(text)
  if (isStray) return judgeStray({ fail }, connection, line)
  // The lines before it end well, and no empty line comes: this line break belongs to the text.
  const isText = id === 'bare-lf' && line.start > 0 && !/\n\r?\n/.test(received)
  if (isText) {
    return fail('no-blank-line', {
      exchange: connection, mark: line, expected: 'an end of the last header, and an empty line',
      actual: show(received, line),
    })
  }
  if (id === 'no-blank-line') return stop('no-blank-line', 'an empty line after the last header')
  if (id === 'bare-lf') return stop('bare-line-feed', String.raw`\r\n`)
  if (id === 'bare-cr' || id === 'bad-start-line') return stop('wrong-line-end', String.raw`\r\n`)
  if (id === 'bad-field') return stop('bad-header', 'Name: value')
  const isChunked = /\ntransfer-encoding:/i.test(received.split('\r\n\r\n', 1)[0] ?? '')
  if (id === 'bad-chunk' || (id === 'half-body' && isChunked)) {
    return stop('wrong-chunk', 'chunks with their sizes in hexadecimal, and a last one of size 0')
  }
  if (id === 'half-body' || id === 'bad-length' || id === 'two-lengths') {
    return stop('wrong-length', 'the number of bytes of the body')
  }
  return fail('not-http', { exchange: connection, mark, actual: detail })
}

function judgeFirstLine({ fail }: Failing, connection: Heard, line: Place): never {
  const { received } = connection
  const evidence = {
    exchange: connection, mark: line, expected: 'HTTP/1.1 200 OK', actual: show(received, line),
  }
  const late = findLateHead(received, line.end)
  const text = received.slice(0, line.end)
  const looksLikeHead = /HTTP|^\d{3}\b|^[\w-]+: /i.test(text)
  if (looksLikeHead) return fail('wrong-status-line', evidence)
  return fail(late === undefined ? 'no-head' : 'body-before-headers', evidence)
}

// The head has a line that isn't a header.
function judgeStray({ fail }: Failing, connection: Heard, line: Place): never {
  const { received } = connection
  const text = received.slice(line.start, line.end)
  // A line that begins with a space continued the line before, long ago (RFC 9112, section 5.2).
  if (/^[ \t]+[\w-]+:/.test(text)) {
    const actual = `${show(received, line)} begins with a space`
    const evidence = { expected: 'Name: value', actual }
    return fail('bad-header', { exchange: connection, mark: line, ...evidence })
  }
  if (/^(?:content-\w+|connection)\b/i.test(text)) {
    const evidence = { mark: line, expected: 'Name: value', actual: 'no colon after the name' }
    return fail('bad-header', { exchange: connection, ...evidence })
  }
  const late = findLateHead(received, line.end)
  if (late !== undefined) {
    const evidence = { mark: late, expected: 'the head first', actual: show(received, late) }
    return fail('body-before-headers', { exchange: connection, ...evidence })
  }
  return fail('no-blank-line', {
    exchange: connection, mark: line, expected: 'an empty line after the last header',
    actual: `${show(received, line)} where a header or the empty line should be`,
  })
}

// More bytes came than the length announced.
function judgeExtra({ fail }: Failing, connection: Heard, message: Message): never {
  const { received } = connection
  const { body, extra, bodyStart, end } = message
  const length = message.fields.find(({ name }) => name.toLowerCase() === 'content-length')
  const came = received.length - bodyStart
  const evidence = {
    exchange: connection, mark: { start: end, end: received.length },
    expected: `Content-Length: ${came}`,
    actual: `Content-Length: ${length?.value ?? 'none'}, and ${came} bytes came`,
  }
  if (body.startsWith('\r\n') && extra.length === 2) {
    const mark = { start: bodyStart, end: bodyStart + 2 }
    return fail('two-blank-lines', {
      ...evidence, mark, expected: 'one empty line', actual: 'two of them',
    })
  }
  const text = readByteText(body + extra)
  const counts = [text.length, [...text].length]
  // A line break that wasn't counted is another mistake.
  const isCharacters = extra !== '\r\n' && came !== text.length
    && counts.includes(Number(length?.value))
  return fail(isCharacters ? 'length-in-characters' : 'wrong-length', evidence)
}

// A line of the head that comes after the beginning of the body.
function findLateHead(bytes: string, start: number): Place | undefined {
  const found = /(?:^|\n)((?:content-(?:length|type)|connection):|HTTP\/1\.[01] \d{3}\b)/i.exec(
    bytes.slice(start),
  )
  if (found === null || (found.index === 0 && found[0].startsWith('HTTP'))) return undefined
  const at = start + found.index + found[0].length - (found[1]?.length ?? 0)
  return lineAt(bytes, at)
}

function lineAt(bytes: string, position: number): Place {
  const start = bytes.lastIndexOf('\n', position - 1) + 1
  const lineEnd = bytes.indexOf('\n', position)
  const end = lineEnd === -1 ? bytes.length : lineEnd
  return { start, end: bytes[end - 1] === '\r' ? end - 1 : end }
}

function show(bytes: string, { start, end }: Place): string {
  return JSON.stringify(readByteText(bytes.slice(start, Math.min(end, start + 60))))
}
