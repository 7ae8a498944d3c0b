// Reads a mail as mail programs do: its header fields, whom it's for, and its text, in whatever
// encoding it came. It also says what is wrong with the form of a mail.

export type Mail = {
  fields: readonly { name: string; value: string }[]
  /** All addresses in To, Cc and Bcc, in lower case. */
  recipients: readonly string[]
  /** The decoded texts of all its parts. */
  text: string
}

export type Link = {
  /** As it is in the mail. */
  url: string
  origin: string
  path: string
  /** Path and query, as a browser sends them. */
  target: string
  token: string
}

// RFC 5322, section 2.1.1, without CRLF.
const longestLine = 998

/** Reads the bytes of a mail, each character one byte. */
export function readMail(bytes: string): Mail {
  const { fields, text } = readPart(bytes)
  const recipients = fields.filter(({ name }) => /^(?:to|cc|bcc)$/i.test(name))
    .flatMap(({ value }) => readAddresses(value))
  return { fields, recipients, text }
}

/** Finds the links in the text of a mail that have a token. */
export function findLinks({ text }: Mail): readonly Link[] {
  const urls = text.match(/\bhttps?:\/\/[^\s<>"']+/gi) ?? []
  return urls.flatMap((url) => {
    const parsed = URL.parse(url.replaceAll('&amp;', '&'))
    const token = parsed?.searchParams.get('token') ?? ''
    if (parsed === null || token === '') return []
    const { origin, pathname: path, search } = parsed
    return [{ url, origin, path, target: path + search, token }]
  })
}

/** Says what is wrong with the form of a mail (RFC 5322); undefined for nothing. */
export function findFault(bytes: string, { fields }: Mail): string | undefined {
  if (/(?<!\r)\n|\r(?!\n)/.test(bytes)) return 'It has a line that does not end with CR and LF'
  if (!bytes.endsWith('\r\n')) return 'Its last line does not end with CR and LF'
  const long = bytes.split('\r\n').find((line) => line.length > longestLine)
  if (long !== undefined) return `A line has ${long.length} characters: ${long.slice(0, 40)}…`
  const head = bytes.slice(0, bytes.indexOf('\r\n\r\n'))
  const odd = head.split('\r\n').find((line) => !/^(?:[!-9;-~]+:|[ \t])[\t -~]*$/.test(line))
  if (odd !== undefined) return `This is not a header field in ASCII: ${odd.slice(0, 80)}`
  for (const [wanted, form] of forms) {
    const values = fields.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
    if (values.length !== 1) return `It has ${values.length} fields with the name ${wanted}`
    const value = values[0]?.value ?? ''
    if (!form.test(value)) return `Its ${wanted} is: ${value}`
  }
  return undefined
}

const forms: readonly (readonly [name: string, form: RegExp])[] = [
  ['From', /[^\s@]@[^\s@]/],
  ['To', /[^\s@]@[^\s@]/],
  ['Subject', /\S/],
  // RFC 5322, sections 3.3 and 4.3: `Sun, 29 Nov 2026 10:00:00 +0000`, or an old zone.
  ['Date', /^(?:[a-z]{3}, *)?\d\d? [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[a-z]{1,3})\b/i],
  ['Message-ID', /^<[^<>@\s]+@[^<>@\s]+>$/],
]

type Part = Pick<Mail, 'fields' | 'text'>

function readPart(bytes: string, depth = 0): Part {
  const [, head = bytes, body = ''] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(bytes) ?? []
  const fields = readFields(head)
  const type = valueOf(fields, 'content-type') ?? 'text/plain'
  const boundary = /^multipart\/[^]*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined || depth > 3) {
    return { fields, text: decode(body, valueOf(fields, 'content-transfer-encoding')) }
  }
  // What is before the first boundary and after the last one isn't part of the mail.
  const parts = body.split(`--${mark}`).slice(1, -1)
  const texts = parts.map((part) => readPart(part.replace(/^\s*?\r?\n/, ''), depth + 1).text)
  return { fields, text: texts.join('\n') }
}

function readFields(head: string): Mail['fields'] {
  const unfolded = head.replaceAll(/\r?\n(?=[ \t])/g, '')
  return unfolded.split(/\r?\n/).map((line) => {
    const colon = line.indexOf(':')
    return { name: line.slice(0, Math.max(colon, 0)).trim(), value: line.slice(colon + 1).trim() }
  })
}

function valueOf(fields: Mail['fields'], wanted: string): string | undefined {
  return fields.find(({ name }) => name.toLowerCase() === wanted)?.value
}

// `Ann <ann@x.example>, ben@x.example`; a local part may be in quotes.
function readAddresses(value: string): readonly string[] {
  const found = value.match(/(?:"[^"]*"|[^\s<>,;:"]+)@[^\s<>,;:"]+/g) ?? []
  return found.map((address) => address.replace(/^"([^"]*)"@/, '$1@').toLowerCase())
}

function decode(body: string, encoding = '7bit'): string {
  const kind = encoding.trim().toLowerCase()
  if (kind === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  const bytes = kind !== 'quoted-printable' ? body
    : body.replaceAll(/=[ \t]*\r?\n/g, '').replaceAll(/=([\dA-F]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
