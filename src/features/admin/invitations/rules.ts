// How administrators invite people: an email address gets a link, with which its owner signs up and
// chooses a password. Nobody else sees the link, so nobody else can choose the password.
// Lesson: user-management (core)

import { hasChanged, type Cause } from '../../../auth/access/audit.ts'
import {
  invitationIdOf, mostInvitations, revokeInvitation, type Invitation,
} from '../../../auth/access/invitations.ts'
import { findUserByEmail } from '../../../auth/access/users.ts'
import { object, string } from '../../../basics/check.ts'
import { dayMs } from '../../../basics/clock.ts'
import { parseAddress } from '../../../services/mail/address.ts'
import type { Dependencies } from '../dependencies.ts'
import { invitationMail } from '../mails.ts'
import { refuse, takeOrRefuse } from '../../site/refusal.ts'

export const invitationChecker = object({ email: string({ min: 1, max: 254 }) })

// An invitation is an email to an address that anybody chose: nobody sends thousands.
const mailLimit = { name: 'invitations', most: 100, windowMs: dayMs }
const enoughMails = `You have sent ${mailLimit.most} invitations today: send the next one later`

export const closedSentence =
  'Sign-up is closed (SIGN_UP=closed): create accounts with `npm run users -- create EMAIL`'

/**
 * Invites an email address; an older invitation of it ends. Throws a Refusal `invalid`, `taken`,
 * `too-many`, `sign-up-closed` or `limited`.
 */
export async function invite(
  dependencies: Dependencies, cause: Cause & { actor: number }, typed: string,
): Promise<Invitation> {
  const { auth, audit, database, outbox, publicOrigin, signUp } = dependencies
  if (signUp === 'closed') throw refuse('sign-up-closed', closedSentence)
  const email = parseAddress(typed.trim())
  if (email === undefined) throw refuse('invalid', 'Write an address like ada@example.org', 'email')
  if (await findUserByEmail(database, email) !== undefined) throw taken()
  const open = await auth.invitations.list()
  const isFull = open.length >= mostInvitations && open.every((each) => each.email !== email)
  if (isFull) throw tooMany()
  await takeOrRefuse(auth.limits, {
    limit: mailLimit, who: String(cause.actor), sentence: () => enoughMails,
  })
  const { token, statement } = auth.invitations.prepare(email, cause.actor)
  const event = { ...cause, action: 'invited', target: 'invitations' }
  const [{ rows: [invitation] }] = await database.batch([
    statement,
    audit.prepareIfChanged(event, { name: 'invitation', value: invitationIdOf(email) }),
    outbox.add(invitationMail(publicOrigin, { email, token }), hasChanged),
  ])
  outbox.wake()
  if (invitation !== undefined) return invitation
  // Somebody was faster: the address has an account now, or the list is full.
  throw await findUserByEmail(database, email) === undefined ? tooMany() : taken()
}

/** Revokes an invitation: its link no longer works. Throws a Refusal `not-found`. */
export async function revoke({ audit }: Dependencies, cause: Cause, id: number): Promise<void> {
  const event = { ...cause, action: 'invitation-revoked', target: `invitation ${id}` }
  const { changes } = await audit.record(revokeInvitation(id), event)
  if (changes === 0) throw refuse('not-found', 'There is no such invitation')
}

function taken() {
  return refuse('taken', 'There is already an account with this email address', 'email')
}

function tooMany() {
  return refuse('too-many', `There are ${mostInvitations} open invitations: revoke some first`)
}
