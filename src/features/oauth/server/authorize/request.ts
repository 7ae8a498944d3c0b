// Reads what an application asks for when it sends somebody here. First come the client and its
// redirect URI: while either is in doubt, nobody is sent anywhere (RFC 6749, section 4.1.2.1).
// Lesson: oauth-and-oidc (core)

import { secondMs } from '../../../../basics/clock.ts'
import type { Database } from '../../../../database/database.ts'
import { HttpError } from '../../../../http/errors.ts'
import { isChallenge } from '../../pkce.ts'
import { hasRepeated, withoutEmpty } from '../parameters.ts'
import { matchesRedirectUri, readRedirectUris } from '../redirectUri.ts'
import { readOfferedScopes, type OfferedScope } from '../scopes.ts'
import { findClient, type FoundClient, type OauthClient } from '../store.ts'

type Prompt = 'none' | 'login' | 'consent' | 'select_account'

/** A valid request. */
export type AuthorizeRequest = {
  client: FoundClient
  /** As it was sent: on the loopback interface, its port may differ from the registered one. */
  redirectUri: string
  scopes: OfferedScope[]
  state: string | undefined
  nonce: string | undefined
  challenge: string
  prompts: ReadonlySet<Prompt>
  /** How long ago the user may have signed in. */
  maxAgeMs: number | undefined
  loginHint: string | undefined
  /** An ID token that names the user whom the application expects. */
  idTokenHint: string | undefined
  /** All of them, to come back with after signing in. */
  parameters: URLSearchParams
}

export type AuthorizeProblem =
  | 'invalid_request' | 'access_denied' | 'unsupported_response_type' | 'invalid_scope'
  | 'request_not_supported' | 'request_uri_not_supported' | 'registration_not_supported'
  | 'login_required' | 'consent_required'

/** Where a response may go. */
type ReturnPath = Pick<AuthorizeRequest, 'client' | 'redirectUri' | 'state'>

/** The request ends with this code; who is told of it, `errors.ts` decides. */
export class AuthorizeError extends Error {
  readonly code: AuthorizeProblem
  readonly path: ReturnPath

  constructor(code: AuthorizeProblem, message: string, path: ReturnPath) {
    super(message)
    this.name = 'AuthorizeError'
    this.code = code
    this.path = path
  }
}

const prompts: readonly Prompt[] = ['none', 'login', 'consent', 'select_account']
const longest = { state: 2_000, nonce: 500, login_hint: 254 }

/**
 * Reads the parameters of a request. Throws an HttpError 400 where nobody may be sent back, and an
 * AuthorizeError for everything else.
 */
export async function readAuthorizeRequest(
  database: Database, parameters: URLSearchParams,
): Promise<AuthorizeRequest> {
  const client = await readClient(database, parameters)
  const redirectUri = readRedirectUri(client, parameters)
  const [state = '', ...others] = parameters.getAll('state')
  const isClear = state !== '' && others.length === 0
  const path = { client, redirectUri, state: isClear ? state : undefined }
  // RFC 6749, section 3.1.
  if (hasRepeated(parameters)) {
    throw new AuthorizeError('invalid_request', 'A parameter appears twice', path)
  }
  const given = withoutEmpty(parameters)
  checkForm(given, path)
  return { ...path, ...readRest(given, path), parameters: given }
}

async function readClient(database: Database, parameters: URLSearchParams): Promise<FoundClient> {
  const [id = '', ...others] = parameters.getAll('client_id')
  const client = others.length === 0 ? await findClient(database, id) : undefined
  if (client !== undefined) return client
  const message = "The application that sent you here isn't registered: its client_id is unknown"
  throw new HttpError(400, 'unknown-client', message)
}

function readRedirectUri(client: OauthClient, parameters: URLSearchParams): string {
  const [given = '', ...others] = parameters.getAll('redirect_uri')
  if (others.length === 0 && isRegistered(client, given)) return given
  const message = 'The application wants to send you to an address (redirect_uri) that it has ' +
    "not registered, so you stay here"
  throw new HttpError(400, 'unknown-redirect-uri', message)
}

function isRegistered({ redirectUris }: OauthClient, given: string): boolean {
  return readRedirectUris(redirectUris).some((uri) => matchesRedirectUri(uri, given))
}

// Mistakes in the form of a request, in the order in which they are looked for.
function checkForm(parameters: URLSearchParams, path: ReturnPath): void {
  const fail = (code: AuthorizeProblem, message: string) => {
    throw new AuthorizeError(code, message, path)
  }
  for (const [name, most] of Object.entries(longest)) {
    if ((parameters.get(name) ?? '').length > most) fail('invalid_request', `${name} is too long`)
  }
  for (const name of ['request', 'request_uri', 'registration'] as const) {
    if (parameters.has(name)) fail(`${name}_not_supported`, `${name} is not supported`)
  }
  if (!parameters.get('response_type')) fail('invalid_request', 'response_type is missing')
  if (parameters.get('response_type') !== 'code') {
    fail('unsupported_response_type', 'The response_type must be code')
  }
  if ((parameters.get('response_mode') ?? 'query') !== 'query') {
    fail('invalid_request', 'The response_mode must be query')
  }
  checkChallenge(parameters, fail)
}

function checkChallenge(
  parameters: URLSearchParams, fail: (code: AuthorizeProblem, message: string) => void,
): void {
  const challenge = parameters.get('code_challenge')
  if (challenge === null) fail('invalid_request', 'The code_challenge is missing: PKCE is required')
  // Missing means plain (RFC 7636, section 4.3), and plain proves nothing.
  if (parameters.get('code_challenge_method') !== 'S256') {
    fail('invalid_request', 'The code_challenge_method must be S256')
  }
  if (!isChallenge(challenge ?? '')) {
    fail('invalid_request', "The code_challenge isn't 256 bits in base64url")
  }
}

function readRest(parameters: URLSearchParams, path: ReturnPath) {
  const scopes = readOfferedScopes(parameters.get('scope') ?? '')
  if (scopes.length === 0) {
    throw new AuthorizeError('invalid_scope', 'None of the requested scopes is supported', path)
  }
  return {
    scopes,
    nonce: parameters.get('nonce') ?? undefined,
    loginHint: parameters.get('login_hint') ?? undefined,
    idTokenHint: parameters.get('id_token_hint') ?? undefined,
    challenge: parameters.get('code_challenge') ?? '',
    prompts: readPrompts(parameters.get('prompt') ?? '', path),
    maxAgeMs: readMaxAge(parameters.get('max_age') ?? '', path),
  }
}

function readPrompts(text: string, path: ReturnPath): ReadonlySet<Prompt> {
  const words = text.split(' ').filter((word) => word !== '')
  const found = prompts.filter((prompt) => words.includes(prompt))
  const isAlone = !found.includes('none') || words.length === 1
  if (isAlone && found.length === new Set(words).size) return new Set(found)
  throw new AuthorizeError('invalid_request', 'The prompt is unknown, or combines none', path)
}

function readMaxAge(text: string, path: ReturnPath): number | undefined {
  if (text === '') return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * secondMs
  throw new AuthorizeError('invalid_request', "max_age isn't a number of seconds", path)
}
