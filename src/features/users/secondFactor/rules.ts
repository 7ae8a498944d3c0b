// The second factor: a secret that the user's device shares with us, shown as a QR code once. It
// counts from the first right code on; ten recovery codes replace a lost device.
// Lesson: second-factor (core)

import {
  disableTotp, enableTotp, findTotp, updateTotpSecret, type User,
} from '../../../auth/access/users.ts'
import {
  deleteRecoveryCodes, makeRecoveryCodes, replaceRecoveryCodes,
} from '../../../auth/passwords/recoveryCodes.ts'
import { isRecentSignIn, renewSession } from '../../../auth/sessions/session.ts'
import { SignInError } from '../../../auth/passwords/admission.ts'
import { makeTotpSecret, totpUri, verifyTotp } from '../../../auth/passwords/totp.ts'
import { secondMs } from '../../../basics/clock.ts'
import type { Sql } from '../../../database/sql.ts'
import { checkPassword, eventOf, type Actor } from '../account/rules.ts'
import { refuse, type UserDesk } from '../desk.ts'
import { noticeMail } from '../mails.ts'
import { toRefusal, useCode } from '../signIn/rules.ts'

/** What a device needs: the address that a QR code holds, which has the secret in it. */
export type Enrolment = { uri: string }

/**
 * Makes a new secret. It counts for nothing until `enableSecondFactor` saw a code of it. The
 * session gets a new token, because its user has just given the password: the secret is shown to it
 * alone.
 */
export async function beginSecondFactor(
  desk: UserDesk, { user, session }: Actor, password: string,
): Promise<Enrolment & { token: string | undefined }> {
  await checkPassword(desk, user.id, { password, field: 'password', session })
  const secret = makeTotpSecret(desk.random)
  const { changes } = await desk.database.run(updateTotpSecret(user.id, secret))
  if (changes === 0) throw refuse('taken', 'The second factor is switched on already')
  const renewed = session && renewSession(session, desk.clock())
  if (renewed !== undefined) await desk.database.run(renewed.statement)
  return { uri: uriOf(desk, user.email, secret), token: renewed?.token }
}

/**
 * Gives the enrolment that was begun, so that a page can show it again; undefined for a session
 * whose user gave the password too long ago.
 */
export async function readEnrolment(
  desk: UserDesk, { user, session }: Actor,
): Promise<Enrolment | undefined> {
  if (!isRecentSignIn(session, desk.clock())) return undefined
  const secret = await pendingSecret(desk, user.id)
  return secret === null ? undefined : { uri: uriOf(desk, user.email, secret) }
}

/** Switches the second factor on and gives the recovery codes, this once. */
export async function enableSecondFactor(
  desk: UserDesk, actor: Actor, code: string,
): Promise<readonly string[]> {
  const { user, client } = actor
  const now = desk.clock()
  const secret = await pendingSecret(desk, user.id)
  const step = await guess(desk, actor, async () =>
    secret === null ? undefined : verifyTotp(secret, code, { now: now / secondMs }))
  if (step === undefined) throw refuse('wrong-code', 'This is not the code that is due now', 'code')
  const codes = makeRecoveryCodes(desk.random)
  const [{ changes }] = await desk.database.batch([
    enableTotp(user.id, { step, now }),
    ...replaceRecoveryCodes(user.id, codes),
    notice(desk, user, 'the second factor was switched on'),
    desk.auth.audit.prepare(eventOf('second-factor-on', user, client)),
  ])
  if (changes === 0) throw refuse('taken', 'The second factor is switched on already')
  desk.outbox.wake()
  return codes
}

/** Switches the second factor off, with the password and a code: a thief may have either one. */
export async function disableSecondFactor(
  desk: UserDesk, actor: Actor, { password, code }: { password: string; code: string },
): Promise<void> {
  const { user, session, client } = actor
  await checkPassword(desk, user.id, { password, field: 'password', session })
  if (user.hasSecondFactor === 0) throw refuse('taken', 'The second factor is off already')
  const isRight = await guess(desk, actor, async () =>
    await useCode(desk, user.id, code) || undefined)
  if (!isRight) {
    await desk.auth.audit.write(eventOf('second-factor-refused', user, client))
    throw refuse('wrong-code', 'This code is not right, or was used already', 'code')
  }
  await desk.database.batch([
    disableTotp(user.id, desk.clock()),
    deleteRecoveryCodes(user.id),
    notice(desk, user, 'the second factor was switched off'),
    desk.auth.audit.prepare(eventOf('second-factor-off', user, client)),
  ])
  desk.outbox.wake()
}

/** Counts a code as a guess, before it's looked at. Forgets the guesses when it is right. */
async function guess<Right>(
  { auth: { secondFactorThrottle } }: UserDesk, { user, session }: Actor,
  look: () => Promise<Right | undefined>,
): Promise<Right | undefined> {
  const who = session === undefined ? `program ${user.id}` : `session ${session.id}`
  const seconds = await secondFactorThrottle.enter(who)
  if (seconds > 0) throw toRefusal(new SignInError('limited', seconds))
  const right = await look()
  if (right !== undefined) await secondFactorThrottle.succeed(who)
  return right
}

async function pendingSecret({ database }: UserDesk, user: number): Promise<string | null> {
  const stored = await findTotp(database, user)
  return stored?.isOn === 0 ? stored.secret : null
}

function notice(desk: UserDesk, { id, email }: User, what: string): Sql {
  return desk.outbox.add(noticeMail(desk.publicOrigin, { email, user: id, what }))
}

function uriOf(desk: UserDesk, email: string, secret: string): string {
  return totpUri(secret, { account: email, issuer: new URL(desk.publicOrigin).host })
}
