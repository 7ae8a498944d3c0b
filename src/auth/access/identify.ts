// Finds out who sent a request, from what it has: a session cookie, an access token, an API key,
// or a name and a password. A wrong Authorization header is an error, and isn't treated like none,
// so that a program notices. Lesson: roles-and-ownership (core)

import type { Context, IncomingRequest } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { readCookie } from '../sessions/cookies.ts'
import type { Sessions } from '../sessions/session.ts'
import type { AccessTokens } from '../tokens/accessToken.ts'
import { apiKeyPrefix, type ApiKeys } from '../tokens/apiKey.ts'
import { identifyByBasic, type BasicOptions } from './basic.ts'
import { allScopes, type Identity } from './identity.ts'
import { ownerPrefix } from './owners.ts'

type IdentifyOptions = BasicOptions & {
  sessions: Sessions
  accessTokens: AccessTokens
  apiKeys: ApiKeys
}

/** Gives the identity of a request; undefined for a stranger. Looks it up once per request. */
export type Identify = (context: Context) => Promise<Identity | undefined>

const nobody: Promise<undefined> = Promise.resolve(undefined)

/** Makes the function that identifies requests. It throws an HttpError 401 for what is refused. */
export function createIdentify(options: IdentifyOptions): Identify {
  const known = new WeakMap<IncomingRequest, Promise<Identity | undefined>>()
  return (context) => {
    const { authorization, cookie } = context.request.headers
    if (authorization === undefined && cookie === undefined) return nobody
    const identity = known.get(context.request) ?? identifyAnew(options, context)
    known.set(context.request, identity)
    return identity
  }
}

async function identifyAnew(
  options: IdentifyOptions, context: Context,
): Promise<Identity | undefined> {
  const authorization = context.header('authorization')
  if (authorization === undefined) return identifyBySession(options, context)
  const [, scheme = '', credentials = ''] = /^([\w-]+) +(\S.*|)$/.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'basic') return identifyByBasic(options, context, authorization)
  if (scheme.toLowerCase() !== 'bearer') throw unknownScheme()
  // The edit keys of links have nothing to do with accounts.
  if (credentials.startsWith(ownerPrefix)) return undefined
  return identifyByBearer(options, credentials.trim())
}

async function identifyBySession(
  { sessions, publicOrigin }: IdentifyOptions, context: Context,
): Promise<Identity | undefined> {
  const token = readCookie('session', context, publicOrigin)
  const found = token === undefined ? undefined : await sessions.find(token)
  const scopes = new Set(allScopes)
  return found && { ...found, by: 'session', scopes, family: undefined, key: undefined }
}

async function identifyByBearer(
  { apiKeys, accessTokens }: IdentifyOptions, text: string,
): Promise<Identity> {
  if (text.startsWith(apiKeyPrefix)) {
    const key = await apiKeys.find(text)
    if (key === undefined) throw invalidToken()
    return { ...key, by: 'api-key', session: undefined, family: undefined }
  }
  const found = await accessTokens.find(text)
  if (found === undefined) throw invalidToken()
  return { ...found, by: 'access-token', session: undefined, key: undefined }
}

function invalidToken(): HttpError {
  const message = 'The token or key in the Authorization header is unknown, ended or too old'
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  return new HttpError(401, 'invalid-token', message, { headers })
}

function unknownScheme(): HttpError {
  const message = 'The Authorization header must be Bearer with a token or key, or Basic'
  const headers = { 'www-authenticate': 'Bearer' }
  return new HttpError(401, 'unknown-scheme', message, { headers })
}
