// Sends a link to somebody who has forgotten the password. Anyone who opens it reads the mails of
// this address, and that's all that we can ask for.

import { HttpError } from './framework/errors.ts'
import type { Buckets } from './buckets.ts'
import { changePassword, checkPassword, type AccountParts } from './credentials.ts'
import { resetMail } from './mails.ts'
import type { RefreshTokens } from './refreshTokens.ts'
import type { Sessions } from './sessions.ts'
import { readToken } from './tokens.ts'

export type ResetParts = AccountParts & {
  buckets: Buckets
  refreshTokens: RefreshTokens
  sessions: Sessions
}

/** Sends the link, if there's an account. The caller's response is the same for all addresses. */
export function requestReset(
  { users, buckets, oneTimeTokens, sendMail, publicOrigin }: ResetParts, value: unknown,
): void {
  const { email } = { email: undefined, ...Object(value) }
  if (typeof email !== 'string') throw new HttpError(422, 'Send an email address')
  const address = email.toLowerCase()
  // Nobody's mailbox is filled by somebody else.
  buckets.take({ name: `reset of ${address}`, most: 5, secondsPerToken: 600 })
  const user = users.findByEmail(address)?.user
  if (user === undefined) return
  const token = oneTimeTokens.make('reset-password', user.id)
  sendMail(resetMail(publicOrigin, user.email, token))
}

/** Sets a new password and signs everybody out. Throws an HttpError 422. */
export async function resetPassword(parts: ResetParts, value: unknown): Promise<void> {
  const { users, oneTimeTokens, sessions, refreshTokens } = parts
  const { token, password } = { token: '', password: undefined, ...Object(value) }
  // First, so that a password that is too short doesn't use the link up.
  checkPassword(password)
  const user = oneTimeTokens.use('reset-password', readToken(token))
  if (user === undefined) throw usedUp()
  await changePassword(parts, user, password)
  sessions.endOthers(user)
  refreshTokens.endAll(user)
  // Somebody who knew the old password may have begun to sign in with it.
  oneTimeTokens.endAll('second-factor', user)
  users.confirm(user)
}

/** Confirms the address of a new account. Throws an HttpError 422. */
export function confirmEmail({ users, oneTimeTokens }: ResetParts, value: unknown): void {
  const { token } = { token: '', ...Object(value) }
  const user = oneTimeTokens.use('confirm-email', readToken(token))
  if (user === undefined) throw usedUp()
  users.confirm(user)
}

function usedUp(): HttpError {
  return new HttpError(422, 'This link has been used, or is too old: ask for another one')
}
