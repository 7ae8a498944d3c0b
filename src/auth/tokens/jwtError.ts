// Why a token was refused. The reason is for the log and the tests: the client is only told
// `invalid_token` (RFC 6750, section 3.1). Lesson: jwt (tour)

export type JwtProblem =
  | 'malformed'
  | 'algorithm'
  | 'critical'
  | 'unknown-key'
  | 'signature'
  | 'type'
  | 'claims'
  | 'expired'
  | 'not-yet'
  | 'issuer'
  | 'audience'
  | 'nonce'

/** A token is not one of ours, or not for this purpose, or not at this time. */
export class JwtError extends Error {
  readonly code: JwtProblem

  // The message never quotes the token: messages are logged.
  constructor(code: JwtProblem, message: string) {
    super(message)
    this.name = 'JwtError'
    this.code = code
  }
}
