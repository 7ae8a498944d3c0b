// What a new password must be: long enough, and not one that is guessed first. Nothing about
// capitals, digits and signs: such rules make people write `Password1!` (NIST SP 800-63B,
// section 3.1.1.2).
// Lesson: passwords (core)

import { isGuessable } from './guessable.ts'
import { mostPasswordBytes } from './password.ts'

const fewestCharacters = 8

// Spaces of every kind, and characters without a picture. Passwords are never trimmed (NIST SP
// 800-63B, section 3.1.1.2), so such a one would be kept, and its owner would be surprised.
const invisible = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u

export const blankPassword = 'A password needs at least one character that is not a space'

/** Whose password it is, and for which site: the host of its address. */
export type PasswordOwner = { email: string; name: string; site?: string }

/** Returns what speaks against a new password, in sentences; an empty list for a good one. */
export function passwordIssues(
  password: string, { email, name, site = '' }: PasswordOwner,
): string[] {
  // First, because everything after it takes longer for a longer password.
  if (Buffer.byteLength(password) > mostPasswordBytes) {
    return [`Use at most ${mostPasswordBytes} bytes`]
  }
  // Somebody who uses a letter with a mark, or an emoji, has typed one character.
  const length = Array.from(password.normalize('NFC')).length
  if (length < fewestCharacters) return [`Use at least ${fewestCharacters} characters`]
  if (isGuessable(password)) {
    return ['This password is easily guessed: choose four words that do not belong together']
  }
  if (isGuessable(password, ownWords(email, name))) {
    return ['This password is made of your name or address: choose other words']
  }
  if (isGuessable(password, siteWords(site))) {
    return ['This password is made of the name of this site: choose other words']
  }
  return isBlank(password) ? [blankPassword] : []
}

/** Says whether there is nothing to see in a password. */
export function isBlank(password: string): boolean {
  return invisible.test(password)
}

/** Returns the name of the service, its host, and the parts of it. */
function siteWords(site: string): string[] {
  return ['groundwork', site, site.replaceAll('.', ''), ...site.split(/[-.]/)]
}

/** Returns the address, the name, and the parts of both. */
function ownWords(email: string, name: string): string[] {
  const whole = [email, email.slice(0, email.lastIndexOf('@')), name, name.replaceAll(/\s/g, '')]
  const parts = `${email} ${name}`.split(/[^\p{L}\p{N}\p{M}]+|\d+/u)
  return [...whole, ...parts]
}
