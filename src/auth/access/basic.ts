// Basic: a name and a password in every request, in base64, which hides nothing (RFC 7617). So it's
// for programs, and only over TLS or on localhost.
// Lesson: basic-and-api-keys (core)

import { isLocalOrigin } from '../../basics/config.ts'
import type { Database } from '../../database/database.ts'
import type { Context } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { clientAddress, clientScheme, limitKey } from '../../http/peer.ts'
import { limitHeaders } from '../../services/limits.ts'
import { SignInError, wrongCredentials } from '../passwords/admission.ts'
import type { Credentials } from '../passwords/credentials.ts'
import { PasswordsBusyError } from '../passwords/password.ts'
import { allScopes, readAccount, type Identity } from './identity.ts'

type BasicCredentials = { name: string; password: string }

export type BasicOptions = {
  database: Database
  credentials: Credentials
  publicOrigin: string
  trustedHops: number
}

const useKey = 'This account has a second factor: use an API key'

// Twice the length of the longest password, in base64, and room for a long name.
const maxHeaderLength = 4 * 1024

// A byte order mark is a character like any other here.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the value of an Authorization header: `Basic YW5uOnNlY3JldA==`. undefined for another
 * scheme, and for credentials that aren't exactly what RFC 7617 asks for.
 */
export function parseBasic(header: string | undefined): BasicCredentials | undefined {
  if (header === undefined || header.length > maxHeaderLength) return undefined
  // The scheme is case-insensitive (RFC 9110, section 11.1).
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
  const text = encoded === undefined ? undefined : decode(encoded)
  if (text === undefined || /[\0-\x1f\x7f]/.test(text)) return undefined
  // A name has no colon, a password may have some (RFC 7617, section 2).
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  return { name: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** Finds the account of Basic credentials. Throws an HttpError for those that aren't accepted. */
export async function identifyByBasic(
  { credentials, database, publicOrigin, trustedHops }: BasicOptions,
  context: Context,
  authorization: string,
): Promise<Identity> {
  const problem = transportProblem(context, { publicOrigin, trustedHops })
  if (problem !== undefined) throw new HttpError(403, 'needs-tls', problem)
  const pair = parseBasic(authorization)
  if (pair === undefined) throw wrongPassword('The Basic credentials cannot be read (RFC 7617)')
  const { user, passwordVersion, secondFactorSince } = await credentials.checkBasic({
    email: pair.name,
    password: pair.password,
    client: limitKey(clientAddress(context.request, trustedHops)),
    cause: { requestId: context.id, actor: null },
  }).catch(refuseAttempt)
  if (secondFactorSince !== null) throw wrongPassword(useKey)
  const account = await readAccount(database, user)
  // The account may be gone by now, or have another password than the one that was checked.
  if (account?.passwordVersion !== passwordVersion) throw wrongPassword(wrongCredentials)
  const scopes = new Set(allScopes)
  return { account, by: 'basic', scopes, session: undefined, family: undefined, key: undefined }
}

function decode(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64')
  // Node accepts missing padding and leftover bits: encoding the bytes again shows it.
  if (bytes.toString('base64') !== encoded) return undefined
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

// RFC 7617, section 4: Basic sends the password practically in the clear.
function transportProblem(
  { request }: Context,
  { publicOrigin, trustedHops }: Pick<BasicOptions, 'publicOrigin' | 'trustedHops'>,
): string | undefined {
  if (isLocalOrigin(publicOrigin)) return undefined
  if (!publicOrigin.startsWith('https:')) return plainPassword
  if (trustedHops === 0 || clientScheme(request, trustedHops) === 'https') return undefined
  return request.headers['x-forwarded-proto'] === undefined ? unknownTransport : plainPassword
}

const plainPassword = 'Basic authentication would send the password unencrypted: use https'

const unknownTransport = "The proxy in front of this server doesn't send X-Forwarded-Proto, so "
  + 'nothing says that the password came over https: let it send the header '
  + '"X-Forwarded-Proto: https"'

// Any feature may ask who sent a request, and none of them should have to know these errors.
function refuseAttempt(error: unknown): never {
  if (error instanceof PasswordsBusyError) {
    const headers = { 'retry-after': '2' }
    throw new HttpError(503, 'busy', `${error.message}: try again in a moment`, { headers })
  }
  if (!(error instanceof SignInError)) throw error
  const { code, message, limit, retryAfterSeconds } = error
  if (code === 'wrong') throw wrongPassword(message)
  throw new HttpError(429, 'limited', message, { headers: limitHeaders(limit, retryAfterSeconds) })
}

function wrongPassword(message: string): HttpError {
  const headers = { 'www-authenticate': 'Basic realm="Groundwork", charset="UTF-8"' }
  return new HttpError(401, 'wrong-credentials', message, { headers })
}
