// The second factor: a secret that the user's device shares with us, shown as a QR code once. It
// counts from the first right code on; ten recovery codes replace a lost device.
// Lesson: second-factor (core)

import {
  disableTotp, enableTotp, findTotp, updateTotpSecret, type User,
} from '../../../auth/access/users.ts'
import { SignInError } from '../../../auth/passwords/admission.ts'
import {
  deleteRecoveryCodes, makeRecoveryCodes, replaceRecoveryCodes,
} from '../../../auth/passwords/recoveryCodes.ts'
import { makeTotpSecret, totpUri, verifyTotp } from '../../../auth/passwords/totp.ts'
import { isRecentSignIn, renewSession } from '../../../auth/sessions/session.ts'
import { object } from '../../../basics/check.ts'
import { secondMs } from '../../../basics/clock.ts'
import type { Sql } from '../../../database/sql.ts'
import { refuse } from '../../site/refusal.ts'
import { checkPassword } from '../account/rules.ts'
import type { Dependencies } from '../dependencies.ts'
import { noticeMail } from '../mails.ts'
import { eventOf, type Actor } from '../requester.ts'
import { useCode } from '../signIn/rules.ts'
import { codeText, passwordText } from '../users.ts'

export const codeChecker = object({ code: codeText })
export const disableChecker = object({ password: passwordText, code: codeText })

/** What a device needs: the address that a QR code holds, which has the secret in it. */
export type Enrolment = { uri: string }

/**
 * Makes a new secret. It counts for nothing until `enableSecondFactor` saw a code of it. The
 * session gets a new token, because its user has just given the password: the secret is shown to it
 * alone.
 */
export async function beginSecondFactor(
  dependencies: Dependencies, { user, session }: Actor, password: string,
): Promise<Enrolment & { token: string | undefined }> {
  await checkPassword(dependencies, user.id, { password, field: 'password', session })
  const secret = makeTotpSecret(dependencies.random)
  const { changes } = await dependencies.database.run(updateTotpSecret(user.id, secret))
  if (changes === 0) throw refuse('taken', 'The second factor is switched on already')
  const renewed = session && renewSession(session, dependencies.clock())
  if (renewed !== undefined) await dependencies.database.run(renewed.statement)
  return { uri: uriOf(dependencies, user.email, secret), token: renewed?.token }
}

/**
 * Gives the enrolment that was begun, so that a page can show it again; undefined for a session
 * whose user gave the password too long ago.
 */
export async function readEnrolment(
  dependencies: Dependencies, { user, session }: Actor,
): Promise<Enrolment | undefined> {
  if (!isRecentSignIn(session, dependencies.clock())) return undefined
  const secret = await pendingSecret(dependencies, user.id)
  return secret === null ? undefined : { uri: uriOf(dependencies, user.email, secret) }
}

/** Switches the second factor on and gives the recovery codes, this once. */
export async function enableSecondFactor(
  dependencies: Dependencies, actor: Actor, code: string,
): Promise<readonly string[]> {
  const { user, requester } = actor
  const now = dependencies.clock()
  const secret = await pendingSecret(dependencies, user.id)
  const step = await guess(dependencies, actor, async () =>
    secret === null ? undefined : verifyTotp(secret, code, { now: now / secondMs }))
  if (step === undefined) throw refuse('wrong-code', 'This is not the code that is due now', 'code')
  const codes = makeRecoveryCodes(dependencies.random)
  const [{ changes }] = await dependencies.database.batch([
    enableTotp(user.id, { step, now }),
    ...replaceRecoveryCodes(user.id, codes),
    notice(dependencies, user, 'the second factor was switched on'),
    dependencies.auth.audit.prepare(eventOf('second-factor-on', { user, requester })),
  ])
  if (changes === 0) throw refuse('taken', 'The second factor is switched on already')
  dependencies.outbox.wake()
  return codes
}

/** Switches the second factor off, with the password and a code: a thief may have either one. */
export async function disableSecondFactor(
  dependencies: Dependencies, actor: Actor, { password, code }: { password: string; code: string },
): Promise<void> {
  const { user, session, requester } = actor
  await checkPassword(dependencies, user.id, { password, field: 'password', session })
  if (user.hasSecondFactor === 0) throw refuse('taken', 'The second factor is off already')
  const isRight = await guess(dependencies, actor, async () =>
    await useCode(dependencies, user.id, code) || undefined)
  if (!isRight) {
    await dependencies.auth.audit.write(eventOf('second-factor-refused', { user, requester }))
    throw refuse('wrong-code', 'This code is not right, or was used already', 'code')
  }
  await dependencies.database.batch([
    disableTotp(user.id, dependencies.clock()),
    deleteRecoveryCodes(user.id),
    notice(dependencies, user, 'the second factor was switched off'),
    dependencies.auth.audit.prepare(eventOf('second-factor-off', { user, requester })),
  ])
  dependencies.outbox.wake()
}

/** Counts a code as a guess, before it's looked at. Forgets the guesses when it is right. */
async function guess<Right>(
  { auth: { secondFactorThrottle } }: Dependencies, { user, session }: Actor,
  look: () => Promise<Right | undefined>,
): Promise<Right | undefined> {
  const who = session === undefined ? `program ${user.id}` : `session ${session.id}`
  const seconds = await secondFactorThrottle.enter(who)
  if (seconds > 0) throw new SignInError('limited', seconds)
  const right = await look()
  if (right !== undefined) await secondFactorThrottle.succeed(who)
  return right
}

async function pendingSecret({ database }: Dependencies, user: number): Promise<string | null> {
  const stored = await findTotp(database, user)
  return stored?.isOn === 0 ? stored.secret : null
}

function notice(dependencies: Dependencies, { id, email }: User, what: string): Sql {
  return dependencies.outbox.add(noticeMail(dependencies.publicOrigin, { email, user: id, what }))
}

function uriOf(dependencies: Dependencies, email: string, secret: string): string {
  return totpUri(secret, { account: email, issuer: new URL(dependencies.publicOrigin).host })
}
