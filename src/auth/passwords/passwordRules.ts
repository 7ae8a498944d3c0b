// What a new password must be: long enough, and not one of those that are guessed first. There are
// no rules about capitals, digits and symbols: they make people write `Password1!` (NIST SP
// 800-63B, section 3.1.1.2).
// Lesson: passwords (core)

import { isGuessable } from './guessable.ts'
import { mostPasswordBytes } from './password.ts'

const fewestCharacters = 8

// Spaces of every kind, and invisible characters. Passwords are never trimmed (NIST SP 800-63B,
// section 3.1.1.2), so one made only of these would be stored, to its owner's surprise.
const invisible = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u

export const blankPassword = 'A password needs at least one character that is not a space'

/** Whose password it is, and for which site: the host of its address. */
type PasswordOwner = { email: string; name: string; site?: string }

/** Returns what is wrong with a new password, in sentences; an empty list for a good one. */
export function passwordIssues(
  password: string, { email, name, site = '' }: PasswordOwner,
): string[] {
  // This comes first, because the other checks take longer for a longer password.
  if (Buffer.byteLength(password) > mostPasswordBytes) {
    return [`Use at most ${mostPasswordBytes} bytes`]
  }
  // A letter with an accent, or an emoji, counts as one character.
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

/** Says whether a password has only invisible characters. */
export function isBlank(password: string): boolean {
  return invisible.test(password)
}

/** Returns words that people think of here: the name and kind of the service, and its host. */
function siteWords(site: string): string[] {
  return [
    'groundwork', 'shortener', 'https://', 'http://', site, site.replaceAll('.', ''),
    ...site.split(/[-.]/),
  ]
}

/** Returns the address, the name, and the parts of both. */
function ownWords(email: string, name: string): string[] {
  const whole = [email, email.slice(0, email.lastIndexOf('@')), name, name.replaceAll(/\s/g, '')]
  const parts = `${email} ${name}`.split(/[^\p{L}\p{N}\p{M}]+|\d+/u)
  return [...whole, ...parts]
}
