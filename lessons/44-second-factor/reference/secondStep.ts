// The second step of a sign-in. Anyone whose password was right gets a ticket, which is good for
// nothing but to send a code with it.

import { HttpError } from './framework/errors.ts'
import type { Buckets } from './buckets.ts'
import type { OneTimeTokens } from './oneTimeTokens.ts'
import type { SecondFactors } from './secondFactors.ts'
import { readToken } from './tokens.ts'
import { unauthorized } from './unauthorized.ts'
import type { User, Users } from './users.ts'

export type SecondStepParts = {
  users: Users
  buckets: Buckets
  oneTimeTokens: OneTimeTokens
  secondFactors: SecondFactors
}

/** All guesses of an account share a bucket: there are only a million codes. */
export const guessLimit = { most: 5, secondsPerToken: 300 }

/** Makes the ticket of a user whose password was right. */
export function makeTicket({ oneTimeTokens }: SecondStepParts, user: User): string {
  return oneTimeTokens.make('second-factor', user.id)
}

/** Finds the user of a ticket and a code. Throws an HttpError 401, 422 or 429. */
export function finishSignIn(parts: SecondStepParts, value: unknown): User {
  const { users, oneTimeTokens } = parts
  const fields = { ticket: '', code: '', ...Object(value) }
  const ticket = readToken(fields.ticket)
  const id = oneTimeTokens.find('second-factor', ticket)
  if (id === undefined) throw unauthorized('This sign-in has taken too long: begin again')
  checkCode(parts, id, fields.code)
  const user = users.find(id)
  // Used up only now: a code can be mistyped.
  if (user !== undefined && oneTimeTokens.use('second-factor', ticket) === id) return user
  throw unauthorized('This sign-in has ended: begin again')
}

/** Uses a code of a user up. Throws an HttpError 401, 422 or 429. */
export function checkCode(
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,
): void {
  if (typeof code !== 'string') throw new HttpError(422, 'Send a code')
  const name = `codes of ${user}`
  buckets.take({ ...guessLimit, name })
  if (!secondFactors.useCode(user, code)) throw unauthorized("This code isn't right, or was used")
  buckets.fill(name)
}
