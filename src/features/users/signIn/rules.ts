// Signing in, in one step or two: the password, and for accounts that want it a code from a second
// device. A session begins only after the last step, with a token that nobody knew before. Its user
// can see where else they're signed in, and end that.
// Lesson: passwords (tour)

import { hasChangedOr } from '../../../auth/access/audit.ts'
import type { ListedSignIn } from '../../../auth/access/identity.ts'
import {
  findCredentials, findTotp, readPasswordVersion, useTotpStep, type Proof, type User,
} from '../../../auth/access/users.ts'
import { SignInError } from '../../../auth/passwords/admission.ts'
import { useRecoveryCode } from '../../../auth/passwords/recoveryCodes.ts'
import {
  endSession, endSessions, hasSessions, isRecentSignIn, startSession,
} from '../../../auth/sessions/session.ts'
import { storeSecondFactorToken } from '../../../auth/tokens/oneTime.ts'
import { endFamilies, endFamily } from '../../../auth/tokens/refresh.ts'
import { object, type Checked } from '../../../basics/check.ts'
import { secondMs } from '../../../basics/clock.ts'
import { unknownId } from '../../site/input.ts'
import { Refusal, refuse } from '../../site/refusal.ts'
import type { Requester } from '../../site/requester.ts'
import { emailText } from '../../site/user.ts'
import { eventOf, type Actor } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { codeText, passwordText, tokenText } from '../checkers.ts'

export const signInChecker = object({ email: emailText, password: passwordText })
export const secondFactorChecker = object({ ticket: tokenText, code: codeText })

/** A browser that is signed in, by the token of its session, and is known from now on. */
export type SignedIn = { user: number; token: string; device: string }

/** A sign-in that waits for its second factor. */
type Waiting = { ticket: string }

type Credentials = Checked<typeof signInChecker>
type SecondStep = Checked<typeof secondFactorChecker>

/** The browsers and programs in which a user is signed in. */
export type SignIns = {
  sessions: readonly ListedSignIn[]
  families: readonly ListedSignIn[]
}

/** Signs a browser in by its password. Throws a Refusal, a SignInError or a PasswordsBusyError. */
export async function signIn(
  dependencies: Dependencies, credentials: Credentials, requester: Requester,
): Promise<SignedIn | Waiting> {
  const checked = await checkPassword(dependencies, credentials, requester)
  return 'ticket' in checked ? checked : signInBrowser(dependencies, checked, requester)
}

/** Finishes a sign-in with a code of the second factor, or with a recovery code. */
export async function finishSignIn(
  dependencies: Dependencies, second: SecondStep, requester: Requester,
): Promise<SignedIn> {
  const proof = await checkSecondFactor(dependencies, second, requester)
  return signInBrowser(dependencies, proof, requester)
}

/** The first step for browsers and programs: gives the user, or a ticket for the second step. */
export async function checkPassword(
  dependencies: Dependencies, { email, password }: Credentials,
  { requestId, address, deviceToken: device }: Requester,
): Promise<Proof | Waiting> {
  const proof = await dependencies.auth.credentials.check({
    email: email.trim(), password, client: address, device, cause: { requestId, actor: null },
  })
  if (proof.secondFactorSince === null) return proof
  const ticket = await storeSecondFactorToken(dependencies, proof)
  // The password was changed, or the account disabled or deleted, while it was hashed.
  if (ticket === undefined) throw new SignInError('wrong')
  return { ticket }
}

/** The second step: uses up the ticket and the code. */
export async function checkSecondFactor(
  dependencies: Dependencies, { ticket, code }: SecondStep, { requestId, deviceToken }: Requester,
): Promise<Proof> {
  const { oneTimeTokens, secondFactorThrottle, audit, devices } = dependencies.auth
  const found = await oneTimeTokens.look('second-factor', ticket)
  if (found === undefined) throw oldTicket()
  const { user } = found
  const stored = await findCredentials(dependencies.database, user)
  if (stored === undefined) throw oldTicket()
  const { passwordVersion, secondFactorSince } = stored
  // Someone who only knows the password must not keep the owner out either. Before the second
  // factor was on, the password was enough to make devices known, so those don't count here.
  const since = secondFactorSince ?? 0
  const device = devices.recognize(deviceToken, { user, passwordVersion }, since)
  const who = device === undefined ? String(user) : `device ${device}`
  const seconds = await secondFactorThrottle.enter(who)
  if (seconds > 0) throw new SignInError('limited', seconds)
  if (!await useCode(dependencies, user, code)) {
    const target = `user ${user}`
    await audit.write({ requestId, actor: null, action: 'second-factor-refused', target })
    throw refuse('wrong-code', 'This code is wrong or was used already', 'code')
  }
  if (await oneTimeTokens.use('second-factor', ticket) === undefined) throw oldTicket()
  await secondFactorThrottle.succeed(who)
  return { user, passwordVersion, secondFactorSince }
}

/** Uses up a code from the device or a recovery code: the guard in each statement lets one in. */
export async function useCode(
  { auth, database, clock }: Dependencies, user: number, code: string,
): Promise<boolean> {
  const { secret = null, isOn = 0, lastStep = 0 } = await findTotp(database, user) ?? {}
  if (secret === null || isOn === 0) return false
  const step = auth.totp.verify({ user, secret }, code, { now: clock() / secondMs, lastStep })
  const { changes } = await database.run(
    step === undefined ? useRecoveryCode(user, code) : useTotpStep(user, step, lastStep))
  return changes === 1
}

/** Signs a browser in whose user has just proved who they are, and makes it a known device. */
async function signInBrowser(
  dependencies: Dependencies, proof: Proof, requester: Requester,
): Promise<SignedIn> {
  const { auth: { devices }, database } = dependencies
  const token = await startSession(dependencies, proof, requester)
  if (token === undefined) throw new SignInError('wrong')
  const { user } = proof
  const passwordVersion = proof.passwordVersion ?? await readPasswordVersion(database, user)
  return { user, token, device: devices.make({ user, passwordVersion }) }
}

/** Signs a browser in whose user has just got an account, and has nothing else to show. */
export function signInNewUser(
  dependencies: Dependencies, { id: user }: User, requester: Requester,
): Promise<SignedIn> {
  const proof = { user, passwordVersion: null, secondFactorSince: null }
  return signInBrowser(dependencies, proof, requester)
}

/** Lists the browsers and programs in which a user is signed in. */
export async function listSignIns({ auth }: Dependencies, user: number): Promise<SignIns> {
  const [sessions, families] = await Promise.all([
    auth.sessions.list(user), auth.refreshTokens.list(user),
  ])
  return { sessions, families }
}

/**
 * Says whether a user has to enter the password again to sign themselves out elsewhere: somebody
 * else may sit at a browser that was left open (OWASP ASVS 5.0, 7.5.2). Programs don't have to.
 */
export function needsProof({ session }: Pick<Actor, 'session'>, now: number): boolean {
  return session !== undefined && !isRecentSignIn(session, now)
}

/** Throws a Refusal `needs-password` where `needsProof` says so. */
export function requireProof(actor: Actor, now: number): void {
  if (!needsProof(actor, now)) return
  throw refuse('needs-password', 'Enter your password again first, at /account/sessions')
}

/**
 * Signs a user out in one browser or program. Throws a Refusal: `needs-password` or `not-found`.
 */
export async function endSignIn(
  { auth, clock }: Dependencies, actor: Actor,
  { kind, id }: { kind: 'session' | 'family'; id: number },
): Promise<void> {
  const { user, session } = actor
  const isHere = kind === 'session' && id === session?.id
  if (!isHere) requireProof(actor, clock())
  const end = kind === 'session' ? endSession(user.id, id) : endFamily(user.id, id)
  const event = eventOf('session-ended', actor, { [kind]: id })
  const { changes } = await auth.audit.record(end, event)
  if (changes === 0) throw unknownId()
}

/** Signs a user out everywhere but here. Throws a Refusal `needs-password`. */
export async function endOtherSignIns(
  { auth, clock, database }: Dependencies, actor: Actor,
): Promise<void> {
  requireProof(actor, clock())
  const { user: { id }, identity: { session, family } } = actor
  const here = session?.id ?? null
  // If no session ends, nothing is audited: otherwise, any user could fill the disk.
  const hasEnded = hasChangedOr(hasSessions(id, here))
  await database.batch([
    endFamilies(id, family ?? null),
    auth.audit.prepare(eventOf('other-sessions-ended', actor), hasEnded),
    endSessions(id, here),
  ])
}

/** Signs a user out here. Throws a Refusal for a key or a password, which have no session. */
export async function signOut({ auth }: Dependencies, actor: Actor): Promise<void> {
  const { user, identity: { session, family } } = actor
  const end = session !== undefined ? endSession(user.id, session.id)
    : family !== undefined ? endFamily(user.id, family) : undefined
  if (end === undefined) {
    throw refuse('not-found', "A key or a password doesn't have a session that could end")
  }
  await auth.audit.record(end, eventOf('signed-out', actor))
}

function oldTicket(): Refusal {
  return refuse('old-token', 'This sign-in took too long: begin again with your password')
}
