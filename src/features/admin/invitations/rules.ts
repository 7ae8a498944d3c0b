// How administrators invite people: an email address gets a link, with which its owner signs up and
// chooses a password. Nobody else sees the link, so nobody else can choose the password.
// Lesson: user-management (tour)

import { hasChanged } from '../../../auth/access/audit.ts'
import {
  invitationIdOf, mostInvitations, revokeInvitation, type Invitation,
} from '../../../auth/access/invitations.ts'
import { findUser, findUserByEmail } from '../../../auth/access/users.ts'
import { object } from '../../../basics/check.ts'
import { dayMs } from '../../../basics/clock.ts'
import { explainEnded } from '../../site/confirmPassword.ts'
import { accountGone, refuse, takeOrRefuse, type Refusal } from '../../site/refusal.ts'
import { emailText, readEmail } from '../../site/user.ts'
import type { AdminRequest, Dependencies } from '../dependencies.ts'
import { invitationMail } from '../mails.ts'

export const invitationChecker = object({ email: emailText })

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
  dependencies: Dependencies, request: AdminRequest, typed: string,
): Promise<Invitation> {
  const { auth: { limits }, database, signUp } = dependencies
  if (signUp === 'closed') throw refuse('sign-up-closed', closedSentence)
  const email = readEmail(typed)
  await checkRoom(dependencies, email)
  const who = String(request.actor)
  await takeOrRefuse(limits, { limit: mailLimit, who, sentence: () => enoughMails })
  const invitation = await storeInvitation(dependencies, request, email)
  if (invitation !== undefined) return invitation
  // Something changed meanwhile: the administrator left, the address has an account now, or the
  // list is full.
  if (await findUser(database, request.actor) === undefined) throw accountGone()
  throw await findUserByEmail(database, email) === undefined ? tooMany() : taken()
}

/** Revokes an invitation: its link no longer works. Throws a Refusal `not-found`. */
export async function revoke(
  { audit }: Dependencies, { guard, ...cause }: AdminRequest, id: number,
): Promise<void> {
  const event = { ...cause, action: 'invitation-revoked', target: `invitation ${id}` }
  const { changes } = await audit.record(revokeInvitation(id), event, { then: [guard] })
    .catch(explainEnded)
  if (changes === 0) throw unknownInvitation()
}

/** Makes the refusal for an id that no invitation has, or that can't be one. */
export function unknownInvitation(): Refusal {
  return refuse('not-found', 'There is no such invitation')
}

async function checkRoom({ auth, database }: Dependencies, email: string): Promise<void> {
  if (await findUserByEmail(database, email) !== undefined) throw taken()
  const open = await auth.invitations.list()
  if (open.length >= mostInvitations && open.every((each) => each.email !== email)) throw tooMany()
}

async function storeInvitation(
  { auth, audit, database, outbox, publicOrigin }: Dependencies,
  { guard, ...cause }: AdminRequest,
  email: string,
): Promise<Invitation | undefined> {
  const { token, statements } = auth.invitations.prepare(email, cause.actor)
  const event = { ...cause, action: 'invited', target: 'invitations' }
  const [, , { rows: [invitation] }] = await database.batch([
    guard,
    ...statements,
    audit.prepareIfChanged(event, { name: 'invitation', value: invitationIdOf(email) }),
    outbox.add(invitationMail(publicOrigin, { email, token }), hasChanged),
  ]).catch(explainEnded)
  outbox.wake()
  return invitation
}

function taken(): Refusal {
  return refuse('taken', 'There is already an account with this email address', 'email')
}

function tooMany(): Refusal {
  return refuse('too-many', `There are ${mostInvitations} open invitations: revoke some first`)
}
