// How an application authenticates at our endpoints: with its secret in the header, or in the form,
// or not at all when it is public (RFC 6749, section 2.3). Even then PKCE binds its code to it.
// Lesson: oauth-and-oidc (tour)

import { timingSafeEqual } from 'node:crypto'
import { parseBasic } from '../../../../auth/access/basic.ts'
import { hashToken } from '../../../../auth/tokens/token.ts'
import type { Database } from '../../../../database/database.ts'
import type { Context } from '../../../../http/context.ts'
import type { ReplyHeaders } from '../../../../http/reply.ts'
import { findClient, type OauthClient } from '../store.ts'

type TokenProblem =
  | 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type'
  | 'invalid_scope'

/** A request that is refused as RFC 6749, section 5.2, says. */
export class TokenError extends Error {
  readonly code: TokenProblem
  readonly status: 400 | 401
  readonly headers: ReplyHeaders

  constructor(code: TokenProblem, message: string) {
    super(message)
    this.name = 'TokenError'
    this.code = code
    const isUnauthenticated = code === 'invalid_client'
    this.status = isUnauthenticated ? 401 : 400
    this.headers = isUnauthenticated ? { 'www-authenticate': 'Basic realm="Groundwork OAuth"' } : {}
  }
}

/** An empty secret counts as none (RFC 6749, section 2.3.1). */
type Credentials = { id: string; secret: string | undefined }

/** Finds the application that sends a form. Throws a TokenError if it doesn't authenticate. */
export async function authenticateClient(
  database: Database, context: Context, form: URLSearchParams,
): Promise<OauthClient> {
  const { id, secret } = readCredentials(context, form)
  const client = await findClient(database, id)
  if (client !== undefined && matchesSecret(client, secret)) return client
  throw new TokenError('invalid_client', 'The application is unknown, or its secret is wrong')
}

// A public application has no secret, and gives none.
function matchesSecret({ secretHash }: OauthClient, given: string | undefined): boolean {
  if (secretHash === null || given === undefined) return secretHash === null && given === undefined
  return timingSafeEqual(hashToken(given), secretHash)
}

function readCredentials(context: Context, form: URLSearchParams): Credentials {
  const header = context.header('authorization')
  const id = form.get('client_id') ?? undefined
  const secret = form.get('client_secret') ?? undefined
  if (header === undefined) return { id: id ?? '', secret }
  // RFC 6749, section 2.3: two ways at once could speak for two applications.
  if (secret !== undefined) {
    throw new TokenError('invalid_request', 'Send the secret in one place only')
  }
  const credentials = readHeader(header)
  if (id === undefined || id === credentials.id) return credentials
  throw new TokenError('invalid_request', 'The client_id is not that of the header')
}

function readHeader(header: string): Credentials {
  const pair = parseBasic(header)
  const id = pair && decodeField(pair.name)
  const secret = pair && decodeField(pair.password)
  if (id !== undefined && secret !== undefined) return { id, secret: secret || undefined }
  throw new TokenError('invalid_client', "The Authorization header isn't valid Basic")
}

// Both were encoded as in a form first (RFC 6749, section 2.3.1).
function decodeField(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
