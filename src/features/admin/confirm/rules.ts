// Confirming the password: the right one gives the session a new token, and the old token no longer
// works. The audit trail has the right ones and the wrong ones. Lesson: user-management (appendix)

import type { CurrentSession } from '../../../auth/access/identity.ts'
import { renewByPassword } from '../../site/confirmPassword.ts'
import { toRefusal } from '../../site/refusal.ts'
import type { AdminRequest, Dependencies } from '../dependencies.ts'

/**
 * Checks the password of the administrator, and gives the session's new token. Throws a Refusal
 * `wrong-password`, `limited` or `busy`; or `not-found` when the session has ended meanwhile.
 */
export async function confirmAdmin(
  dependencies: Dependencies,
  { requestId, actor: user }: AdminRequest,
  { session, password }: { session: CurrentSession; password: string },
): Promise<string> {
  const { audit } = dependencies
  const event = { requestId, actor: user, target: `user ${user}` }
  try {
    return await renewByPassword(dependencies, { user: { id: user }, session }, {
      password, store: (renew) => audit.record(renew, { ...event, action: 'password-confirmed' }),
    })
  } catch (error) {
    if (toRefusal(error) !== undefined) {
      await audit.write({ ...event, action: 'password-not-confirmed' })
    }
    throw error
  }
}
