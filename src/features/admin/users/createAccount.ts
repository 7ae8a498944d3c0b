// Creates an account for somebody, from the command line. It has no password: its owner gets a link
// and chooses one, as after a forgotten password. So nobody else ever knows it.
// Lesson: user-management (tour)

import type { Cause } from '../../../auth/access/audit.ts'
import { invitationLimitMs } from '../../../auth/access/invitations.ts'
import { completeAccount } from '../../../auth/access/signups.ts'
import { insertUser, userIdOf } from '../../../auth/access/users.ts'
import type { OneTimeTokens } from '../../../auth/tokens/oneTime.ts'
import { parseAddress } from '../../../services/mail/address.ts'
import { refuse, violates } from '../../site/refusal.ts'
import type { RuleDependencies } from '../dependencies.ts'
import { newAccountMail, resetUrl } from '../mails.ts'

/**
 * Creates an account and queues the email with its link. Gives the account's email address, and the
 * link for where no email can be sent. Throws a Refusal `invalid` or `taken`.
 */
export async function createAccount(
  dependencies: RuleDependencies & { oneTimeTokens: OneTimeTokens }, cause: Cause, typed: string,
): Promise<{ email: string; link: string }> {
  const { database, outbox, publicOrigin, oneTimeTokens } = dependencies
  const email = parseAddress(typed.trim())
  if (email === undefined) throw refuse('invalid', `${typed} isn't an email address`)
  const user = await addAccount(dependencies, cause, email)
  const { token, statements } = oneTimeTokens.prepare('reset-password', { user, email: null }, {
    limitMs: invitationLimitMs,
  })
  await database.batch([
    ...statements, outbox.add(newAccountMail(publicOrigin, { email, user, token })),
  ])
  outbox.wake()
  return { email, link: resetUrl(publicOrigin, token) }
}

async function addAccount(
  { database, audit, clock }: RuleDependencies, cause: Cause, email: string,
): Promise<number> {
  const now = clock()
  const event = { ...cause, action: 'account-made', target: 'users' }
  try {
    const [, { rows: [made] }] = await database.batch([
      ...insertUser({ email, name: '', now }),
      audit.prepareIfChanged(event, { name: 'user', value: userIdOf(email) }),
      ...completeAccount(email, now),
    ])
    if (made === undefined) throw new Error('The account was not created')
    return made.id
  } catch (error) {
    if (!violates(error, 'unique')) throw error
    throw refuse('taken', `There is already an account with the address ${email}`)
  }
}
