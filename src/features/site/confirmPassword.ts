// Asks a signed-in user for the password once more, before something that a stranger at an unlocked
// computer must not do. Lesson: user-management (tour)

import type { CurrentSession } from '../../auth/access/identity.ts'
import { SignInError } from '../../auth/passwords/admission.ts'
import type { Credentials } from '../../auth/passwords/credentials.ts'
import { refuse, type Refusal, type RefusalCode } from './refusal.ts'

export type TypedPassword = {
  password: string
  /** The field of the form that a refusal names. */
  field?: string
  /** What programs read when it's wrong. */
  refusalCode?: RefusalCode
}

/**
 * Checks the password of a signed-in user, and gives its version. Throws a Refusal that names the
 * field. Failures count for the session, or without one for all programs of the user.
 */
export async function confirmPassword(
  credentials: Credentials,
  { user, session }: { user: { id: number }; session: CurrentSession | undefined },
  { password, field = 'password', refusalCode }: TypedPassword,
): Promise<number> {
  try {
    return await credentials.confirm(user.id, password, session)
  } catch (error) {
    if (!(error instanceof SignInError) || error.code !== 'wrong') throw error
    throw notPassword(field, refusalCode)
  }
}

/** Makes the refusal of a password that isn't the user's, or isn't any more. */
export function notPassword(field: string, code: RefusalCode = 'wrong-password'): Refusal {
  return refuse(code, 'This is not your password', field)
}
