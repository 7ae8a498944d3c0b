// Signing up with an invitation. The token came to the email address, so opening its link proves
// the address, and nothing has to be confirmed again. The person chooses the password: an
// administrator never knows one.
// Lesson: user-management (core)

import { endInvitation, type Invitation } from '../../../auth/access/invitations.ts'
import { hashPassword } from '../../../auth/passwords/password.ts'
import { makeToken } from '../../../auth/tokens/token.ts'
import { hourMs } from '../../../basics/clock.ts'
import { ConstraintError } from '../../../database/database.ts'
import type { Client, Dependencies } from '../dependencies.ts'
import { noSignUpSentences } from './rules.ts'
import { endSignups, insertInvited, insertOwner } from '../store.ts'
import { checkNewPassword, type User } from '../users.ts'
import { Refusal, refuse, takeOrRefuse } from '../../site/refusal.ts'

export type Acceptance = { token: string; password: string; name?: string | undefined }

const acceptLimit = { name: 'invitation', most: 20, windowMs: hourMs }

/** Finds a valid invitation for the page that asks for the rest. Throws a Refusal. */
export async function findInvitation(dependencies: Dependencies, token: string): Promise<Invitation> {
  if (dependencies.signUp === 'closed') throw refuse('sign-up-closed', noSignUpSentences.closed)
  const invitation = await dependencies.auth.invitations.find(token)
  if (invitation === undefined) throw oldInvitation()
  return invitation
}

/** Makes the account of an invitation and uses the invitation up. Throws a Refusal. */
export async function acceptInvitation(
  dependencies: Dependencies, { token, password, name = '' }: Acceptance, client: Client,
): Promise<User> {
  await takeOrRefuse(dependencies.auth.limits, { limit: acceptLimit, who: client.address })
  const { id, email } = await findInvitation(dependencies, token)
  const { publicOrigin } = dependencies
  const issues = checkNewPassword(password, { field: 'password', email, name, publicOrigin })
  if (issues.length > 0) throw new Refusal('invalid', issues)
  const passwordHash = await hashPassword(password)
  const user = await insertUser(dependencies, email, { token, name: name.trim(), passwordHash })
  await dependencies.auth.audit.write({
    requestId: client.requestId, actor: user.id, action: 'account-made', target: `user ${user.id}`,
    details: { invitation: id },
  })
  return user
}

type NewUser = { token: string; name: string; passwordHash: string }

// Of two uses at the same time, the first statement lets one in.
async function insertUser(dependencies: Dependencies, email: string, newUser: NewUser): Promise<User> {
  const now = dependencies.clock()
  try {
    const [{ rows: [user] }] = await dependencies.database.batch([
      insertInvited(newUser.token, { ...newUser, now }),
      insertOwner(email, makeToken('gwo_').hash, now),
      endInvitation(email),
      endSignups(email),
    ])
    if (user === undefined) throw oldInvitation()
    return user
  } catch (error) {
    // The address got an account in another way in the meantime.
    if (error instanceof ConstraintError && error.kind === 'unique') throw oldInvitation()
    throw error
  }
}

function oldInvitation(): Refusal {
  return refuse('old-token', 'This invitation was already used, was revoked, or is too old')
}
