// Who may change a link: an account, or a client that has its owner's token. A browser keeps the
// token in a cookie; a program gets it once, as an edit key, and sends it in the Authorization
// header. The database has only its SHA-256: a stolen copy is of no use.
// Lesson: create-and-redirect (core)

import { makeFormToken, matchesFormToken } from '../../auth/sessions/csrf.ts'
import { checkScope } from '../../auth/access/guard.ts'
import type { Identify } from '../../auth/access/identify.ts'
import type { Account } from '../../auth/access/identity.ts'
import { hashToken, isToken } from '../../auth/tokens/token.ts'
import type { Random } from '../../basics/random.ts'
import type { Context } from '../../http/context.ts'
import { formatCookie, parseCookies } from '../../http/cookies.ts'
import { HttpError } from '../../http/errors.ts'

export type Owner = {
  /** What the tokens of forms are made from; empty for a program with an account. */
  token: string
  hash: Uint8Array
  /** `none` was made for this request, because it came without a token. */
  from: 'account' | 'cookie' | 'header' | 'none'
  /** Only for `account`. */
  account?: Account
}

const tokenPrefix = 'gwe_'
// Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5).
const cookieAgeSeconds = 400 * 24 * 60 * 60

/**
 * Finds the owner that makes a request, undefined when the request names none.
 *
 * Throws an HttpError 401 for an edit key that can't be one, and 403 for an account's key without
 * the right.
 */
export async function readOwner(
  context: Context,
  { identify, publicOrigin }: { identify: Identify; publicOrigin: string },
): Promise<Owner | undefined> {
  const identity = await identify(context)
  if (identity !== undefined) {
    checkScope(identity, isReading(context) ? 'links:read' : 'links:write')
    const { account, session } = identity
    return { token: session?.token ?? '', hash: account.ownerHash, from: 'account', account }
  }
  const bearer = /^Bearer +(\S+)$/i.exec(context.header('authorization') ?? '')?.[1]
  if (bearer === undefined) return readCookieOwner(context, publicOrigin)
  if (!isToken(tokenPrefix, bearer)) throw unknownEditKey()
  return { token: bearer, hash: hashToken(bearer), from: 'header' }
}

/** Reads the owner of the links that a browser made without an account. */
export function readCookieOwner(context: Context, publicOrigin: string): Owner | undefined {
  const token = parseCookies(context.header('cookie')).get(cookieName(publicOrigin))
  if (token === undefined || !isToken(tokenPrefix, token)) return undefined
  return { token, hash: hashToken(token), from: 'cookie' }
}

/** Makes an owner for a client that has none yet. */
export function makeOwner(random: Random): Owner {
  const token = tokenPrefix + Buffer.from(random(32)).toString('base64url')
  return { token, hash: hashToken(token), from: 'none' }
}

/** Returns the hash of an edit key, undefined for what can't be one. */
export function hashEditKey(text: string): Uint8Array | undefined {
  return isToken(tokenPrefix, text) ? hashToken(text) : undefined
}

/** Writes the Set-Cookie line that lets a browser keep its links for 400 days from now. */
export function ownerCookie(owner: Owner, publicOrigin: string): string {
  const secure = publicOrigin.startsWith('https:')
  return formatCookie(cookieName(publicOrigin), owner.token, {
    path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAgeSeconds: cookieAgeSeconds,
  })
}

/** Says whether this owner's forms need a token: another site's form could send the cookie. */
export function needsFormToken({ from, token }: Owner): boolean {
  return from === 'cookie' || (from === 'account' && token !== '')
}

/** Makes the token for an owner's forms, undefined where they need none. */
export function formTokenOf(owner: Owner | undefined): string | undefined {
  return owner !== undefined && needsFormToken(owner) ? makeFormToken(owner.token) : undefined
}

/** Says whether a form has a token of its own owner, where it needs one. */
export function isOwnForm(owner: Owner, form: URLSearchParams): boolean {
  return !needsFormToken(owner) || matchesFormToken(owner.token, form.get('formToken'))
}

/** Throws an HttpError 403 when a form doesn't have a token of its own owner. */
export function checkForm(owner: Owner, form: URLSearchParams): void {
  if (!isOwnForm(owner, form)) throw new HttpError(403, 'form-token', oldForm)
}

export const oldForm = 'This form is from another session: look at it again, then send it once more'

export function unknownEditKey(): HttpError {
  const message = 'This server does not know the edit key in the Authorization header'
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  return new HttpError(401, 'unknown-edit-key', message, { headers })
}

function isReading({ method }: Context): boolean {
  return method === 'GET' || method === 'HEAD'
}

// The prefix makes browsers refuse the cookie unless it is Secure, for this host and this path
// only.
function cookieName(publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? '__Host-links' : 'links'
}
