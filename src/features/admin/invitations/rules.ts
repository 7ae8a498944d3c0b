// How administrators invite people: an email address gets a link, with which its owner signs up and
// chooses a password. Nobody else sees the link, so nobody else can choose the password.
// Lesson: user-management (core)

import type { Cause } from '../../../auth/access/audit.ts'
import {
  mostInvitations, revokeInvitation, type Invitation,
} from '../../../auth/access/invitations.ts'
import { object, string } from '../../../basics/check.ts'
import { dayMs, formatTime } from '../../../basics/clock.ts'
import { sql } from '../../../database/sql.ts'
import { HttpError } from '../../../http/errors.ts'
import { limitHeaders } from '../../../services/limits.ts'
import { parseAddress } from '../../../services/mail/address.ts'
import type { Dependencies } from '../dependencies.ts'
import { invitationMail } from '../mails.ts'
import { findUserByEmail } from '../store.ts'
import { refuse } from '../../site/refusal.ts'

export const invitationChecker = object({ email: string({ min: 1, max: 254 }) })

// An invitation is an email to an address that anybody chose: nobody sends thousands.
const mailLimit = { name: 'invitations', most: 100, windowMs: dayMs }

/**
 * Invites an email address; an older invitation of it ends. Throws an Refusal `invalid`,
 * `taken`, `too-many` or `sign-up-closed`, or an HttpError 429.
 */
export async function invite(
  dependencies: Dependencies, cause: Cause & { actor: number }, typed: string,
): Promise<Invitation> {
  const { auth, database, outbox, publicOrigin } = dependencies
  if (dependencies.signUp === 'closed') throw refuse('sign-up-closed', closedSentence)
  const email = parseAddress(typed.trim())
  if (email === undefined) throw refuse('invalid', 'Write an address like ada@example.org', 'email')
  if (await findUserByEmail(database, email) !== undefined) throw taken()
  const open = await auth.invitations.list()
  const isFull = open.length >= mostInvitations && open.every((each) => each.email !== email)
  if (isFull) throw tooMany()
  await takeMail(dependencies, cause.actor)
  const { token, statement } = auth.invitations.prepare(email, cause.actor)
  const id = sql`(select id from invitations where email = ${email})`
  const event = { ...cause, action: 'invited', target: 'invitations' }
  const [{ rows: [invitation] }] = await database.batch([
    statement,
    auth.audit.prepareIfChanged(event, { name: 'invitation', value: id }),
    outbox.add(invitationMail(publicOrigin, { email, token }), sql`changes() > 0`),
  ])
  outbox.wake()
  if (invitation !== undefined) return invitation
  // Somebody was faster: the address has an account now, or the list is full.
  throw await findUserByEmail(database, email) === undefined ? tooMany() : taken()
}

/** Revokes an invitation: its link no longer works. Throws an Refusal `not-found`. */
export async function revoke({ auth }: Dependencies, cause: Cause, id: number): Promise<void> {
  const event = { ...cause, action: 'invitation-revoked', target: `invitation ${id}` }
  const { changes } = await auth.audit.record(revokeInvitation(id), event)
  if (changes === 0) throw refuse('not-found', 'There is no such invitation')
}

/** Shows an invitation to a program. Its token is in the email and nowhere else. */
export function describeInvitation({ id, email, createdAt, expiresAt, invitedBy }: Invitation) {
  return {
    id, email, createdAt: formatTime(createdAt), expiresAt: formatTime(expiresAt), invitedBy,
  }
}

export const closedSentence =
  'Sign-up is closed (SIGN_UP=closed): create accounts with `npm run users -- create EMAIL`'

async function takeMail({ auth }: Dependencies, actor: number): Promise<void> {
  const verdict = await auth.limits.take(mailLimit, String(actor))
  if (verdict.isAllowed) return
  const { retryAfterSeconds } = verdict
  const message = `You have sent ${mailLimit.most} invitations today: send the next one later`
  const headers = limitHeaders(mailLimit, retryAfterSeconds)
  throw new HttpError(429, 'limited', message, { headers })
}

function taken() {
  return refuse('taken', 'There is already an account with this email address', 'email')
}

function tooMany() {
  return refuse('too-many', `There are ${mostInvitations} open invitations: revoke some first`)
}
