// Finds a password that nobody can see: spaces of every kind, and characters without a picture.
// Passwords are never trimmed (NIST SP 800-63B, section 3.1.1.2), so such a one would be kept, and
// its owner would be surprised. Lesson: passwords (tour)

const invisible = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u

export const blankPassword = 'A password needs at least one character that is not a space'

/** Says whether there is nothing to see in a password. */
export function isBlank(password: string): boolean {
  return invisible.test(password)
}
