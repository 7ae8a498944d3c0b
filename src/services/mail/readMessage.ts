// Reads a message that `formatMessage` wrote, for the page that shows a developer's outbox. What
// others write has many more forms. Lesson: reset-by-email (appendix)

import { decodeWords } from './encodedWord.ts'
import type { Mail } from './message.ts'
import { decodeQuotedPrintable } from './quotedPrintable.ts'

/** Reads a message; undefined when it is not one of ours. */
export function readMessage(message: string): (Mail & { date: Date }) | undefined {
  const end = message.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const headers = readHeaders(message.slice(0, end))
  const to = headers.get('to')
  const date = new Date(headers.get('date') ?? '')
  if (to === undefined || Number.isNaN(date.getTime())) return undefined
  const subject = decodeWords(headers.get('subject') ?? '')
  const body = message.slice(end + 4)
  const isPlain = headers.get('content-transfer-encoding') === '7bit'
  const text = isPlain ? body.replaceAll('\r\n', '\n') : decodeQuotedPrintable(body)
  return { to, subject, date, text }
}

function readHeaders(head: string): Map<string, string> {
  // A line that begins with a blank continues the one before it.
  const lines = head.replaceAll(/\r\n(?=[ \t])/g, '').split('\r\n')
  return new Map(lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  }))
}
