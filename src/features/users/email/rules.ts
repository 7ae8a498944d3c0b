// A new email address: changing it takes the password, and it counts once somebody has opened the
// email that was sent to it. Lesson: reset-by-email (tour)

import { hasChanged } from '../../../auth/access/audit.ts'
import { requireStillAllowed } from '../../../auth/access/stillAllowed.ts'
import { findUser, findUserByEmail, updateEmail } from '../../../auth/access/users.ts'
import { endTickets, useTicket } from '../../../auth/tokens/oneTime.ts'
import { object } from '../../../basics/check.ts'
import { hourMs } from '../../../basics/clock.ts'
import type { Sql } from '../../../database/sql.ts'
import { confirmPassword, explainRefused } from '../../site/confirmPassword.ts'
import { accountGone, refuse, takeOrRefuse, violates } from '../../site/refusal.ts'
import type { Requester } from '../../site/requester.ts'
import { emailText, readEmail } from '../../site/user.ts'
import { notify } from '../account/rules.ts'
import { eventOf, type Actor } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { changeEmailMail } from '../mails.ts'
import { oldLink } from '../reset/rules.ts'
import { passwordText, tokenText } from '../checkers.ts'

export const emailChangeChecker = object({ email: emailText, password: passwordText })
export const tokenChecker = object({ token: tokenText })

const mailLimit = { name: 'address change', most: 5, windowMs: hourMs }

/** Sends an email to the new address, which becomes valid when its owner confirms it. */
export async function requestEmailChange(
  dependencies: Dependencies, actor: Actor, input: { email: string; password: string },
): Promise<void> {
  const { auth, database, outbox } = dependencies
  const { user, identity } = actor
  const email = readEmail(input.email)
  if (email === user.email) throw refuse('invalid', 'This is already your email address', 'email')
  const passwordVersion = await confirmPassword(auth.credentials, actor, input)
  await takeOrRefuse(auth.limits, { limit: mailLimit, who: String(user.id) })
  // Another user's address gets no email, and the response doesn't tell. Nor does its time, because
  // there's a commit in both cases; nor does the link that was sent before, which ends in both.
  const isTaken = await findUserByEmail(database, email) !== undefined
  const required = requireStillAllowed(identity, { passwordVersion })
  const [{ changes }] = await database.batch(isTaken
    ? [
        required,
        auth.audit.prepareIfChanged(eventOf('email-change-asked', actor)),
        endTickets(user.id, 'change-email'),
      ]
    : [required, ...offerAddress(dependencies, actor, email)],
  ).catch(explainRefused(database, { user: user.id, passwordVersion }))
  if (changes === 0) throw accountGone()
  outbox.wake()
}

/** Changes the email address for the person who has the email that went to the new one. */
export async function confirmEmailChange(
  dependencies: Dependencies, token: string, requester: Requester,
): Promise<void> {
  const { auth, database, outbox, clock } = dependencies
  const ticket = await auth.oneTimeTokens.look('change-email', token)
  const user = ticket && await findUser(database, ticket.user)
  if (user === undefined || !ticket?.email) throw oldLink()
  const formerly = { user: null, address: user.email }
  const now = clock()
  const [, , { changes }] = await database.batch([
    // In the same batch: a new password in this moment ends the token, and so this change too.
    ...useTicket('change-email', token, { user: user.id, now }),
    updateEmail(user.id, ticket.email, now),
    auth.audit.prepareIfChanged(eventOf('email-changed', { user, requester })),
    // Emails about the user are found when the account is deleted; these wouldn't be.
    outbox.forget(formerly, hasChanged),
    // A reset that was sent to the old address must not open the account any more.
    endTickets(user.id),
    notify(dependencies, user, 'the email address was changed to another one'),
  ]).catch((error: unknown) => {
    // Somebody else has taken the address since, or the token is no longer valid.
    throw isLate(error) ? oldLink() : error
  })
  if (changes === 0) throw oldLink()
  await outbox.erase(formerly)
  outbox.wake()
}

function offerAddress(
  { auth, outbox, publicOrigin }: Dependencies, actor: Actor, email: string,
): readonly Sql[] {
  const { user } = actor
  const ticket = auth.oneTimeTokens.prepare('change-email', { user: user.id, email })
  const mail = changeEmailMail(publicOrigin, { email, user: user.id, token: ticket.token })
  return [
    ...ticket.statements,
    auth.audit.prepareIfChanged(eventOf('email-change-asked', actor)),
    outbox.add(mail, hasChanged),
  ]
}

function isLate(error: unknown): boolean {
  return violates(error, 'unique') || violates(error, 'users.password_version')
}
