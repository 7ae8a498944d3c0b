// A token is three texts in base64url with dots between them (RFC 7515, section 3.1). They're read
// strictly: each token has only one spelling, so nobody can make another one that isn't on a list
// of revoked tokens. Lesson: jwt (core)

import { isRecord } from '../../basics/check.ts'
import { HttpError } from '../../http/errors.ts'
import { parseJson } from '../../http/json.ts'

/**
 * Why a token was refused. The reason is for the log and the tests: the client is only told
 * `invalid_token` (RFC 6750, section 3.1).
 */
export type JwtProblem =
  | 'malformed' | 'algorithm' | 'critical' | 'unknown-key' | 'signature' | 'type'
  | 'claims' | 'expired' | 'not-yet' | 'issuer' | 'audience' | 'nonce'

/** A token isn't ours, or isn't valid for this purpose or at this time. */
export class JwtError extends Error {
  readonly code: JwtProblem

  // The message never quotes the token: messages are logged.
  constructor(code: JwtProblem, message: string) {
    super(message)
    this.name = 'JwtError'
    this.code = code
  }
}

export type JwtParts = {
  /** Still encoded: we know most headers without decoding them. */
  header: string
  payload: Uint8Array
  signature: Uint8Array
  /** The header, the dot and the payload, exactly as received: this is what was signed. */
  signed: string
}

// Longer than any token of ours, and short enough to read for anyone.
const maxTokenLength = 8 * 1024

// A byte order mark stays in the text, and JSON never begins with one.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Splits a token. Throws a JwtError `malformed` for text that can't be a token. */
export function splitToken(token: string, maxLength = maxTokenLength): JwtParts {
  if (token.length > maxLength) throw malformed(`has more than ${maxLength} characters`)
  const [header, payload, signature, ...others] = token.split('.', 4)
  if (header === undefined || payload === undefined || signature === undefined) {
    throw malformed('has fewer than three parts')
  }
  if (others.length > 0) throw malformed('has more than three parts')
  const signed = token.slice(0, token.lastIndexOf('.'))
  return { header, payload: decodePart(payload), signature: decodePart(signature), signed }
}

/**
 * Decodes a part. Throws a JwtError `malformed` for anything but canonical base64url. Node ignores
 * other characters, padding, and leftover bits in the last character; encoding the bytes again
 * shows them (RFC 4648, section 3.5).
 */
export function decodePart(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') === part) return bytes
  throw malformed('has a part that is not canonical base64url')
}

/**
 * Reads the JSON object in a decoded part. Throws a JwtError `malformed` for bytes that aren't
 * UTF-8 and for JSON in which a name appears twice, and one with the code `other` for JSON that
 * isn't an object.
 */
export function readPart(
  bytes: Uint8Array, other: 'malformed' | 'claims',
): Record<string, unknown> {
  const value = readJson(readText(bytes))
  if (isRecord(value)) return value
  throw new JwtError(other, "A part of the token isn't a JSON object")
}

function readText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw malformed('has a part that is not UTF-8')
  }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof HttpError) throw malformed("has a part that isn't strict JSON")
    throw error
  }
}

function malformed(reason: string): JwtError {
  return new JwtError('malformed', `The token ${reason}`)
}
