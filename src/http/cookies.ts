// Reads the Cookie header and writes Set-Cookie lines (RFC 6265bis). A cookie that a browser would
// drop without a word is refused here, with its reason. Lesson: cookies (core)

import { HttpError } from './errors.ts'

export type CookieAttributes = {
  /** The path prefix that the browser sends it to; `/` by default. */
  path?: string
  /** Names a domain and all below it; without it the cookie stays with the host that set it. */
  domain?: string
  /** How long the browser keeps it; 0 or less deletes it. Until the browser closes by default. */
  maxAgeSeconds?: number
  expires?: Date
  /** Sends it over TLS only (and to localhost). */
  secure?: boolean
  /** Hides it from scripts; true by default. */
  httpOnly?: boolean
  /** Which requests from other sites carry it; `Lax` by default. */
  sameSite?: 'Strict' | 'Lax' | 'None'
  /** Keeps one cookie for each site that embeds us. */
  partitioned?: boolean
}

const maxHeaderLength = 8 * 1024
// Browsers keep no more than this for one site.
const maxCookies = 180
// Browsers drop a longer name and value (RFC 6265bis, section 5.6).
const maxPairLength = 4096

/**
 * Reads a Cookie header. The first of two cookies with one name counts, values are
 * percent-decoded where that is possible, and what has no name is ignored.
 *
 * Throws an HttpError 431 for more than 8 KiB or more than 180 cookies.
 */
export function parseCookies(header: string | undefined): Map<string, string> {
  // A plain object would know names such as `__proto__` before any cookie came.
  const cookies = new Map<string, string>()
  if (header === undefined) return cookies
  if (header.length > maxHeaderLength) throw tooManyCookies()
  const pairs = header.split(';', maxCookies + 1)
  if (pairs.length > maxCookies) throw tooManyCookies()
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals === -1) continue
    const name = trimBlanks(pair.slice(0, equals))
    if (name === '' || cookies.has(name)) continue
    cookies.set(name, decode(unquote(trimBlanks(pair.slice(equals + 1)))))
  }
  return cookies
}

/**
 * Writes the value of one Set-Cookie line: `formatCookie('theme', 'dark', { secure: true })`.
 *
 * Throws a TypeError that names what is wrong, where a browser would drop the cookie or read
 * something else than was meant.
 */
export function formatCookie(
  name: string,
  value: string,
  attributes: CookieAttributes = {},
): string {
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax' as const, ...attributes }
  const mistake = pairMistake(name, value) ?? valueMistake(cookie) ?? ruleMistake(name, cookie)
  if (mistake !== undefined) {
    throw new TypeError(`Cannot set the cookie ${JSON.stringify(name)}: ${mistake}`)
  }
  return `${name}=${encodeURIComponent(value)}${formatAttributes(cookie)}`
}

/** Writes the Set-Cookie line that deletes a cookie; it needs the path and domain of the cookie. */
export function expireCookie(name: string, attributes: CookieAttributes = {}): string {
  return formatCookie(name, '', { ...attributes, maxAgeSeconds: 0, expires: new Date(0) })
}

function tooManyCookies(): HttpError {
  const limits = `${maxHeaderLength} bytes or ${maxCookies} cookies`
  return new HttpError(431, 'too-many-cookies', `The Cookie header has more than ${limits}`)
}

// Space and tab only: String.trim would also take a non-breaking space, which is data.
function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (isBlank(text[start])) start += 1
  while (isBlank(text[end - 1])) end -= 1
  return text.slice(start, end)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

function unquote(value: string): string {
  return /^".*"$/.test(value) ? value.slice(1, -1) : value
}

function decode(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

type FullAttributes = CookieAttributes & Required<Pick<CookieAttributes, 'path' | 'sameSite'>>

function pairMistake(name: string, value: string): string | undefined {
  if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name)) return 'its name must be a token (RFC 9110, 5.6.2)'
  if (!value.isWellFormed()) return 'its value has half of a surrogate pair'
  if (name.length + encodeURIComponent(value).length > maxPairLength) {
    return `its name and value have more than ${maxPairLength} bytes`
  }
  return undefined
}

function valueMistake(cookie: FullAttributes): string | undefined {
  const { path, domain, maxAgeSeconds, expires } = cookie
  const plain = /^[ -:<-~]+$/
  if (!path.startsWith('/')) return `its path ${JSON.stringify(path)} must start with "/"`
  if (!plain.test(path)) return `its path ${JSON.stringify(path)} must be ASCII without ";"`
  if (domain !== undefined && !plain.test(domain)) {
    return `its domain ${JSON.stringify(domain)} must be ASCII without ";"`
  }
  if (maxAgeSeconds !== undefined && !Number.isSafeInteger(maxAgeSeconds)) {
    return `its maxAgeSeconds ${maxAgeSeconds} must be a whole number`
  }
  if (expires !== undefined && Number.isNaN(expires.getTime())) {
    return "its expires isn't a valid date"
  }
  return undefined
}

function ruleMistake(name: string, cookie: FullAttributes): string | undefined {
  // Browsers compare the prefixes without regard to case.
  const prefix = /^__(?:host|secure)-/i.exec(name)?.[0].toLowerCase()
  if (!cookie.secure) {
    if (prefix !== undefined) return 'its prefix needs Secure'
    if (cookie.sameSite === 'None') return 'SameSite=None needs Secure'
    if (cookie.partitioned) return 'Partitioned needs Secure'
  }
  if (prefix !== '__host-') return undefined
  if (cookie.path !== '/') return 'its prefix needs the path "/"'
  if (cookie.domain !== undefined) return 'its prefix forbids a domain'
  return undefined
}

function formatAttributes(cookie: FullAttributes): string {
  let text = `; Path=${cookie.path}`
  if (cookie.domain !== undefined) text += `; Domain=${cookie.domain}`
  if (cookie.maxAgeSeconds !== undefined) text += `; Max-Age=${cookie.maxAgeSeconds}`
  if (cookie.expires !== undefined) text += `; Expires=${cookie.expires.toUTCString()}`
  if (cookie.secure) text += '; Secure'
  if (cookie.httpOnly) text += '; HttpOnly'
  text += `; SameSite=${cookie.sameSite}`
  if (cookie.partitioned) text += '; Partitioned'
  return text
}
