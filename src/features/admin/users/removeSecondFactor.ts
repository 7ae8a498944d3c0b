// Switches off the second factor of somebody who has lost both the device and the recovery codes.
// A thief who knows the password could ask for it too, so it takes an operator, who has to know the
// person: no page and no API does it. Lesson: user-management (appendix)

import { hasChanged, type Cause } from '../../../auth/access/audit.ts'
import { disableTotp, findTotp, type User } from '../../../auth/access/users.ts'
import { deleteRecoveryCodes } from '../../../auth/passwords/recoveryCodes.ts'
import { endTickets } from '../../../auth/tokens/oneTime.ts'
import { refuse } from '../../site/refusal.ts'
import type { RuleDependencies } from '../dependencies.ts'
import { secondFactorMail } from '../mails.ts'

/** Switches off a user's second factor, and tells them by email. Throws a Refusal `taken`. */
export async function removeSecondFactor(
  { database, clock, audit, outbox, publicOrigin }: RuleDependencies, cause: Cause,
  { id, email }: User,
): Promise<void> {
  const { secret = null, isOn = 0 } = await findTotp(database, id) ?? {}
  if (secret === null || isOn === 0) throw refuse('taken', `The second factor of ${email} is off`)
  await database.batch([
    disableTotp(id, { secret, now: clock() }),
    audit.prepareIfChanged({ ...cause, action: 'second-factor-off', target: `user ${id}` }),
    outbox.add(secondFactorMail(publicOrigin, { email, user: id }), hasChanged),
    deleteRecoveryCodes(id),
    endTickets(id, 'second-factor'),
  ])
  outbox.wake()
}
