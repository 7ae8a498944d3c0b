// Asks a signed-in user for the password once more, before something that a stranger at an unlocked
// computer must not do. Lesson: user-management (tour)

import type { CurrentSession } from '../../auth/access/identity.ts'
import { mayStillSignIn, readPasswordVersion } from '../../auth/access/users.ts'
import { SignInError } from '../../auth/passwords/admission.ts'
import type { Credentials } from '../../auth/passwords/credentials.ts'
import { renewSession } from '../../auth/sessions/session.ts'
import type { Clock } from '../../basics/clock.ts'
import type { Database, Result } from '../../database/database.ts'
import type { Sql } from '../../database/sql.ts'
import { refuse, violates, type Refusal, type RefusalCode } from './refusal.ts'

export type TypedPassword = {
  password: string
  /** The field of the form that a refusal names. */
  field?: string
  /** What programs read when it's wrong. */
  refusalCode?: RefusalCode
}

type RenewDependencies = { auth: { credentials: Credentials }; clock: Clock; database: Database }

/**
 * Checks the password of a signed-in user, and gives its version. Throws a Refusal that names the
 * field. Failures count for the session, or without one for all programs of the user.
 */
export async function confirmPassword(
  credentials: Credentials,
  { user, session }: { user: { id: number }; session: CurrentSession | undefined },
  { password, field = 'password', refusalCode }: TypedPassword,
): Promise<number> {
  try {
    return await credentials.confirm(user.id, password, session)
  } catch (error) {
    if (!(error instanceof SignInError) || error.code !== 'wrong') throw error
    throw notPassword(field, refusalCode)
  }
}

/**
 * Makes the `catch` of a batch that began with `requireStillAllowed`. The Refusal that it throws
 * says why the batch was refused: the password has changed meanwhile, or the session, key or token
 * of the request has ended. Other errors pass through.
 */
export function explainRefused(
  database: Database, shown: { user: number; passwordVersion: number }, field = 'password',
): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!violates(error, 'users.password_version')) throw error
    const isSame = await readPasswordVersion(database, shown.user) === shown.passwordVersion
    throw isSame ? signInAgain() : notPassword(field)
  }
}

/** The same `catch` where no password was shown: then the session, key or token has ended. */
export function explainEnded(error: unknown): never {
  throw violates(error, 'users.password_version') ? signInAgain() : error
}

/**
 * Checks the password of a session's user, and returns the session's new token; `store` runs the
 * statement. Throws a Refusal as `confirmPassword` does, and also if the password was changed or
 * the session ended meanwhile.
 */
export async function renewByPassword(
  { auth, clock, database }: RenewDependencies,
  who: { user: { id: number }; session: CurrentSession },
  { store, ...typed }: TypedPassword & { store: (renew: Sql) => Promise<Result> },
): Promise<string> {
  const user = who.user.id
  const passwordVersion = await confirmPassword(auth.credentials, who, typed)
  const condition = mayStillSignIn({ user, passwordVersion })
  const { token, statement } = renewSession(who.session, clock(), condition)
  const { changes } = await store(statement)
  if (changes > 0) return token
  const isSame = await readPasswordVersion(database, user) === passwordVersion
  if (!isSame) throw notPassword('password', typed.refusalCode)
  throw refuse('not-found', 'Your session has ended: sign in again')
}

/** Makes the refusal for a request whose permission ended while it was under way. */
export function signInAgain(): Refusal {
  return refuse('needs-password', 'Your account has just been changed: sign in again first')
}

// It isn't the user's password, or isn't any more.
function notPassword(field: string, code: RefusalCode = 'wrong-password'): Refusal {
  return refuse(code, 'This is not your password', field)
}
