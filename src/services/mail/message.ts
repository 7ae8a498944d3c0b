// A mail as the bytes that travel (RFC 5322 and MIME): headers, an empty line, the text. Everything
// is ASCII in short lines, so each server on its way can pass it on. Lesson: reset-by-email (tour)

import { parseAddress } from './address.ts'
import { encodeWords } from './encodedWord.ts'
import { encodeQuotedPrintable } from './quotedPrintable.ts'
import type { Sender } from './sender.ts'

export type Mail = {
  to: string
  subject: string
  text: string
  /** Whose account it is about, where there is one: it's erased together with the account. */
  user?: number | undefined
}

/** Who gets an email, and the id of their account if they have one. */
export type Recipient = { email: string; user?: number }

export type Envelope = {
  from: Sender
  date: Date
  /** The same at each try, so that a mail that comes twice is shown once: `name@host`. */
  messageId: string
}

/** A mail cannot be written as a message. What is wrong is named, its value is not. */
export class MessageError extends Error {
  constructor(reason: string) {
    super(`Cannot write the mail: ${reason}`)
    this.name = 'MessageError'
  }
}

/** Makes an email, and adds the line break at the end of its text. */
export function mailTo({ email, user }: Recipient, subject: string, text: string): Mail {
  return { to: email, subject, text: `${text}\n`, user }
}

/**
 * Writes a mail as a message. Throws a MessageError where a header's value would begin another
 * header, or the recipient isn't an email address as `parseAddress` gives it.
 */
export function formatMessage(mail: Mail, { from, date, messageId }: Envelope): Uint8Array {
  if (parseAddress(mail.to) === undefined) throw new MessageError('its recipient is malformed')
  if (parseAddress(from.address) === undefined) throw new MessageError('its sender is malformed')
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(messageId)) throw new MessageError('its id is not name@host')
  const text = mail.text.endsWith('\n') ? mail.text : `${mail.text}\n`
  const isPlain = isPlainText(text)
  const lines = [
    `From: ${formatSender(from)}`,
    `To: ${mail.to}`,
    `Subject: ${formatSubject(mail.subject)}`,
    `Date: ${formatDate(date)}`,
    `Message-ID: <${messageId}>`,
    // Keeps "I am on holiday" from being answered to us (RFC 3834, section 5).
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${isPlain ? '7bit' : 'quoted-printable'}`,
    '',
    isPlain ? text.replaceAll('\n', '\r\n') : encodeQuotedPrintable(text),
  ]
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

// Sent as it is, so that a person who opens the file can copy an address from it. Lines have at
// most 998 characters (RFC 5322, section 2.1.1), and blanks at their ends may get lost on the way.
function isPlainText(text: string): boolean {
  const isShort = (line: string) => line.length <= 998 && !/[\t ]$/.test(line)
  return /^[\t\n -~]*$/.test(text) && text.split('\n').every(isShort)
}

function formatSender({ name, address }: Sender): string {
  if (name === '') return address
  const isPlain = /^[A-Za-z0-9 ]+$/.test(name)
  return isPlain ? `${name} <${address}>` : `${encodeWords(oneLine(name))}\r\n <${address}>`
}

function formatSubject(subject: string): string {
  // A longer one has to be folded, and encoded words are; `=?` would be read as one.
  const isPlain = /^[\x21-\x7e](?:[ -\x7e]{0,64}[\x21-\x7e])?$/.test(subject)
  return isPlain && !subject.includes('=?') ? subject : encodeWords(oneLine(subject))
}

// Encoded, a line break could do no harm here, but where it is decoded again.
function oneLine(value: string): string {
  if (/[\r\n\0]/.test(value)) throw new MessageError('a header has a line break')
  return value
}

// `Sat, 31 Jan 2026 11:30:00 +0000`: a name instead of the offset is obsolete (RFC 5322, 4.3).
function formatDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new MessageError("its date isn't valid")
  return date.toUTCString().replace('GMT', '+0000')
}
