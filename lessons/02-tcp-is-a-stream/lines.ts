// Compares the lines that came back with the lines that were sent, and names the first mistake.

import type { Tools } from '../../src/course/check/check.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { readByteText } from '../../src/course/check/report.ts'
import { isRefused } from '../../src/course/check/session.ts'
import type { findings } from './findings.ts'

export type LineTools = Tools<keyof typeof findings>
export type LineMistake =
  | 'no-echo' | 'wrong-form' | 'wrong-number' | 'line-changed' | 'empty-line-skipped'
  | 'empty-rest-answered' | 'answered-again' | 'broken-characters' | 'closed-early'

const answerMs = 700
const linesShown = 3
const numbered = /^(\d+): ([^]*)$/

/** Opens a connection, or says that nobody listens any more. */
export async function open({ connect, fail }: LineTools): Promise<RawConnection> {
  const connection = await connect()
  if (isRefused(connection)) return fail('stopped-listening', { exchange: connection })
  return connection
}

/**
 * Waits for the responses to these lines, the first lines of the connection. Gives the name of the
 * first mistake, or undefined when each is as it should be and nothing else came.
 */
export async function findMistake(
  tools: LineTools, connection: RawConnection, lines: readonly string[],
): Promise<LineMistake | undefined> {
  const wanted = responseTo(lines)
  // Line breaks may be those of Windows, so as many lines are awaited, not as many bytes.
  const hasCome = (bytes: string) => bytes.split('\n').length > lines.length
  const isSilent = (bytes: string) => lines.length === 0 && bytes === ''
  await connection.waitFor((bytes) => hasCome(bytes) && !isSilent(bytes), answerMs)
  const text = textOf(connection)
  if (text === wanted) return undefined
  const isShort = text.split('\n').length <= lines.length
  if (connection.ending === undefined || !isShort) return nameMistake(text, lines)
  // Did the program close the connection, or did it end?
  await open(tools)
  return 'closed-early'
}

/** What should come back for these lines. */
function responseTo(lines: readonly string[]): string {
  return lines.map((line, index) => `${index + 1}: ${line}\n`).join('')
}

/** What came, as text. */
export function textOf({ received }: RawConnection): string {
  return readByteText(received).replaceAll('\r\n', '\n')
}

/** The two texts side by side, from the first line on which they differ. */
export function evidence(connection: RawConnection, lines: readonly string[]) {
  const came = textOf(connection).split('\n')
  const index = lines.findIndex((line, at) => came[at] !== `${at + 1}: ${line}`)
  const first = Math.max(index === -1 ? lines.length - 1 : index, 0)
  const show = (text: string) => text === '' ? 'nothing' : JSON.stringify(text.slice(0, 200))
  const part = (all: string[]) => show(all.slice(first, first + linesShown).join('\n'))
  return {
    exchange: connection,
    mark: markFrom(connection.received, first),
    expected: part(responseTo(lines).split('\n')),
    actual: part(came),
  }
}

function markFrom(received: string, line: number): { start: number; end: number } {
  let start = 0
  for (let count = 0; count < line; count += 1) start = received.indexOf('\n', start) + 1
  return { start, end: received.length }
}

function nameMistake(text: string, lines: readonly string[]): LineMistake {
  const came = text.split('\n')
  const rest = came.pop() ?? ''
  for (const [index, line] of lines.entries()) {
    const got = came[index]
    if (got === `${index + 1}: ${line}`) continue
    if (got !== undefined && isShuffled(came, lines)) return 'wrong-number'
    if (got !== undefined) return nameLine(got, { line, index, lines })
    if (rest !== '' && (line === '' || rest.includes(line))) return 'wrong-form'
    // The last lines are missing. Are they those without a character?
    const isEmptyOnly = rest === '' && lines.slice(index).every((each) => each === '')
    return isEmptyOnly ? 'empty-line-skipped' : 'no-echo'
  }
  const extra = came[lines.length] ?? rest
  if (/^\d*:? ?$/.test(extra)) return 'empty-rest-answered'
  return lines.some((line) => line !== '' && extra.includes(line)) ? 'answered-again' : 'wrong-form'
}

// Every line came back once, but not in the order in which they were sent.
function isShuffled(came: readonly string[], lines: readonly string[]): boolean {
  const texts = came.map((line) => numbered.exec(line)?.[2])
  const isSame = texts.toSorted().join('\n') === lines.toSorted().join('\n')
  return isSame && texts.join('\n') !== lines.join('\n')
}

type Expected = { line: string; index: number; lines: readonly string[] }

function nameLine(got: string, { line, index, lines }: Expected): LineMistake {
  const [, number, text] = numbered.exec(got) ?? []
  if (text === undefined) return got.includes(line) ? 'wrong-form' : nameUnnumbered(got)
  if (text === line) return 'wrong-number'
  // Two empty lines may follow each other.
  const next = lines.slice(index).find((each) => each !== '')
  if (line === '' && text === next) return 'empty-line-skipped'
  if (text === '' && /^\S/.test(line)) return 'empty-rest-answered'
  // A line without its spaces may be the same as an earlier one.
  if (lines.slice(0, index).includes(text) && !line.includes(text)) return 'answered-again'
  if (text.includes('\ufffd')) return 'broken-characters'
  return Number(number) === index + 1 ? 'line-changed' : 'wrong-number'
}

function nameUnnumbered(got: string): LineMistake {
  return got.includes('\ufffd') ? 'broken-characters' : 'wrong-form'
}
