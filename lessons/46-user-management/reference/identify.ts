// Who is asking: a browser with a session, or a program with a token, a key or a password. It's
// found out once for each request, and passed on as plain data.

import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import type { AccessTokens } from './accessTokens.ts'
import { apiKeyPrefix, type ApiKeys } from './apiKeys.ts'
import { parseBasic } from './basic.ts'
import { readSessionCookie } from './cookies.ts'
import { authenticate, type AccountParts } from './credentials.ts'
import type { Sessions } from './sessions.ts'
import { allScopes, type Scope } from './scopes.ts'
import { unauthorized } from './unauthorized.ts'
import type { User } from './users.ts'

export type Identity = {
  user: User
  /** What the credentials may be used for. */
  scopes: ReadonlySet<Scope>
  by: 'session' | 'basic' | 'key' | 'token'
  /** The id of the session, only for `session`. */
  session?: number
}

export type IdentityParts = AccountParts & {
  sessions: Sessions
  keys: ApiKeys
  accessTokens: AccessTokens
  publicOrigin: string
  isPublic: boolean
}

/**
 * Finds out who sends a request; undefined for a stranger. Throws an HttpError 401 for credentials
 * that aren't good: a program must learn that its key has stopped working.
 */
export async function identify(
  parts: IdentityParts, context: Context,
): Promise<Identity | undefined> {
  const header = context.header('authorization')
  if (header === undefined) return identifyBySession(parts, context)
  if (parts.isPublic && !parts.publicOrigin.startsWith('https:')) {
    throw new HttpError(403, 'Everybody on the way can read this: send it over https only')
  }
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? []
  if (token !== undefined) return identifyByToken(parts, token)
  return identifyByBasic(parts, context, header)
}

/** Lets a request pass whose credentials have this scope. Throws an HttpError 401 or 403. */
export async function requireScope(
  parts: IdentityParts, context: Context, scope: Scope,
): Promise<Identity> {
  const identity = await identify(parts, context)
  if (identity === undefined) throw unauthorized('Sign in first, or send a token or a key')
  checkScope(identity, scope)
  return identity
}

/** Lets administrators pass; a key or a token needs the scope as well. */
export async function requireAdmin(parts: IdentityParts, context: Context): Promise<Identity> {
  const identity = await requireScope(parts, context, 'admin')
  checkAdmin(identity)
  return identity
}

/** Throws an HttpError 403 when this isn't an administrator. */
export function checkAdmin(identity: Identity): void {
  checkScope(identity, 'admin')
  if (identity.user.role === 'admin') return
  throw new HttpError(403, 'Only an administrator may do this')
}

/** Throws an HttpError 403 when a key or a token may not be used for this. */
export function checkScope({ scopes }: Identity, scope: Scope): void {
  if (scopes.has(scope)) return
  throw new HttpError(403, `This needs the scope ${scope}`, {
    'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"`,
  })
}

function identifyBySession(
  { sessions, publicOrigin }: IdentityParts, context: Context,
): Identity | undefined {
  const session = sessions.find(readSessionCookie(context, publicOrigin) ?? '')
  if (session === undefined) return undefined
  return { user: session.user, scopes: allScopes, by: 'session', session: session.id }
}

async function identifyByBasic(
  parts: IdentityParts, context: Context, header: string,
): Promise<Identity> {
  const credentials = parseBasic(header)
  if (credentials === undefined) throw unauthorized("These credentials can't be read")
  const user = await authenticate(parts, context, credentials)
  if (user.hasSecondFactor) throw unauthorized('This account has a second factor: use a key')
  return { user, scopes: allScopes, by: 'basic' }
}

function identifyByToken({ keys, accessTokens }: IdentityParts, token: string): Identity {
  const by = token.startsWith(apiKeyPrefix) ? 'key' : 'token'
  const found = by === 'key' ? keys.find(token) : accessTokens.find(token)
  if (found === undefined) throw unauthorized(`This ${by} is unknown, or no longer valid`)
  return { ...found, by }
}
