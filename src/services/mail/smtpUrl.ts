// Which mail server sends our emails: the setting SMTP_URL, such as
// `smtp://user:password@mail.example:587`. Lesson: reset-by-email (appendix)

import { isIP } from 'node:net'
import { isLoopbackName } from '../../basics/config.ts'
import { parseMailHost } from './address.ts'

export type SmtpServer = {
  /** A name or an IP address, without brackets. */
  host: string
  port: number
  /**
   * `tls` from the first byte, `starttls` before anything else is said, `optional` when the server
   * offers it, or `off`: the last two only on this machine.
   */
  encryption: 'tls' | 'starttls' | 'optional' | 'off'
  credentials: { user: string; password: string } | undefined
}

/**
 * Reads the URL of a mail server: `smtps://` is encrypted from the beginning (port 465), `smtp://`
 * changes to TLS first (port 587), which `?starttls=off` leaves out on this machine.
 *
 * It's read by hand and not by `URL`, which loses what a message needs: a `/` in a password would
 * end the host, and all that's left to say would be "invalid". The server is what follows the last
 * `@`, as in `URL`. Throws an Error that says what to write, and never quotes: the URL holds a
 * password.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = text.trim()
  if (url.length > mostLength) throw new Error(`use at most ${mostLength} characters`)
  if (/[\0-\x1f\x7f]/.test(url)) {
    throw new Error('it contains a line break, a tab or another control character: remove it')
  }
  const [, scheme = '', rest = ''] = /^(smtps?):\/\/(.*)$/i.exec(url) ?? []
  if (scheme === '') throw new Error(`write smtp:// or smtps:// at its start, as in ${example}`)
  const at = rest.lastIndexOf('@')
  const credentials = at === -1 ? undefined : readCredentials(rest.slice(0, at))
  const isImplicit = scheme.toLowerCase() === 'smtps'
  return { ...readServer(rest.slice(at + 1), { isImplicit, hasAt: at !== -1 }), credentials }
}

const mostLength = 2_000
const example = 'smtp://user:password@mail.example:587'

// These end a URL's host, so they can't be in a password as they are; the others can.
const reserved = new Map([['/', '%2F'], ['?', '%3F'], ['#', '%23']])

function readCredentials(text: string): SmtpServer['credentials'] {
  const problems = [...reserved].filter(([character]) => text.includes(character))
  if (/%(?![0-9a-f]{2})/i.test(text)) problems.push(['%', '%25'])
  if (problems.length > 0) {
    const list = problems.map(([character, code]) => `${character} as ${code}`).join(', ')
    throw new Error(`in the user and the password, write ${list}`)
  }
  const colon = text.indexOf(':')
  const user = decode(colon === -1 ? text : text.slice(0, colon))
  const password = decode(colon === -1 ? '' : text.slice(colon + 1))
  if (user === '' && password === '') return undefined
  if (user === '' || password === '') {
    throw new Error(`write both the user and the password, or neither, as in ${example}`)
  }
  // PLAIN separates them by NUL (RFC 4616, section 2).
  if (/\0/.test(user + password)) throw new Error('the user or the password contains a NUL')
  return { user, password }
}

type Written = { isImplicit: boolean; hasAt: boolean }

function readServer(text: string, { isImplicit, hasAt }: Written): Omit<SmtpServer, 'credentials'> {
  const match = /^(\[[^\]/?#]*\]|[^:/?#[\]]*)(?::([^/?#]*))?(\/?)(\?[^#]*)?(.*)$/.exec(text)
  const [, name = '', portText = '', , query = '', more = ''] = match ?? []
  const port = portText === '' ? (isImplicit ? 465 : 587) : Number(portText)
  if (!/^\d{0,5}$/.test(portText) || port < 1 || port > 65_535) {
    throw new Error(hasAt || /^\d+$/.test(portText) ? badPort : unclear)
  }
  if (more !== '') throw new Error(hasAt ? 'nothing but a port can follow the server' : unclear)
  const host = readHost(name)
  if (host === undefined) {
    throw new Error(name === '' ? `the server is missing: write it like ${example}` : badHost)
  }
  checkPort(port, isImplicit)
  return { host, port, encryption: readEncryption(name, query, isImplicit) }
}

const badPort = 'the port must be a number from 1 to 65535'
// Without an @, this may as well be a password that is followed by nothing.
const unclear = `there is no @ before the server: write it like ${example}`
const badHost = `the name of the server isn't valid: write it like ${example}`

function readHost(name: string): string | undefined {
  const bare = name.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (isIP(bare) > 0) return name.startsWith('[') === (isIP(bare) === 6) ? bare : undefined
  return parseMailHost(decode(name))
}

// The two ports are mistaken for each other often, and then both sides wait for the other one.
function checkPort(port: number, isImplicit: boolean): void {
  if (isImplicit && port === 587) {
    throw new Error('port 587 begins without TLS: write smtp://, or port 465 for smtps://')
  }
  if (!isImplicit && port === 465) {
    throw new Error('port 465 is encrypted from the first byte: write smtps://')
  }
}

function readEncryption(
  name: string, query: string, isImplicit: boolean,
): SmtpServer['encryption'] {
  if (isImplicit && query === '') return 'tls'
  const lower = name.toLowerCase()
  // Names below localhost should mean this machine as well, but not every resolver knows that.
  const isHere = isLoopbackName(lower) && !lower.endsWith('.localhost')
  if (query === '') return isHere ? 'optional' : 'starttls'
  if (query !== '?starttls=off' || isImplicit) {
    throw new Error('the only option is ?starttls=off, and only after smtp://')
  }
  if (!isHere) {
    throw new Error('starttls=off is for this machine only: others could read the emails')
  }
  return 'off'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('write % as %25, unless it stands for a byte of UTF-8')
  }
}
