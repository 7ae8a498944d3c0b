// Who may change a link: an account, or a client that has its owner's token. A browser keeps the
// token in a cookie; a program gets it once, as an edit key, and sends it in the Authorization
// header. The database has only its SHA-256: a stolen copy is of no use. What every response to an
// owner contains is here too, for the pages and the API. Lesson: the-page (tour)

import { checkScope } from '../../auth/access/guard.ts'
import type { Account } from '../../auth/access/identity.ts'
import { findOwnerId } from '../../auth/access/owners.ts'
import { cookieAttributes, cookieName } from '../../auth/sessions/cookies.ts'
import { makeFormToken } from '../../auth/sessions/csrf.ts'
import { hashToken, isToken } from '../../auth/tokens/token.ts'
import type { Random } from '../../basics/random.ts'
import type { Context } from '../../http/context.ts'
import { formatCookie, parseCookies } from '../../http/cookies.ts'
import { HttpError } from '../../http/errors.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { checkFormToken } from '../site/form.ts'
import { clientOf, isOwnPage } from '../site/input.ts'
import type { Dependencies } from './dependencies.ts'
import type { Link } from './links.ts'

export type Owner = {
  /** What the tokens of forms are made from; empty for a program with an account. */
  token: string
  hash: Uint8Array
  /** `none` was made for this request, because it came without a token. */
  from: 'account' | 'cookie' | 'header' | 'none'
  /** Only for `account`. */
  account?: Account
}

/** The party that makes a request: the owner of its links, and the client that limits count. */
export type Requester = { owner: Owner; client: string }

const tokenPrefix = 'gwe_'
// Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5).
const cookieAgeSeconds = 400 * 24 * 60 * 60

/**
 * Finds the owner that makes a request, undefined when the request names none.
 *
 * Throws an HttpError 401 for an edit key that can't be one, and 403 for an account's key without
 * the scope.
 */
export async function readOwner(
  context: Context,
  { identify, publicOrigin }: Pick<Dependencies, 'identify' | 'publicOrigin'>,
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

/** Finds the party that makes a request. A client without a token gets a new one. */
export async function readRequester(
  context: Context, dependencies: Dependencies,
): Promise<Requester> {
  return {
    owner: await readOwner(context, dependencies) ?? makeOwner(dependencies.random),
    client: clientOf(context, dependencies.trustedHops),
  }
}

/** Throws an HttpError 401 for an edit key that this server doesn't know. */
export async function requireKnown(
  { database }: Pick<Dependencies, 'database'>, { from, hash }: Owner,
): Promise<void> {
  if (from !== 'header') return
  if (await findOwnerId(database, hash) === undefined) throw unknownEditKey()
}

/** Reads the owner of the links that a browser made without an account. */
export function readCookieOwner(context: Context, publicOrigin: string): Owner | undefined {
  const token = parseCookies(context.header('cookie')).get(cookieName('links', publicOrigin))
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

/** Makes the token for an owner's forms, undefined where they need none. */
export function formTokenOf(owner: Owner | undefined): string | undefined {
  return owner !== undefined && needsFormToken(owner) ? makeFormToken(owner.token) : undefined
}

/** Throws a Refusal `old-form` when a form doesn't have a token of its own owner. */
export function checkForm(owner: Owner, form: URLSearchParams): void {
  if (needsFormToken(owner)) checkFormToken(owner.token, form)
}

/** Responses to an owner are for them alone: no cache may keep them. */
export const privateHeaders: ReplyHeaders = { 'cache-control': 'private, no-store' }

/** Says whether an owner without an account may have no row in the database yet. */
export function mayBeNew({ from }: Owner): boolean {
  return from === 'cookie' || from === 'none'
}

/** The headers of a response to a browser, which keeps its links for 400 days from now. */
export function browserHeaders(owner: Owner, publicOrigin: string): ReplyHeaders {
  if (!mayBeNew(owner)) return privateHeaders
  const cookie = formatCookie(cookieName('links', publicOrigin), owner.token, {
    ...cookieAttributes(publicOrigin), maxAgeSeconds: cookieAgeSeconds,
  })
  return { ...privateHeaders, 'set-cookie': cookie }
}

/** The same for the API: a browser keeps a new owner's token as a cookie, hidden from scripts. */
export function ownerHeaders(context: Context, owner: Owner, publicOrigin: string): ReplyHeaders {
  return needsEditKey(context, owner) ? privateHeaders : browserHeaders(owner, publicOrigin)
}

/** Shows a program its new token, once. */
export function withEditKey<Value>(context: Context, value: Value, owner: Owner) {
  return needsEditKey(context, owner) ? { ...value, editKey: owner.token } : value
}

/** The headers of a response with a link, for If-Match. */
export function versionHeaders(link: Link): ReplyHeaders {
  // Compression would make the tag weak, and If-Match accepts only strong ones.
  return { 'cache-control': 'private, no-store, no-transform', etag: etagOf(link) }
}

/**
 * Gives a tag of the version, not of the content: a click isn't a change that an edit could undo.
 * So the tag is for If-Match, and never for caching.
 */
export function etagOf({ version }: Link): string {
  return `"${version}"`
}

// Another site's form could send the cookie.
function needsFormToken({ from, token }: Owner): boolean {
  return from === 'cookie' || (from === 'account' && token !== '')
}

function needsEditKey(context: Context, { from }: Owner): boolean {
  return from === 'none' && !isOwnPage(context)
}

function unknownEditKey(): HttpError {
  const message = 'This server does not know the edit key in the Authorization header'
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  return new HttpError(401, 'unknown-edit-key', message, { headers })
}

function isReading({ method }: Context): boolean {
  return method === 'GET' || method === 'HEAD'
}
