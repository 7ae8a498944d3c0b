// A forgotten password. The response is the same for every address; the email goes to its owner
// only, and the token in it works once. Lesson: reset-by-email (core)

import { hasChanged } from '../../../auth/access/audit.ts'
import { stillHasAddress } from '../../../auth/access/stillAllowed.ts'
import {
  findCredentials, findUser, findUserByEmail, updatePassword,
} from '../../../auth/access/users.ts'
import { hashPassword } from '../../../auth/passwords/password.ts'
import { revokeKeys } from '../../../auth/tokens/apiKey.ts'
import { useTicket } from '../../../auth/tokens/oneTime.ts'
import { object, type Checked } from '../../../basics/check.ts'
import { hourMs } from '../../../basics/clock.ts'
import { refuse, refuseIssues, takeOrRefuse, violates, type Refusal } from '../../site/refusal.ts'
import type { Requester } from '../../site/requester.ts'
import { emailText, readEmail } from '../../site/user.ts'
import { endAccess, notify } from '../account/rules.ts'
import { eventOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { takeMail } from '../mailLimits.ts'
import { resetMail } from '../mails.ts'
import { checkNewPassword, passwordText, tokenText } from '../checkers.ts'

export const resetRequestChecker = object({ email: emailText })
export const resetChecker = object({ token: tokenText, password: passwordText })

type Reset = Checked<typeof resetChecker>

const clientLimit = { name: 'reset', most: 20, windowMs: hourMs }
const useLimit = { name: 'new password', most: 20, windowMs: hourMs }

/** Emails a reset to an address that has an account. Tells nobody whether it has one. */
export async function requestReset(
  { auth, database, outbox, publicOrigin }: Dependencies, typed: string,
  { address, requestId }: Requester,
): Promise<void> {
  const email = readEmail(typed)
  await takeOrRefuse(auth.limits, { limit: clientLimit, who: address })
  await takeMail(auth.limits, 'reset mails', { email, client: address })
  const user = await findUserByEmail(database, email)
  const isOpen = user !== undefined && user.disabledAt === null
  const target = user === undefined ? 'unknown address' : `user ${user.id}`
  const event = { requestId, actor: null, action: 'reset-asked', target }
  // Written in each case: otherwise the time of a commit would tell what the response doesn't.
  if (!isOpen) return auth.audit.write(event)
  const ticket = auth.oneTimeTokens.prepare('reset-password', { user: user.id, email: null }, {
    condition: stillHasAddress(user.id, email),
  })
  await database.batch([
    ...ticket.statements,
    outbox.add(resetMail(publicOrigin, { email, user: user.id, token: ticket.token }), hasChanged),
    auth.audit.prepare(event),
  ])
  outbox.wake()
}

/**
 * Sets a new password for the person who has the email. Nothing that gave access before is valid
 * afterwards: sessions, tokens, API keys, what applications were allowed. Somebody who knew the old
 * password may have linked an account with another provider, so that ends too; without an old
 * password, the link was the only way in, and stays. No other device is known any more; the browser
 * that is used now gets a device token, so that nobody who guesses passwords can keep it out. If a
 * second factor is on, it gets none before a code: each reset would allow new guesses at the code.
 */
export async function resetPassword(
  dependencies: Dependencies, { token, password }: Reset, requester: Requester,
): Promise<string | undefined> {
  const { auth, database, outbox, publicOrigin, clock, unlinkProviders } = dependencies
  // Counted before anything is hashed: one token could otherwise keep all hashing busy for a while.
  await takeOrRefuse(auth.limits, { limit: useLimit, who: requester.address })
  const ticket = await auth.oneTimeTokens.look('reset-password', token)
  const user = ticket && await findUser(database, ticket.user)
  if (user === undefined) throw oldLink()
  refuseIssues(checkNewPassword(password, { ...user, field: 'password', publicOrigin }))
  const passwordHash = await hashPassword(password)
  const now = clock()
  const [, , { changes }] = await database.batch([
    // Only now: a password that is refused must not cost the token. And in the same batch, so that
    // nothing that ends the token can come in between.
    ...useTicket('reset-password', token, { user: user.id, now }),
    updatePassword(user.id, { passwordHash, now }),
    auth.audit.prepareIfChanged(eventOf('password-reset', { user, requester })),
    ...endAccess(dependencies, user.id),
    revokeKeys(user.id),
    ...(user.hasPassword === 1 ? [unlinkProviders(user.id)] : []),
    notify(dependencies, user,
      'the password was changed with an email to this address, and your API keys were revoked'),
  ]).catch((error: unknown) => {
    throw violates(error, 'users.password_version') ? oldLink() : error
  })
  if (changes === 0) throw oldLink()
  await auth.admission.forgive({ address: user.email, client: requester.address })
  outbox.wake()
  const stored = await findCredentials(database, user.id)
  if (stored?.secondFactorSince !== null) return undefined
  return auth.devices.make({ user: user.id, passwordVersion: stored.passwordVersion })
}

/** Makes the refusal for a link in an email that is no longer valid. */
export function oldLink(): Refusal {
  return refuse('old-token', 'This link was already used or is too old: ask for a new one')
}
