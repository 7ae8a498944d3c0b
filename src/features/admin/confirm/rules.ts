// Confirming the password: the right one gives the session a new token, and the old token no longer
// works. The audit trail has the right ones and the wrong ones. Lesson: user-management (appendix)

import type { CurrentSession } from '../../../auth/access/identity.ts'
import { mayStillSignIn } from '../../../auth/access/users.ts'
import { renewSession } from '../../../auth/sessions/session.ts'
import { confirmPassword, whyNotRenewed } from '../../site/confirmPassword.ts'
import { toRefusal } from '../../site/refusal.ts'
import type { AdminRequest, Dependencies } from '../dependencies.ts'

/**
 * Checks the password of the administrator, and gives the session's new token. Throws a Refusal
 * `wrong-password`, `limited` or `busy`; or `not-found` when the session has ended meanwhile.
 */
export async function confirmAdmin(
  { auth, audit, clock, database }: Dependencies,
  { requestId, actor: user }: AdminRequest,
  { session, password }: { session: CurrentSession; password: string },
): Promise<string> {
  const event = { requestId, actor: user, target: `user ${user}` }
  try {
    const who = { user: { id: user }, session }
    const passwordVersion = await confirmPassword(auth.credentials, who, { password })
    const shown = { user, passwordVersion }
    const { token, statement } = renewSession(session, clock(), mayStillSignIn(shown))
    const { changes } = await audit.record(statement, { ...event, action: 'password-confirmed' })
    if (changes === 0) throw await whyNotRenewed(database, shown)
    return token
  } catch (error) {
    if (toRefusal(error) !== undefined) {
      await audit.write({ ...event, action: 'password-not-confirmed' })
    }
    throw error
  }
}
