// Who may change a link: whoever bears its owner's token. A browser keeps it in a cookie; a program
// gets it once, as an edit key, and sends it in the Authorization header. The database has only its
// SHA-256, so a stolen copy opens nothing. Lesson 24 (create-and-redirect).

import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../basics/random.ts'
import type { Context } from '../../http/context.ts'
import { formatCookie, parseCookies } from '../../http/cookies.ts'
import { HttpError } from '../../http/errors.ts'

export type Owner = {
  token: string
  hash: Uint8Array
  /** `none` was made for this request, because it came without a token. */
  from: 'cookie' | 'header' | 'none'
}

const tokenPrefix = 'gwe_'
const tokenPattern = /^gwe_[A-Za-z0-9_-]{43}$/
// Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5).
const cookieAgeSeconds = 400 * 24 * 60 * 60

/**
 * Reads the owner that a request speaks for, undefined when it names none.
 *
 * Throws an HttpError 401 when it brings an edit key that cannot be one.
 */
export function readOwner(context: Context, publicOrigin: string): Owner | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(context.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    if (!tokenPattern.test(bearer)) throw unknownEditKey()
    return ownerOf(bearer, 'header')
  }
  const cookie = parseCookies(context.header('cookie')).get(cookieName(publicOrigin))
  return cookie !== undefined && tokenPattern.test(cookie) ? ownerOf(cookie, 'cookie') : undefined
}

/** Makes an owner for somebody who has none yet. */
export function makeOwner(random: Random): Owner {
  return ownerOf(tokenPrefix + Buffer.from(random(32)).toString('base64url'), 'none')
}

/** Writes the Set-Cookie line that lets a browser keep its links for 400 days from now. */
export function ownerCookie(owner: Owner, publicOrigin: string): string {
  const secure = publicOrigin.startsWith('https:')
  return formatCookie(cookieName(publicOrigin), owner.token, {
    path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAgeSeconds: cookieAgeSeconds,
  })
}

/**
 * Makes the token that forms carry: another site can make a browser send the cookie, not this. It
 * is another one each time, so that the length of a compressed page tells nothing of it (BREACH).
 */
export function formToken(owner: Owner): string {
  const salt = randomBytes(12).toString('base64url')
  return `${salt}.${signForm(owner, salt)}`
}

/** Says whether a form carries a token of its own owner. */
export function isFormToken(owner: Owner, given: string | null): boolean {
  const [salt = '', mac = ''] = given?.split('.') ?? []
  const expected = Buffer.from(signForm(owner, salt))
  const actual = Buffer.from(mac)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** Throws an HttpError 403 when a form does not carry a token of its own owner. */
export function checkFormToken(owner: Owner, given: string | null): void {
  if (!isFormToken(owner, given)) throw new HttpError(403, 'form-token', oldForm)
}

export const oldForm = 'This form is from another session: look at it again, then send it once more'

function signForm(owner: Owner, salt: string): string {
  return createHmac('sha256', owner.token).update(`form ${salt}`).digest('base64url')
}

export function unknownEditKey(): HttpError {
  const message = 'The edit key in the Authorization header is not one of this server'
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  return new HttpError(401, 'unknown-edit-key', message, { headers })
}

// The prefix makes browsers refuse the cookie unless it is Secure, for this host and this path
// only.
function cookieName(publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? '__Host-links' : 'links'
}

function ownerOf(token: string, from: Owner['from']): Owner {
  return { token, hash: hash('sha256', token, 'buffer'), from }
}
