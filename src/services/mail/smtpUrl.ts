// Which mail server takes our mails: the setting SMTP_URL, such as
// `smtp://user:password@mail.example:587`. Lesson 37 (reset-and-confirm).

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
 * Reads the address of a mail server: `smtps://` is encrypted from the beginning (port 465),
 * `smtp://` changes to TLS first (port 587), which `?starttls=off` leaves out on this machine.
 *
 * Throws an Error that says what is wrong, and never quotes: the address holds a password.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.parse(text)
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol)) throw new Error(example)
  if (!['', '/'].includes(url.pathname) || url.hash !== '') throw new Error(example)
  const host = parseHost(url.hostname)
  if (host === undefined || url.port === '0') throw new Error(example)
  const isImplicit = url.protocol === 'smtps:'
  return {
    host,
    port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
    encryption: isImplicit && url.search === '' ? 'tls' : readEncryption(url),
    credentials: readCredentials(url),
  }
}

const example = 'write it like smtp://user:password@mail.example:587'

function parseHost(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) > 0 ? bare : parseMailHost(decode(hostname))
}

function readEncryption({ protocol, search, hostname }: URL): SmtpServer['encryption'] {
  const name = hostname.toLowerCase()
  // Names below localhost should mean this machine as well, but not every resolver knows that.
  const isHere = isLoopbackName(name) && !name.endsWith('.localhost')
  if (search === '') return isHere ? 'optional' : 'starttls'
  if (search !== '?starttls=off' || protocol !== 'smtp:') {
    throw new Error('the only option is ?starttls=off, and only after smtp://')
  }
  if (!isHere) throw new Error('starttls=off is for this machine only: others could read the mails')
  return 'off'
}

function readCredentials({ username, password }: URL): SmtpServer['credentials'] {
  if (username === '' && password === '') return undefined
  const credentials = { user: decode(username), password: decode(password) }
  if (credentials.user === '' || credentials.password === '') {
    throw new Error('write the user and the password, or none of both')
  }
  // PLAIN separates them by NUL (RFC 4616, section 2).
  if (/\0/.test(credentials.user + credentials.password)) throw new Error('it has a NUL')
  return credentials
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('write a percent sign as %25')
  }
}
