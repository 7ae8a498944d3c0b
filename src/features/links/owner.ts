// Who may change a link: an account, or a client that has its owner's token. A browser keeps the
// token in a cookie; a program gets it once, as an edit key, and sends it in the Authorization
// header. The response that makes a token is the only one that has it: the database stores just its
// SHA-256, so a stolen copy is of no use. Lesson: the-page (tour)

import { checkScope } from '../../auth/access/guard.ts'
import type { Account } from '../../auth/access/identity.ts'
import { findOwnerId, ownerPrefix } from '../../auth/access/owners.ts'
import { ownerCookie, readOwnerCookie } from '../../auth/sessions/cookies.ts'
import { makeFormToken } from '../../auth/sessions/csrf.ts'
import { hashToken, parseToken } from '../../auth/tokens/token.ts'
import type { Random } from '../../basics/random.ts'
import type { Context } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { checkFormToken } from '../site/form.ts'
import { clientOf, isOwnPage } from '../site/input.ts'
import type { Dependencies } from './dependencies.ts'

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
export type LinkRequester = { owner: Owner; client: string }

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
  const bearer = /^Bearer +(\S+)$/i.exec(context.header('authorization') ?? '')?.[1]
  const editKey = parseToken(ownerPrefix, bearer ?? '')
  if (editKey !== undefined) return { token: editKey.text, hash: editKey.hash, from: 'header' }
  const identity = await identify(context)
  if (identity !== undefined) {
    checkScope(identity, isReading(context) ? 'links:read' : 'links:write')
    const { account, session } = identity
    return { token: session?.token ?? '', hash: account.ownerHash, from: 'account', account }
  }
  if (bearer !== undefined) throw unknownEditKey()
  const cookie = readOwnerCookie(context, publicOrigin)
  return cookie && { token: cookie.text, hash: cookie.hash, from: 'cookie' }
}

/** Finds the party that makes a request. A client without a token gets a new one. */
export async function readRequester(
  context: Context, dependencies: Dependencies,
): Promise<LinkRequester> {
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

/** Makes an owner for a client that has none yet. */
export function makeOwner(random: Random): Owner {
  const token = ownerPrefix + Buffer.from(random(32)).toString('base64url')
  return { token, hash: hashToken(token), from: 'none' }
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
  return { ...privateHeaders, 'set-cookie': ownerCookie(owner.token, publicOrigin) }
}

/** The same for the API: a browser keeps a new owner's token as a cookie, hidden from scripts. */
export function ownerHeaders(context: Context, owner: Owner, publicOrigin: string): ReplyHeaders {
  return needsEditKey(context, owner) ? privateHeaders : browserHeaders(owner, publicOrigin)
}

/** Shows a program its new token, once. */
export function withEditKey<Value>(context: Context, value: Value, owner: Owner) {
  return needsEditKey(context, owner) ? { ...value, editKey: owner.token } : value
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
