// Why somebody could not sign in, in as few words as possible: what was wrong is said to nobody.
// Lesson: passwords (core)

import type { Limit } from '../../services/limits.ts'

export const wrongCredentials = 'The address or the password is wrong'

/** `wrong` never says what was wrong; `limited` says when to come back. */
export class SignInError extends Error {
  readonly code: 'wrong' | 'limited'
  readonly retryAfterSeconds: number
  /** The limit that was met, when it was the one of the client. */
  readonly limit: Limit | undefined

  constructor(code: 'wrong' | 'limited', retryAfterSeconds = 0, limit?: Limit) {
    super(code === 'wrong' ? wrongCredentials : `Too many tries: wait ${wait(retryAfterSeconds)}`)
    this.name = 'SignInError'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
    this.limit = limit
  }
}

function wait(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
