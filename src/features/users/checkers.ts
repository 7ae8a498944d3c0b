// What people may type about themselves: passwords, names, tokens and codes. The kit reads email
// addresses. Lesson: passwords (tour)

import { mostPasswordBytes } from '../../auth/passwords/password.ts'
import { passwordIssues } from '../../auth/passwords/passwordRules.ts'
import { object, string, type Checker, type Issue } from '../../basics/check.ts'
import { isPlainName } from '../site/user.ts'

// A longer one is refused by its bytes; this only bounds what is read at all.
export const passwordText = string({ min: 1, max: mostPasswordBytes })
export const nameText = plainName(100)
export const tokenText = string({ min: 1, max: 200 })
export const codeText = string({ min: 1, max: 50 })

/** The password of a signed-in user, asked for again. */
export const passwordChecker = object({ password: passwordText })

function plainName(max: number): Checker<string> {
  const { read, schema } = string({ max })
  return {
    schema,
    read(input, field, issues) {
      const name = read(input, field, issues)
      if (name === undefined || isPlainName(name)) return name
      issues.push({ field, message: 'Write a name on one line, without invisible characters' })
      return undefined
    },
  }
}

/** Lists what is wrong with a new password; `field` is where it was typed. */
export function checkNewPassword(
  text: string,
  { field, email, name, publicOrigin }: {
    field: string; email: string; name: string; publicOrigin: string
  },
): Issue[] {
  const site = new URL(publicOrigin).hostname
  return passwordIssues(text, { email, name, site }).map((message) => ({ field, message }))
}
