// What people may type about themselves, and how a user is shown in the API.
// Lesson: passwords (core)

import type { User } from '../../auth/access/users.ts'
import { mostPasswordBytes } from '../../auth/passwords/password.ts'
import { passwordIssues } from '../../auth/passwords/passwordRules.ts'
import { object, string, type Issue } from '../../basics/check.ts'
import { formatTime } from '../../basics/clock.ts'
import { parseAddress } from '../../services/mail/address.ts'
import { Refusal } from '../site/refusal.ts'

const longestEmail = 254
const longestName = 100

/** What the checkers of all topics are made of. */
export const emailText = string({ min: 1, max: longestEmail })
// A longer one is refused by its bytes; this only bounds what is read at all.
export const passwordText = string({ min: 1, max: mostPasswordBytes })
export const nameText = string({ max: longestName })
export const tokenText = string({ min: 1, max: 200 })
export const codeText = string({ min: 1, max: 50 })

/** The password of a signed-in user, asked for again. */
export const passwordChecker = object({ password: passwordText })

export const notAnAddress: Issue = {
  field: 'email', message: 'Write an address like ada@example.org',
}

/** Reads an email address as it is stored. Throws a Refusal. */
export function readEmail(text: string): string {
  const address = parseAddress(text.trim())
  if (address === undefined) throw new Refusal('invalid', [notAnAddress])
  return address
}

/** Finds what speaks against a new password; `field` is where it was typed. */
export function checkNewPassword(
  text: string,
  { field, email, name, publicOrigin }: {
    field: string; email: string; name: string; publicOrigin: string
  },
): Issue[] {
  const site = new URL(publicOrigin).hostname
  return passwordIssues(text, { email, name, site }).map((message) => ({ field, message }))
}

/** Shows a user to themselves or to an administrator. */
export function describeUser(user: User) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    createdAt: formatTime(user.createdAt),
    updatedAt: formatTime(user.updatedAt),
    disabledAt: user.disabledAt === null ? null : formatTime(user.disabledAt),
    hasPassword: user.hasPassword === 1,
    hasSecondFactor: user.hasSecondFactor === 1,
    version: user.version,
  }
}
