// Signing in, in one step or two: the password, and for accounts that want it a code from a second
// device. A session begins only after the last step, with a token that nobody knew before.
// Lesson: passwords (core)

import type { Proof } from '../../../auth/passwords/credentials.ts'
import { SignInError } from '../../../auth/passwords/signInError.ts'
import { hashRecoveryCode } from '../../../auth/passwords/recoveryCodes.ts'
import { endSessionByToken } from '../../../auth/sessions/session.ts'
import { verifyTotp } from '../../../auth/passwords/totp.ts'
import { secondMs } from '../../../basics/clock.ts'
import { sql } from '../../../database/sql.ts'
import type { Client, Dependencies } from '../dependencies.ts'
import { Refusal, refuse } from '../../site/refusal.ts'

/** A browser that is signed in, by the token of its session, and is known from now on. */
export type SignedIn = { user: number; token: string; device: string }

/** A sign-in that waits for its second factor. */
export type Waiting = { ticket: string }

export type Credentials = { email: string; password: string }

/** Signs a browser in by its password. Throws a Refusal, or a PasswordsBusyError. */
export async function signIn(
  dependencies: Dependencies, credentials: Credentials, client: Client,
): Promise<SignedIn | Waiting> {
  const checked = await checkPassword(dependencies, credentials, client)
  return 'ticket' in checked ? checked : startSession(dependencies, checked, client)
}

/** Finishes a sign-in with a code of the second factor, or with a recovery code. */
export async function finishSignIn(
  dependencies: Dependencies, second: { ticket: string; code: string }, client: Client,
): Promise<SignedIn> {
  return startSession(dependencies, await checkSecondFactor(dependencies, second, client), client)
}

/** The first step for browsers and programs: gives the user, or a ticket for the second step. */
export async function checkPassword(
  dependencies: Dependencies, { email, password }: Credentials, client: Client,
): Promise<Proof | Waiting> {
  const { auth, database } = dependencies
  const cause = { requestId: client.requestId, actor: null }
  try {
    const { user, passwordVersion, needsSecondFactor } = await auth.credentials.check({
      email: email.trim(), password, client: client.address, device: client.device, cause,
    })
    if (!needsSecondFactor) return { user, passwordVersion }
    const stands = { user, email: null }
    const { token, statements } =
      auth.oneTimeTokens.prepare('second-factor', stands, passwordVersion)
    await database.batch(statements)
    return { ticket: token }
  } catch (error) {
    throw toRefusal(error)
  }
}

/** The second step: uses up the ticket and the code. */
export async function checkSecondFactor(
  dependencies: Dependencies, { ticket, code }: { ticket: string; code: string }, client: Client,
): Promise<Proof> {
  const { oneTimeTokens, secondFactorThrottle, audit, devices } = dependencies.auth
  const found = await oneTimeTokens.look('second-factor', ticket)
  if (found === undefined) throw oldTicket()
  const { user } = found
  const passwordVersion = await dependencies.store.passwordVersion(user)
  // Someone who only knows the password must not keep the owner out either.
  const device = devices.recognize(client.device, { user, passwordVersion })
  const who = device === undefined ? String(user) : `device ${device}`
  const seconds = await secondFactorThrottle.enter(who)
  if (seconds > 0) throw toRefusal(new SignInError('limited', seconds))
  if (!await useCode(dependencies, user, code)) {
    await audit.write({
      requestId: client.requestId, actor: null, action: 'second-factor-refused',
      target: `user ${user}`,
    })
    throw refuse('wrong-code', 'This code is not right, or was used already', 'code')
  }
  if (await oneTimeTokens.use('second-factor', ticket) === undefined) throw oldTicket()
  await secondFactorThrottle.succeed(who)
  return { user, passwordVersion }
}

/**
 * Begins a session, in place of the one that this browser had. The links that it made without an
 * account come along.
 */
export async function startSession(
  dependencies: Dependencies,
  { user, passwordVersion }: Proof,
  { requestId, agent, anonymousOwner, session }: Client,
): Promise<SignedIn> {
  const { auth, database, store, claimLinks } = dependencies
  const { token, statement } = auth.sessions.prepare(user, agent, passwordVersion)
  const event = { requestId, actor: user, action: 'signed-in', target: `user ${user}` }
  const [{ changes }] = await database.batch([
    statement,
    auth.audit.prepareIfChanged(event),
    ...(session === undefined ? [] : [endSessionByToken(session)]),
    ...(anonymousOwner === undefined ? [] : claimLinks(anonymousOwner, user)),
  ])
  if (changes === 0) throw toRefusal(new SignInError('wrong'))
  const version = passwordVersion ?? await store.passwordVersion(user)
  return { user, token, device: auth.devices.make({ user, passwordVersion: version }) }
}

/** Uses up a code from the device or a recovery code: the guard in each statement lets one in. */
export async function useCode(dependencies: Dependencies, user: number, code: string): Promise<boolean> {
  const { database, clock } = dependencies
  const stored = await database.one(sql<{ secret: string; lastStep: number }>`
    select totp_secret as secret, totp_last_step as lastStep from users
    where id = ${user} and totp_since is not null`)
  if (stored === undefined) return false
  const { secret, lastStep } = stored
  const step = verifyTotp(secret, code, { now: clock() / secondMs, lastStep })
  const { changes } = await database.run(step === undefined
    ? sql`delete from recovery_codes
        where user = ${user} and code_hash = ${hashRecoveryCode(code) ?? null}`
    : sql`update users set totp_last_step = ${step}
        where id = ${user} and totp_last_step < ${step}`)
  return changes === 1
}

function oldTicket(): Refusal {
  return refuse('old-token', 'This sign-in took too long: begin again with your password')
}

/** Turns an error of the credentials into a refusal that pages and programs understand. */
export function toRefusal(error: unknown): unknown {
  if (!(error instanceof SignInError)) return error
  const { code, message, limit, retryAfterSeconds } = error
  const issues = [{ field: '', message }]
  if (code === 'wrong') return new Refusal('wrong-password', issues)
  return new Refusal('limited', issues, { limit, retryAfterSeconds })
}
