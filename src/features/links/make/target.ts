// Where a link may lead: to the web, and nowhere else. Lesson: safe-targets (core)

import { domainToUnicode } from 'node:url'
import type { Issue } from '../../../basics/check.ts'
import { isLoopbackName, isLocalOrigin } from '../../../basics/config.ts'

export const longestTarget = 2048

const longestHost = 253
// This leaves room for a port, and for hosts that get shorter when they are encoded. The time that
// the URL parser takes for a host in another script grows with the square of its length.
const longestWrittenHost = 300

/**
 * Checks a target and returns it as it will be stored and sent: `href` is ASCII, so that it fits in
 * a Location header.
 *
 * Our own URLs are refused in every spelling, because links to links could form a circle. Two URLs
 * pasted as one are refused too: the URL parser drops line breaks and tabs, and would make one
 * wrong URL of them.
 */
export function checkTarget(text: string, publicOrigin: string): string | Issue {
  const trimmed = withoutInvisible(text)
  if (trimmed === '') return issue('Paste the URL that the short link should lead to')
  if (trimmed.length > longestTarget) return issue(`Use at most ${longestTarget} characters`)
  const host = writtenHost(trimmed)
  if (host.length > longestWrittenHost) return issue(noSuchHost(host))
  const url = URL.parse(trimmed)
  if (url === null) return issue(unreadable(trimmed))
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return issue(`Only http and https URLs can be shortened, not "${url.protocol}"`)
  }
  if (/[^\P{Cc}\s]/u.test(trimmed)) return issue(unseen)
  if (looksLikeTwo(trimmed)) return issue(/\s/.test(trimmed) ? spaced : two)
  if (url.username !== '' || url.password !== '') {
    return issue('Remove the user name and password from the URL: everybody could read them')
  }
  if (url.href.length > longestTarget) return issue(tooLongEncoded(url.href.length))
  if (!canBeHost(url.hostname)) return issue(noSuchHost(url.hostname))
  if (isUnreachable(url, publicOrigin)) return issue(onThisMachine)
  if (isOwn(url, publicOrigin)) return issue('This URL is on this site: use one on another site')
  return url.href
}

/**
 * Adds `https://` to a URL that a person typed without it: `example.com/a` but not
 * `javascript:alert(1)` or `mailto:ann@example.com`. Removes the quotes or the `<…>` that emails
 * and documents often put around a URL (RFC 3986, appendix C).
 */
export function completeTarget(text: string): string {
  const trimmed = unwrap(withoutInvisible(text))
  // `checkTarget` refuses it anyway.
  if (trimmed.length > longestTarget) return trimmed
  return beginsWithHost(trimmed) ? `https://${trimmed}` : trimmed
}

/**
 * Names the host of a target for people: in Unicode, and in punycode beside it when they differ,
 * because `аpple.com` with a Cyrillic letter looks just like the other one.
 */
export function describeHost(target: string): string {
  const { hostname, host } = new URL(target)
  const unicode = domainToUnicode(hostname)
  return unicode === '' || unicode === hostname ? host : `${unicode} (${hostname})`
}

/**
 * Writes a target as people read it: the host in Unicode, and letters of other scripts in place of
 * their percent-encoding. Everything else stays encoded, so that nothing in it can mislead.
 */
export function readableTarget(target: string): string {
  const { protocol, hostname, port } = new URL(target)
  const host = domainToUnicode(hostname) || hostname
  return `${protocol}//${host}${port && `:${port}`}${readablePath(target)}`
}

/** Writes what follows the host in the same way. */
export function readablePath(target: string): string {
  const { pathname, search, hash } = new URL(target)
  return decodeEscapes(`${pathname}${search}${hash}`, (text) => /^[\p{L}\p{M}\p{N}]+$/u.test(text))
}

/** Decodes percent-encoding where it is UTF-8 and, decoded, is wanted. */
export function decodeEscapes(text: string, isWanted = (_decoded: string) => true): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      const decoded = decodeURIComponent(escapes)
      return isWanted(decoded) ? decoded : escapes
    } catch {
      return escapes
    }
  })
}

/**
 * Removes invisible characters from both ends of a text: one that was copied from a chat, a
 * document or a certificate often has a zero-width space or a direction mark there.
 */
export function withoutInvisible(text: string): string {
  const trimmed = text.trim()
  if (trimmed.length > longestTarget + 100) return trimmed
  let start = 0
  let end = trimmed.length
  while (start < end && isInvisible(trimmed.charAt(start))) start += 1
  while (end > start && isInvisible(trimmed.charAt(end - 1))) end -= 1
  return trimmed.slice(start, end)
}

const wrappers = new Set(['<>', '()', '""', "''", '“”', '„“', '‘’', '«»', '»«'])

function unwrap(text: string): string {
  const ends = text.charAt(0) + text.charAt(text.length - 1)
  return text.length > 2 && wrappers.has(ends) ? withoutInvisible(text.slice(1, -1)) : text
}

// A variation selector, which can make a heart red, belongs to the path. So do format characters
// that can be seen, such as the Arabic sign of a year.
function isInvisible(character: string): boolean {
  return /^(?:\s|[\p{Cf}&&\p{Default_Ignorable_Code_Point}])$/v.test(character)
}

// What the URL parser takes for the host and its port. It drops line breaks and tabs everywhere,
// and other control characters at the start.
function writtenHost(text: string): string {
  const plain = text.replaceAll(/[\0-\x1f]/g, '')
  const authority = /^(?:https?|ftp|wss?|file):[/\\]*([^/\\?#]*)/i.exec(plain)?.[1] ?? ''
  return authority.slice(authority.lastIndexOf('@') + 1)
}

// The URL parser accepts `https://"example.com"/`, `https://example.com,/` and `https://*.example`,
// but host names have other characters (RFC 1035, section 2.3.1; some also have a `_`), and at most
// 253 of them (section 2.3.4).
function canBeHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return true
  const name = withoutDot(hostname)
  return name.length <= longestHost &&
    name.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label))
}

function noSuchHost(hostname: string): string {
  // Whole characters, so that the cut doesn't leave half of a surrogate pair.
  const characters = [...hostname]
  const shown = characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : hostname
  return `"${shown}" isn't a valid host name. Check its spelling, and what is before and after it`
}

// A name with a dot inside it, and perhaps a port. Taken apart step by step: one expression for all
// of it would have to try each dot, and from each dot every length.
function beginsWithHost(url: string): boolean {
  const [authority = ''] = url.split(/[/?#]/, 1)
  const [host = '', port = '0', ...others] = authority.split(':')
  if (others.length > 0 || !/^\d+$/.test(port) || /[\s@]/.test(host)) return false
  const dot = host.indexOf('.', 1)
  return dot !== -1 && dot < host.length - 1
}

function tooLongEncoded(length: number): string {
  return `Use at most ${longestTarget} characters: encoded, this URL has ${length}, because ` +
    'letters such as "ü" become six or more'
}

const unseen = 'This URL has an invisible character in it: type it again'
const spaced = 'This URL has a space or a line break in it: paste a single URL'
const two = 'This looks like two URLs: paste a single URL'

function unreadable(text: string): string {
  if (/\s/.test(text)) return spaced
  return "This isn't a complete URL. It should look like https://example.com/page"
}

// `https://a.example https://b.example`, with a line break, a comma or nothing in between. A scheme
// after a slash or in a query is part of the URL: `https://archive.example/https://a.example`,
// unless the whole text is there twice.
function looksLikeTwo(text: string): boolean {
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return true
  if (/\s(?:https?:|\/\/|www\.)/i.test(text)) return true
  if (/\s[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}\//i.test(text)) return true
  const authority = /^https?:[/\\]*([^/\\?#]*)/i.exec(text)?.[1] ?? ''
  if (/https?:$|^https?$/i.test(authority)) return true
  const half = text.slice(0, text.length / 2)
  if (text === half + half) return true
  const [beforeQuery = ''] = text.split(/[?#]/, 1)
  return /[\p{L}\p{N},;|+]https?:\/\//iu.test(beforeQuery)
}

const onThisMachine = "This URL leads to each visitor's own machine: use one on the web"

// For visitors of a public server, `localhost` is their own machine.
function isUnreachable(url: URL, publicOrigin: string): boolean {
  return isLoopbackName(url.hostname) && !isLocalOrigin(publicOrigin)
}

function isOwn(url: URL, publicOrigin: string): boolean {
  const own = new URL(publicOrigin)
  // On your own machine, other ports are other programs.
  if (isLoopbackName(url.hostname)) return url.port === own.port
  return plainHost(url.hostname) === plainHost(own.hostname)
}

// `[::ffff:a00:7]` is the IPv4 address 10.0.0.7 (RFC 4291, section 2.5.5.2).
function plainHost(hostname: string): string {
  const [, high, low] = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(hostname) ?? []
  if (high === undefined || low === undefined) return withoutDot(hostname)
  return [high, low].map((group) => Number.parseInt(group, 16))
    .flatMap((number) => [number >> 8, number & 255]).join('.')
}

function withoutDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

function issue(message: string): Issue {
  return { field: 'target', message }
}
