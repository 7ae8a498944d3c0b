// Checks an address and a password. An unknown address, a wrong password and a disabled account get
// the same answer after the same work, so nobody learns who has an account here. Lesson 31
// (sign-in).

import { minuteMs } from '../basics/clock.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Limit, Limits } from '../services/limits.ts'
import { parseAddress } from '../services/mail/address.ts'
import type { Audit, Cause } from './audit.ts'
import { hashPassword, needsRehash, spendPasswordTime, verifyPassword } from './password.ts'
import type { Throttle } from './throttle.ts'

/** What a person or a program brings to sign in. */
export type Attempt = {
  email: string
  password: string
  /** Whom the limit of all addresses counts: the client's network address. */
  client: string
  cause: Cause
}

/** `wrong` never says what was wrong; `limited` says when to come back. */
export class SignInError extends Error {
  readonly code: 'wrong' | 'limited'
  readonly retryAfterSeconds: number
  /** The limit that was met, when it was the one of the network address. */
  readonly limit: Limit | undefined

  constructor(code: 'wrong' | 'limited', retryAfterSeconds = 0, limit?: Limit) {
    super(code === 'wrong' ? wrongCredentials : `Too many tries: wait ${wait(retryAfterSeconds)}`)
    this.name = 'SignInError'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
    this.limit = limit
  }
}

/** Whose password was right, and which of the user's passwords it was: it may change meanwhile. */
export type Proof = { user: number; passwordVersion: number | null }

export type Checked = Proof & { needsSecondFactor: boolean }

export type Credentials = ReturnType<typeof createCredentials>

export const wrongCredentials = 'The address or the password is wrong'
const clientLimit: Limit = { name: 'sign-in', most: 100, windowMs: 15 * minuteMs }
const longestPassword = 1_024

type Options = {
  database: Database
  limits: Limits
  throttle: Throttle
  audit: Audit
}

type StoredUser = {
  id: number
  passwordHash: string | null
  passwordVersion: number
  isDisabled: 0 | 1
  needsSecondFactor: 0 | 1
}

export function createCredentials({ database, limits, throttle, audit }: Options) {
  const findUser = (email: string) => database.one(sql<StoredUser>`
    select id, password_hash as passwordHash, password_version as passwordVersion,
      disabled_at is not null as isDisabled, totp_since is not null as needsSecondFactor
    from users where email = ${email}`)

  return {
    /** Checks an attempt. Throws a SignInError, or a PasswordsBusyError under load. */
    async check({ email, password, client, cause }: Attempt): Promise<Checked> {
      const address = parseAddress(email) ?? email.toLowerCase()
      await admit(address, client)
      const user = await findUser(address)
      if (!await isRight(user?.passwordHash, password) || user === undefined || user.isDisabled) {
        const target = user === undefined ? 'unknown address' : `user ${user.id}`
        await audit.write({ ...cause, action: 'sign-in-refused', target })
        throw new SignInError('wrong')
      }
      await throttle.succeed(address)
      if (needsRehash(user.passwordHash ?? '')) await rehash(user, password)
      const { id, passwordVersion, needsSecondFactor } = user
      return { user: id, passwordVersion, needsSecondFactor: needsSecondFactor === 1 }
    },

    /** Asks a signed-in user for the password once more. */
    async confirm(user: number, password: string): Promise<void> {
      const account = await database.one(sql<{ email: string; passwordHash: string | null }>`
        select email, password_hash as passwordHash from users where id = ${user}`)
      if (account === undefined) throw new SignInError('wrong')
      const seconds = await throttle.enter(account.email)
      if (seconds > 0) throw new SignInError('limited', seconds)
      if (!await isRight(account.passwordHash, password)) throw new SignInError('wrong')
      await throttle.succeed(account.email)
    },
  }

  // The network address first: whoever tries a thousand accounts must not slow down their owners.
  async function admit(email: string, client: string): Promise<void> {
    const verdict = await limits.take(clientLimit, client)
    if (!verdict.isAllowed) {
      throw new SignInError('limited', verdict.retryAfterSeconds, clientLimit)
    }
    const seconds = await throttle.enter(email)
    if (seconds > 0) throw new SignInError('limited', seconds)
  }

  // Guarded by the old hash: a password that was changed meanwhile stays changed.
  async function rehash({ id, passwordHash }: StoredUser, password: string): Promise<void> {
    const newHash = await hashPassword(password)
    await database.run(sql`
      update users set password_hash = ${newHash}
      where id = ${id} and password_hash = ${passwordHash}`)
  }
}

async function isRight(stored: string | null | undefined, password: string): Promise<boolean> {
  if (Buffer.byteLength(password) > longestPassword) return false
  if (stored) return verifyPassword(password, stored)
  await spendPasswordTime(password)
  return false
}

function wait(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
