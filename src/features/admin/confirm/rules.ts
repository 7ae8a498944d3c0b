// Confirming the password: the right one gives the session a new token, and the old token no longer
// works. The audit trail has the right ones and the wrong ones. Lesson: user-management (appendix)

import type { CurrentSession } from '../../../auth/access/identity.ts'
import { renewSession } from '../../../auth/sessions/session.ts'
import { refuse, toRefusal } from '../../site/refusal.ts'
import type { AdminCause, Dependencies } from '../dependencies.ts'

/**
 * Checks the password of the administrator, and gives the session's new token. Throws a Refusal
 * `wrong-password`, `limited` or `busy`.
 */
export async function confirmPassword(
  { auth, audit, database, clock }: Dependencies,
  cause: AdminCause,
  { session, password }: { session: CurrentSession; password: string },
): Promise<string> {
  const event = { ...cause, target: `user ${cause.actor}` }
  try {
    await auth.credentials.confirm(cause.actor, password, session)
  } catch (error) {
    if (toRefusal(error) === undefined) throw error
    await audit.write({ ...event, action: 'password-not-confirmed' })
    throw explain(error)
  }
  const { token, statement } = renewSession(session, clock())
  await database.batch([statement, audit.prepare({ ...event, action: 'password-confirmed' })])
  return token
}

function explain(error: unknown): unknown {
  if (toRefusal(error)?.code !== 'wrong-password') return error
  return refuse('wrong-password', 'This is not your password', 'password')
}
