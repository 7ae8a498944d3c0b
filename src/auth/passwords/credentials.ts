// Checks an email address and a password. An unknown address, a wrong password and a disabled
// account get the same response after the same work, so nobody learns who has an account here.
// Lesson: passwords (core)

import type { Database } from '../../database/database.ts'
import { parseAddress } from '../../services/mail/address.ts'
import type { Audit, Cause } from '../access/audit.ts'
import type { CurrentSession } from '../access/identity.ts'
import {
  findCredentials, findCredentialsByEmail, updatePasswordHash, type Proof, type StoredCredentials,
} from '../access/users.ts'
import { SignInError, type Admission, type Admitted } from './admission.ts'
import {
  hashPassword, mostPasswordBytes, needsRehash, PasswordsBusyError, spendPasswordTime,
  verifyPassword,
} from './password.ts'
import type { Throttle } from './throttle.ts'

/** What a person or a program sends to sign in. */
type Attempt = {
  email: string
  password: string
  /** Whose tries are counted: the client's IP address. */
  client: string
  /** The device token of a browser. */
  device?: string | undefined
  cause: Cause
}

/** Whose password was right. A second factor, if it's on, hasn't been shown yet. */
type Checked = Proof & { passwordVersion: number }

type CredentialsOptions = {
  database: Database
  admission: Admission
  /** Counts the tries of those who are signed in. */
  confirmThrottle: Throttle
  audit: Audit
}

/** Checks passwords, with limits that slow down guessing. */
export class Credentials {
  readonly #options: CredentialsOptions
  readonly #basicChecks = new Map<string, Promise<Checked>>()

  constructor(options: CredentialsOptions) {
    this.#options = options
  }

  /** Checks an attempt. Throws a SignInError, or a PasswordsBusyError under load. */
  check(attempt: Attempt): Promise<Checked> {
    return checkAttempt(this.#options, attempt, (admitted) => admitted.succeed())
  }

  /**
   * Checks a password that comes with every request. The right one never counts as a try, and
   * requests that send the same one at the same time share one check.
   */
  checkBasic(attempt: Attempt): Promise<Checked> {
    const key = JSON.stringify([attempt.email, attempt.password, attempt.client])
    const running = this.#basicChecks.get(key)
    if (running !== undefined) return running
    const started = checkAttempt(this.#options, attempt, (admitted) => admitted.succeedUncounted())
      .finally(() => this.#basicChecks.delete(key))
    this.#basicChecks.set(key, started)
    return started
  }

  /**
   * Asks a signed-in user for the password once more. Failures count for the session, or for all
   * programs of the user: someone who isn't signed in can't use them up. Gives the version of the
   * password: what comes next has to check that it's still the same.
   */
  async confirm(user: number, password: string, session?: CurrentSession): Promise<number> {
    const { database, confirmThrottle } = this.#options
    const who = session === undefined ? `user ${user}` : `session ${session.id}`
    const account = await findCredentials(database, user)
    const seconds = await confirmThrottle.enter(who)
    if (seconds > 0) throw new SignInError('limited', seconds)
    const takeBack = () => confirmThrottle.takeBack(who)
    const isRight = await verifyOrTakeBack(account, password, takeBack)
    if (!isRight || account === undefined) throw new SignInError('wrong')
    await confirmThrottle.succeed(who)
    return account.passwordVersion
  }
}

async function checkAttempt(
  { database, admission, audit }: CredentialsOptions,
  { email, password, client, device, cause }: Attempt,
  succeed: (admitted: Admitted) => Promise<void>,
): Promise<Checked> {
  const address = parseAddress(email) ?? email.toLowerCase()
  const user = await findCredentialsByEmail(database, address)
  const owner = user && { user: user.id, passwordVersion: user.passwordVersion }
  const admitted = await admission.enter({ address, client, device, owner })
  const isRight = await verifyOrTakeBack(user, password, () => admitted.takeBack())
  if (!isRight || user === undefined || user.isDisabled) {
    const target = user === undefined ? 'unknown address' : `user ${user.id}`
    await audit.write({ ...cause, action: 'sign-in-refused', target })
    throw new SignInError('wrong')
  }
  await succeed(admitted)
  if (needsRehash(user.passwordHash ?? '')) await rehash(database, user, password)
  const { id, passwordVersion, secondFactorSince } = user
  return { user: id, passwordVersion, secondFactorSince }
}

// A password that nobody had time to check isn't a guess.
async function verifyOrTakeBack(
  stored: StoredCredentials | undefined, password: string, takeBack: () => Promise<void>,
): Promise<boolean> {
  try {
    if (Buffer.byteLength(password) > mostPasswordBytes) return false
    if (stored?.passwordHash) return await verifyPassword(password, stored.passwordHash)
    await spendPasswordTime(password)
    return false
  } catch (error) {
    if (error instanceof PasswordsBusyError) await takeBack()
    throw error
  }
}

// A busy server leaves this to another sign-in.
async function rehash(
  database: Database, stored: StoredCredentials, password: string,
): Promise<void> {
  try {
    await database.run(updatePasswordHash(stored, await hashPassword(password)))
  } catch (error) {
    if (!(error instanceof PasswordsBusyError)) throw error
  }
}
