// The second factor: a secret that the user's device shares with us, shown as a QR code once. It
// takes effect with the first right code; ten recovery codes replace a lost device.
// Lesson: second-factor (core)

import { hasChanged } from '../../../auth/access/audit.ts'
import { requireStillAllowed } from '../../../auth/access/stillAllowed.ts'
import {
  disableTotp, enableTotp, findTotp, findUser, updateTotpSecret,
} from '../../../auth/access/users.ts'
import { SignInError } from '../../../auth/passwords/admission.ts'
import {
  deleteRecoveryCodes, makeRecoveryCodes, replaceRecoveryCodes,
} from '../../../auth/passwords/recoveryCodes.ts'
import { makeTotpSecret, totpUri } from '../../../auth/passwords/totp.ts'
import { isRecentSignIn, renewSession } from '../../../auth/sessions/session.ts'
import { object } from '../../../basics/check.ts'
import { secondMs } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { confirmPassword, explainEnded, explainRefused } from '../../site/confirmPassword.ts'
import { accountGone, refuse, violates, type Refusal } from '../../site/refusal.ts'
import { notify } from '../account/rules.ts'
import { eventOf, type Actor } from '../actor.ts'
import { countChange } from '../changeLimit.ts'
import type { Dependencies } from '../dependencies.ts'
import { useCode } from '../signIn/rules.ts'
import { codeText, passwordText } from '../checkers.ts'

export const codeChecker = object({ code: codeText })
export const disableChecker = object({ password: passwordText, code: codeText })

/** What a device needs: the secret, in the URI of a QR code or to type in. */
export type Enrolment = { uri: string; secret: string }

/**
 * Makes a new secret. It has no effect until `enableSecondFactor` has seen a code of it. The
 * session gets a new token, because its user has just given the password: the secret is shown to it
 * alone.
 */
export async function beginSecondFactor(
  dependencies: Dependencies, actor: Actor, password: string,
): Promise<Enrolment & { token: string | undefined }> {
  const { auth, database, random, clock, publicOrigin } = dependencies
  const { user, identity, session } = actor
  const passwordVersion = await confirmPassword(auth.credentials, actor, { password })
  const secret = makeTotpSecret(random)
  const renewed = session && renewSession(session, clock(), hasChanged)
  const [, { changes }] = await database.batch([
    requireStillAllowed(identity, { passwordVersion }),
    updateTotpSecret(user.id, auth.totp.encrypt(user.id, secret)),
    ...(renewed === undefined ? [] : [renewed.statement]),
  ]).catch(explainRefused(database, { user: user.id, passwordVersion }))
  if (changes === 0) throw await whyNoSecret(database, user.id)
  return { ...enrolmentOf(publicOrigin, user.email, secret), token: renewed?.token }
}

/**
 * Gives the enrolment that was begun, so that a page can show it again; undefined for a session
 * whose user gave the password too long ago.
 */
export async function readEnrolment(
  { auth, database, clock, publicOrigin }: Dependencies, { user, session }: Actor,
): Promise<Enrolment | undefined> {
  if (!isRecentSignIn(session, clock())) return undefined
  const stored = await pendingSecret(database, user.id)
  const secret = stored === null ? undefined : auth.totp.decrypt(user.id, stored)
  return secret === undefined ? undefined : enrolmentOf(publicOrigin, user.email, secret)
}

/**
 * Switches the second factor on. Gives the recovery codes, this once, and for a browser a new
 * device token: its old one doesn't count for the second factor.
 */
export async function enableSecondFactor(
  dependencies: Dependencies, actor: Actor, code: string,
): Promise<{ codes: readonly string[]; device: string | undefined }> {
  const { auth, database, outbox, random, clock } = dependencies
  const { user, identity, session } = actor
  const { passwordVersion } = identity.account
  const now = clock()
  const secret = await pendingSecret(database, user.id)
  const step = await countGuess(auth, actor, () => secret === null ? undefined
    : auth.totp.verify({ user: user.id, secret }, code, { now: now / secondMs }))
  if (secret === null || step === undefined) {
    throw refuse('wrong-code', 'This is not the code that your app shows now', 'code')
  }
  await countChange(dependencies, actor)
  const codes = makeRecoveryCodes(random)
  const [, { changes }] = await database.batch([
    requireStillAllowed(identity, { passwordVersion }),
    enableTotp(user.id, { secret, step, now }),
    auth.audit.prepareIfChanged(eventOf('second-factor-on', actor)),
    ...replaceRecoveryCodes(user.id, codes),
    notify(dependencies, user, 'the second factor was switched on'),
  ]).catch(explainChanged).catch(explainEnded)
  if (changes === 0) throw accountGone()
  outbox.wake()
  return { codes, device: session && auth.devices.make({ user: user.id, passwordVersion }) }
}

/** Switches the second factor off, with the password and a code: a thief may have either one. */
export async function disableSecondFactor(
  dependencies: Dependencies, actor: Actor, { password, code }: { password: string; code: string },
): Promise<void> {
  const { auth, database, outbox, clock } = dependencies
  const { user, identity } = actor
  const passwordVersion = await confirmPassword(auth.credentials, actor, { password })
  const { secret = null, isOn = 0 } = await findTotp(database, user.id) ?? {}
  if (secret === null || isOn === 0) throw refuse('taken', 'The second factor is off already')
  const isRight = await countGuess(auth, actor, async () =>
    await useCode(dependencies, user.id, code) || undefined)
  if (!isRight) {
    await auth.audit.write(eventOf('second-factor-refused', actor))
    throw refuse('wrong-code', 'This code is wrong or was used already', 'code')
  }
  await countChange(dependencies, actor)
  const [, { changes }] = await database.batch([
    requireStillAllowed(identity, { passwordVersion }),
    disableTotp(user.id, { secret, now: clock() }),
    auth.audit.prepareIfChanged(eventOf('second-factor-off', actor)),
    deleteRecoveryCodes(user.id),
    notify(dependencies, user, 'the second factor was switched off'),
  ]).catch(explainChanged).catch(explainRefused(database, { user: user.id, passwordVersion }))
  if (changes === 0) throw accountGone()
  outbox.wake()
}

/** Counts a code as a guess, before it's looked at. Forgets the guesses when it is right. */
async function countGuess<Right>(
  { secondFactorThrottle }: Dependencies['auth'], { user, session }: Actor,
  look: () => Promise<Right | undefined> | Right | undefined,
): Promise<Right | undefined> {
  const who = session === undefined ? `program ${user.id}` : `session ${session.id}`
  const seconds = await secondFactorThrottle.enter(who)
  if (seconds > 0) throw new SignInError('limited', seconds)
  const right = await look()
  if (right !== undefined) await secondFactorThrottle.succeed(who)
  return right
}

// A secret that no code has confirmed yet.
async function pendingSecret(database: Database, user: number): Promise<string | null> {
  const stored = await findTotp(database, user)
  return stored?.isOn === 0 ? stored.secret : null
}

function enrolmentOf(publicOrigin: string, account: string, secret: string): Enrolment {
  return { uri: totpUri(secret, { account, issuer: new URL(publicOrigin).host }), secret }
}

// Another request has switched it on or off meanwhile, or started again with a new secret.
function explainChanged(error: unknown): never {
  if (!violates(error, 'users.version')) throw error
  throw refuse('taken', 'The second factor was changed in the meantime: look at it again first')
}

async function whyNoSecret(database: Database, user: number): Promise<Refusal> {
  if (await findUser(database, user) === undefined) return accountGone()
  return refuse('taken', 'The second factor is switched on already')
}
