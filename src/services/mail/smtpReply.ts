// What a mail server answers: lines that begin with a code of three digits (RFC 5321, section 4.2).
// A hyphen after the code says that more lines follow. Bytes come in pieces of any size.
// Lesson: reset-by-email (appendix)
//
//   250-mail.example
//   250 STARTTLS

export type SmtpReply = {
  code: number
  /** The text after the codes. It's the server's: don't log it, it may quote a mail. */
  lines: string[]
}

/** The sending failed. The message has no address, no text and no password: it may be logged. */
export class SmtpError extends Error {
  /** Whether this mail was refused for good (5xx); anything else may work later. */
  readonly isPermanent: boolean

  constructor(message: string, { isPermanent = false } = {}) {
    super(message)
    this.name = 'SmtpError'
    this.isPermanent = isPermanent
  }
}

// RFC 5321, section 4.5.3.1.5 says 512; some servers write more, but nobody writes books.
const mostLineBytes = 2_000
const mostLines = 100

/** Puts the pieces that come from a server together to replies. */
export class ReplyReader {
  // One character for each byte.
  #rest = ''
  #lines: string[] = []
  #code: string | undefined

  /** Takes a piece, gives the replies that it completes. Throws an SmtpError for what is none. */
  read(piece: Uint8Array): SmtpReply[] {
    const lines = (this.#rest + Buffer.from(piece).toString('latin1')).split('\r\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > mostLineBytes) throw noReply()
    return lines.map((line) => this.#add(line)).filter((reply) => reply !== undefined)
  }

  #add(line: string): SmtpReply | undefined {
    const [whole, code, mark, text = ''] = /^([2-5][0-5]\d)(?:([ -])([^\r\n]*))?$/.exec(line) ?? []
    const isContinued = this.#code === undefined || this.#code === code
    if (whole === undefined || !isContinued || line.length > mostLineBytes) throw noReply()
    this.#lines.push(text)
    if (this.#lines.length > mostLines) throw noReply()
    this.#code = mark === '-' ? code : undefined
    return mark === '-' ? undefined : { code: Number(code), lines: this.#lines.splice(0) }
  }
}

/** Gives the codes of a reply: `550 5.1.1`; the second is more exact, where there is one. */
export function codesOf({ code, lines }: SmtpReply): string {
  const [enhanced] = /^[245]\.\d{1,3}\.\d{1,3}(?= |$)/.exec(lines[0] ?? '') ?? []
  return enhanced === undefined ? String(code) : `${code} ${enhanced}`
}

function noReply(): SmtpError {
  return new SmtpError("The mail server sent something that isn't an SMTP reply")
}
