// What a user is, what may be asked for, and how one is shown: plain functions over plain data.
// Lesson: passwords (core)

import {
  boolean, object, optional, string, type Checked, type Issue,
} from '../../basics/check.ts'
import { formatTime } from '../../basics/clock.ts'
import type { User } from '../../auth/access/users.ts'
import { mostPasswordBytes } from '../../auth/passwords/password.ts'
import { passwordIssues } from '../../auth/passwords/passwordRules.ts'
import { parseAddress } from '../../services/mail/address.ts'

const longestEmail = 254
const longestName = 100

const email = string({ min: 1, max: longestEmail })
// A longer one is refused by its bytes; this only bounds what is read at all.
const password = string({ min: 1, max: mostPasswordBytes })
const name = string({ max: longestName })
const token = string({ min: 1, max: 200 })

export const newUserChecker = object({ email, password, name: optional(name) })
export const confirmationChecker = object({ token, password })
export const invitedChecker = object({ token, name: optional(name), password })
export const signInChecker = object({ email, password })
export const secondFactorChecker = object({ ticket: token, code: string({ min: 1, max: 50 }) })
export const profileChecker = object({ name: optional(name) })
export const emailChangeChecker = object({ email, password })
export const tokenChecker = object({ token })
export const passwordChangeChecker = object({
  currentPassword: password, newPassword: password, revokeKeys: optional(boolean()),
})
export const resetRequestChecker = object({ email })
export const resetChecker = object({ token, password })
export const passwordChecker = object({ password })
export const disableChecker = object({ password, code: string({ min: 1, max: 50 }) })

export type NewUser = Checked<typeof newUserChecker>

/** Reads an address as it is stored, or says what is wrong with it. */
export function readEmail(text: string): string | Issue {
  const address = parseAddress(text)
  if (address !== undefined) return address
  return { field: 'email', message: 'Write an address like ada@example.org' }
}

/** Finds what speaks against a new password; `field` is where it was written. */
export function checkNewPassword(
  text: string,
  { field, email: address, name: called, publicOrigin }: {
    field: string; email: string; name: string; publicOrigin?: string
  },
): Issue[] {
  const site = publicOrigin === undefined ? '' : new URL(publicOrigin).hostname
  return passwordIssues(text, { email: address, name: called, site })
    .map((message) => ({ field, message }))
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
