// Fetches JSON from another server without trusting it to be quick or brief, or to choose where we
// go next. Lesson: oauth-and-oidc (appendix)

import { isRecord } from '../../../basics/check.ts'
import { secondMs } from '../../../basics/clock.ts'
import { isLoopbackName } from '../../../basics/config.ts'
import { currentTraceHeaders } from '../../../http/carryTrace.ts'
import { HttpError } from '../../../http/errors.ts'
import { parseJson } from '../../../http/json.ts'

type ProviderProblem = 'unreachable' | 'refused' | 'malformed'

/** The provider couldn't be reached, or its response was unusable. */
export class ProviderError extends Error {
  readonly code: ProviderProblem

  constructor(code: ProviderProblem, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ProviderError'
    this.code = code
  }
}

type FetchOptions = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

const timeoutMs = 5 * secondMs
const maxBytes = 256 * 1024

/**
 * Says whether we may send a request there: https, or http on this machine when the provider itself
 * is on it. Otherwise its document could make us talk to what only this machine can reach (SSRF).
 */
export function mayFetch(address: string, issuer: string): boolean {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  const isHere = isLoopbackName(url.hostname)
  if (isHere && !isLoopbackName(URL.parse(issuer)?.hostname ?? '')) return false
  return url.protocol === 'https:' || (isHere && url.protocol === 'http:')
}

/** Fetches JSON. Throws a ProviderError for everything but a response of 200 with JSON in it. */
export async function fetchJson(address: string, init: FetchOptions = {}): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    // A redirect would lead past `mayFetch`, and take the secret in the header along.
    const headers = { ...currentTraceHeaders(), ...init.headers }
    const response = await fetch(address, { ...init, headers, redirect: 'error', signal })
    if (response.status !== 200) throw await refused(response)
    return parseJson(await readText(response))
  } catch (error) {
    if (error instanceof ProviderError) throw error
    if (error instanceof HttpError) throw new ProviderError('malformed', error.message)
    throw new ProviderError('unreachable', `The provider at ${address} cannot be reached`, error)
  }
}

/** Returns the code of an OAuth error, such as `invalid_client`, as far as it can be shown. */
export function shownError(code: unknown): string {
  return typeof code === 'string' && /^[a-z_]{1,50}$/.test(code) ? code : 'an unknown error'
}

async function readText({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body ?? []) {
    size += piece.length
    if (size > maxBytes) throw new ProviderError('malformed', `More than ${maxBytes} bytes`)
    pieces.push(piece)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
}

// What is in the body is only needed for the log (RFC 6749, section 5.2).
async function refused(response: Response): Promise<ProviderError> {
  const message = `The provider responded with ${response.status}`
  try {
    const body = parseJson(await readText(response))
    if (isRecord(body) && 'error' in body) {
      return new ProviderError('refused', `${message}: ${shownError(body['error'])}`)
    }
  } catch {
    // It isn't JSON: the status has to do.
  }
  return new ProviderError('refused', message)
}
