// Confirming the password: the right one gives the session a new token, and the old token no longer
// works. The audit trail has the right ones and the wrong ones. Lesson: user-management (appendix)

import type { CurrentSession } from '../../../auth/access/identity.ts'
import { renewSession } from '../../../auth/sessions/session.ts'
import { confirmPassword } from '../../site/confirmPassword.ts'
import { refuse, toRefusal } from '../../site/refusal.ts'
import type { AdminCause, Dependencies } from '../dependencies.ts'

/**
 * Checks the password of the administrator, and gives the session's new token. Throws a Refusal
 * `wrong-password`, `limited` or `busy`; or `not-found` when the session has ended meanwhile.
 */
export async function confirmAdmin(
  { auth, audit, clock }: Dependencies,
  cause: AdminCause,
  { session, password }: { session: CurrentSession; password: string },
): Promise<string> {
  const event = { ...cause, target: `user ${cause.actor}` }
  try {
    await confirmPassword(auth.credentials, { user: { id: cause.actor }, session }, { password })
  } catch (error) {
    if (toRefusal(error) === undefined) throw error
    await audit.write({ ...event, action: 'password-not-confirmed' })
    throw error
  }
  const { token, statement } = renewSession(session, clock())
  const { changes } = await audit.record(statement, { ...event, action: 'password-confirmed' })
  if (changes === 0) throw refuse('not-found', 'Your session has ended: sign in again')
  return token
}
