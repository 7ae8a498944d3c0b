// Finds out who sent a request, by whatever it brings: a session cookie, an access token, an API
// key, or a name and a password. A wrong Authorization is an error and never a stranger, so that a
// program notices. Lesson: roles-and-ownership (core)

import { isLocalOrigin } from '../../basics/config.ts'
import type { Context, IncomingRequest } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { clientAddress, clientScheme, limitKey } from '../../http/peer.ts'
import type { AccessTokens } from '../tokens/accessToken.ts'
import { allScopes, readAccount, type Identity } from './identity.ts'
import { apiKeyPrefix, type ApiKeys } from '../tokens/apiKey.ts'
import { parseBasic } from './basic.ts'
import type { Credentials } from '../passwords/credentials.ts'
import { PasswordsBusyError } from '../passwords/password.ts'
import type { Sessions } from '../sessions/session.ts'
import { SignInError, wrongCredentials } from '../passwords/admission.ts'
import { readSessionCookie } from '../sessions/sessionCookie.ts'
import type { Database } from '../../database/database.ts'
import { limitHeaders } from '../../services/limits.ts'

export type IdentifyOptions = {
  database: Database
  sessions: Sessions
  accessTokens: AccessTokens
  apiKeys: ApiKeys
  credentials: Credentials
  publicOrigin: string
  trustedHops: number
}

/** Gives the identity of a request, undefined for a stranger. Asked twice, it looks once. */
export type Identify = (context: Context) => Promise<Identity | undefined>

// The edit keys of links have nothing to do with accounts.
const editKeyPrefix = 'gwe_'

/** Makes the function that identifies requests. It throws an HttpError 401 for what is refused. */
export function createIdentify(options: IdentifyOptions): Identify {
  const known = new WeakMap<IncomingRequest, Promise<Identity | undefined>>()
  return (context) => {
    if (!bringsCredentials(context)) return nobody
    let identity = known.get(context.request)
    if (identity === undefined) {
      identity = identifyAnew(options, context)
      known.set(context.request, identity)
    }
    return identity
  }
}

const nobody: Promise<undefined> = Promise.resolve(undefined)

function bringsCredentials({ request: { headers } }: Context): boolean {
  return headers.authorization !== undefined || headers.cookie !== undefined
}

async function identifyAnew(
  options: IdentifyOptions, context: Context,
): Promise<Identity | undefined> {
  const authorization = context.header('authorization')
  if (authorization === undefined) return bySession(options, context)
  const [, scheme = '', credentials = ''] = /^([\w-]+) +(\S.*|)$/.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'basic') return byPassword(options, context, authorization)
  if (scheme.toLowerCase() !== 'bearer') throw unknownScheme()
  if (credentials.startsWith(editKeyPrefix)) return undefined
  return byBearer(options, credentials.trim())
}

async function bySession(
  { sessions, publicOrigin }: IdentifyOptions, context: Context,
): Promise<Identity | undefined> {
  const token = readSessionCookie(context, publicOrigin)
  const found = token === undefined ? undefined : await sessions.find(token)
  return found && { ...found, by: 'session', scopes: new Set(allScopes), family: undefined }
}

async function byBearer(
  { apiKeys, accessTokens }: IdentifyOptions, text: string,
): Promise<Identity> {
  if (text.startsWith(apiKeyPrefix)) {
    const key = await apiKeys.find(text)
    if (key === undefined) throw invalidToken()
    return { ...key, by: 'api-key', session: undefined, family: undefined }
  }
  const found = await accessTokens.find(text)
  if (found === undefined) throw invalidToken()
  return { ...found, by: 'access-token', session: undefined }
}

async function byPassword(
  { credentials, database, publicOrigin, trustedHops }: IdentifyOptions,
  context: Context,
  authorization: string,
): Promise<Identity> {
  const problem = wayProblem(context, { publicOrigin, trustedHops })
  if (problem !== undefined) throw new HttpError(403, 'needs-tls', problem)
  const pair = parseBasic(authorization)
  if (pair === undefined) throw wrongPassword('The Basic credentials cannot be read (RFC 7617)')
  const attempt = {
    email: pair.name,
    password: pair.password,
    client: limitKey(clientAddress(context.request, trustedHops)),
    cause: { requestId: context.id, actor: null },
  }
  const { user, needsSecondFactor } = await credentials.checkBasic(attempt).catch(refuseBasic)
  if (needsSecondFactor) throw wrongPassword('This account has a second factor: use an API key')
  const account = await readAccount(database, user)
  if (account === undefined) throw wrongPassword(wrongCredentials)
  const scopes = new Set(allScopes)
  return { account, by: 'basic', scopes, session: undefined, family: undefined }
}

// RFC 7617, section 4: Basic sends the password as good as in the clear.
function wayProblem(
  { request }: Context,
  { publicOrigin, trustedHops }: { publicOrigin: string; trustedHops: number },
): string | undefined {
  if (isLocalOrigin(publicOrigin)) return undefined
  if (!publicOrigin.startsWith('https:')) return plainPassword
  if (trustedHops === 0 || clientScheme(request, trustedHops) === 'https') return undefined
  return request.headers['x-forwarded-proto'] === undefined ? untoldScheme : plainPassword
}

const plainPassword = 'Basic would send the password readable to all: use it over https only'

const untoldScheme = "The proxy in front of this server doesn't send X-Forwarded-Proto, so nothing "
  + 'says that the password came over https: let it send the header "X-Forwarded-Proto: https"'

// Any feature may ask who sent a request, and none of them should have to know these errors.
function refuseBasic(error: unknown): never {
  if (error instanceof PasswordsBusyError) {
    const headers = { 'retry-after': '2' }
    throw new HttpError(503, 'busy', `${error.message}: try again in a moment`, { headers })
  }
  if (!(error instanceof SignInError)) throw error
  const { code, message, limit, retryAfterSeconds } = error
  if (code === 'wrong') throw wrongPassword(message)
  const headers = limitHeaders(limit, retryAfterSeconds)
  throw new HttpError(429, 'limited', message, { headers })
}

function invalidToken(): HttpError {
  const message = 'The token or key in the Authorization header is unknown, ended or too old'
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
  return new HttpError(401, 'invalid-token', message, { headers })
}

function wrongPassword(message: string): HttpError {
  const headers = { 'www-authenticate': 'Basic realm="Groundwork", charset="UTF-8"' }
  return new HttpError(401, 'wrong-credentials', message, { headers })
}

function unknownScheme(): HttpError {
  const message = 'The Authorization header must be Bearer with a token or key, or Basic'
  const headers = { 'www-authenticate': 'Bearer' }
  return new HttpError(401, 'unknown-scheme', message, { headers })
}
