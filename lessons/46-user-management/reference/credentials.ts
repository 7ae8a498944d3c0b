// An email address and a password: makes an account of them, or says whose they are.

import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import type { Attempts } from './attempts.ts'
import type { Audit } from './audit.ts'
import { accountGone } from './gone.ts'
import type { SendMail } from './mail.ts'
import { confirmMail } from './mails.ts'
import type { OneTimeTokens } from './oneTimeTokens.ts'
import { hashOfNobody, hashPassword, verifyPassword } from './passwords.ts'
import { clientOf } from './proxy.ts'
import { makeToken } from './tokens.ts'
import { unauthorized } from './unauthorized.ts'
import type { User, Users } from './users.ts'

export type AccountParts = {
  users: Users
  attempts: Attempts
  audit: Audit
  oneTimeTokens: OneTimeTokens
  sendMail: SendMail
  publicOrigin: string
  passwordCost: number
  trustedHops: number
}

const fewestCharacters = 8
// A longer one would take longer to hash.
const mostBytes = 1_024
const longestEmail = 254
// What browsers accept in <input type="email">. No other character is safe in a mail.
const emailForm = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+$/i

/** Makes an account of parsed JSON. Throws an HttpError 422, or 409 when the address is taken. */
export async function register(parts: AccountParts, value: unknown): Promise<User> {
  const { users, audit, oneTimeTokens, sendMail, publicOrigin, passwordCost } = parts
  const fields = { email: undefined, password: undefined, ...Object(value) }
  const email = checkEmail(fields.email)
  const user = users.add(email, await hashPassword(checkPassword(fields.password), passwordCost))
  if (user === undefined) throw addressTaken()
  audit.write({ actor: user.id, action: 'user-made', user: user.id })
  const token = oneTimeTokens.make('confirm-email', user.id)
  sendMail(confirmMail(publicOrigin, email, token))
  return user
}

/** Makes an account for somebody who signs in elsewhere. Throws an HttpError 403, or 409. */
export async function registerWithoutPassword(
  { users, audit, passwordCost }: AccountParts, email: string | undefined,
): Promise<User> {
  if (email === undefined) throw new HttpError(403, 'The provider has not verified your address')
  // A password that nobody knows: a link in a mail can set another one.
  const user = users.add(checkEmail(email), await hashPassword(makeToken(), passwordCost))
  if (user === undefined) throw addressTaken()
  users.confirm(user.id)
  audit.write({ actor: user.id, action: 'user-made', user: user.id })
  return user
}

/** Finds the user whose address and password these are. Throws an HttpError 401, or 429. */
export async function authenticate(
  parts: AccountParts, context: Context, value: unknown,
): Promise<User> {
  const { users, attempts, audit, passwordCost, trustedHops } = parts
  const { email: typed, password } = { email: undefined, password: undefined, ...Object(value) }
  if (typeof typed !== 'string' || typeof password !== 'string') {
    throw new HttpError(422, 'Send an email address and a password')
  }
  const email = typed.toLowerCase()
  const found = users.findByEmail(email)
  const attempt = { email, client: clientOf(context, trustedHops), user: found?.user.id }
  // Counted first: while one password is hashed, many others could be tried.
  attempts.enter(attempt)
  // The same work and the same words, whether there is such an account or not: otherwise anyone
  // could find out who has one here.
  const stored = found?.passwordHash ?? hashOfNobody(passwordCost)
  const isRight = isShort(password) && await verifyPassword(password, stored)
  // Meanwhile, the account may have been deleted or disabled.
  const user = found && users.find(found.user.id)
  if (isRight && user !== undefined) {
    attempts.succeed({ ...attempt, user: user.id })
    return user
  }
  audit.write({ actor: null, action: 'sign-in-refused', user: user?.id ?? null })
  throw unauthorized('This email address and this password do not belong together')
}

/** Gives a user another password. Throws an HttpError 422 for one that isn't good enough. */
export async function changePassword(
  { users, audit, passwordCost }: AccountParts, user: number, password: unknown,
): Promise<void> {
  const passwordHash = await hashPassword(checkPassword(password), passwordCost)
  if (!users.setPassword(user, passwordHash)) throw accountGone()
  audit.write({ actor: user, action: 'password-changed', user })
}

function checkEmail(value: unknown): string {
  if (typeof value === 'string' && value.length <= longestEmail && emailForm.test(value)) {
    return value.toLowerCase()
  }
  throw new HttpError(422, 'An email address has the form ann@example.org')
}

/**
 * Checks a new password. There are no rules about capitals and digits: they make people write
 * Password1!. Nothing is trimmed or cut off. Throws an HttpError 422.
 */
export function checkPassword(value: unknown): string {
  const isGood = typeof value === 'string' && isShort(value)
    && Array.from(value).length >= fewestCharacters
  if (isGood) return value
  throw new HttpError(422,
    `A password has at least ${fewestCharacters} characters and at most ${mostBytes} bytes`)
}

function addressTaken(): HttpError {
  return new HttpError(409, 'There is an account with this address: sign in with its password')
}

function isShort(password: string): boolean {
  return Buffer.byteLength(password) <= mostBytes
}
