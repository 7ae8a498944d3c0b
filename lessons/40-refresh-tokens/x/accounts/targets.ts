// Where a link may lead: to the web, and not back to us. The URL parser reads the target as a
// browser will, so that every spelling of an address is judged by what it means.

import { domainToUnicode } from 'node:url'
import { HttpError } from './framework/errors.ts'

const longest = 2_048

/** Checks a target and gives the text that is stored and sent. Throws an HttpError 422. */
export function checkTarget(value: unknown, publicOrigin: string): string {
  if (typeof value !== 'string') throw refuse('must be a text')
  if (value.length > longest) throw refuse(`can have ${longest} characters`)
  // The parser drops line breaks and tabs, and then shows another URL than the one that was pasted.
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw refuse("can't have line breaks or tabs in it")
  const url = URL.parse(value)
  if (url === null) throw refuse('must be a whole URL, such as https://example.com/page')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(`must start with http:// or https://, and not with ${url.protocol}`)
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse("can't contain a user name or password: everybody could read them")
  }
  if (url.href.length > longest) throw refuse(`can have ${longest} characters`)
  if (isOwn(url, new URL(publicOrigin))) throw refuse("can't be on this site or this machine")
  return url.href
}

/**
 * Names the host for people: in Unicode, with what is really looked up beside it if that differs.
 * `аpple.com` with a Cyrillic letter looks like the other one, and is `xn--pple-43d.com`.
 */
export function describeHost(target: string): string {
  const { hostname, host } = new URL(target)
  const unicode = domainToUnicode(hostname)
  return unicode === '' || unicode === hostname ? host : `${unicode} (${host})`
}

function isOwn({ hostname }: URL, own: URL): boolean {
  const name = withoutDot(hostname)
  return name === withoutDot(own.hostname) || isLoopback(name)
}

/** Says whether a host name, as URL writes it, means the machine that reads it. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost')
    || /^(?:127|0)\.\d+\.\d+\.\d+$/.test(name)
    // ::ffff:127.0.0.1 is written as [::ffff:7f00:1].
    || /^\[::1?\]$|^\[::ffff:(?:7f[\da-f]{2}|0):/.test(name)
}

function withoutDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

function refuse(reason: string): HttpError {
  return new HttpError(422, `The target ${reason}`)
}
