// The rules of API keys: people create them, in a browser or with a program that they signed in. A
// key outlives the sign-in that created it, so creating one takes the password or a recent sign-in:
// with a stolen session alone, nobody gets a key. It can do only what its creator chose, and never
// more than they can do themselves. Lesson: basic-and-api-keys (core)

import { addedId } from '../../../auth/access/audit.ts'
import { allScopes, type Role, type Scope } from '../../../auth/access/identity.ts'
import { isStillAllowed } from '../../../auth/access/stillAllowed.ts'
import { findUser } from '../../../auth/access/users.ts'
import { mostPasswordBytes } from '../../../auth/passwords/password.ts'
import { isRecentSignIn } from '../../../auth/sessions/session.ts'
import { mostKeys, revokeKey, type ListedKey } from '../../../auth/tokens/apiKey.ts'
import {
  array, nullable, object, oneOf, optional, string, time, type Checked, type Issue,
} from '../../../basics/check.ts'
import { dayMs } from '../../../basics/clock.ts'
import { confirmPassword, signInAgain } from '../../site/confirmPassword.ts'
import { unknownId } from '../../site/input.ts'
import {
  accountGone, refuse, refuseIssues, takeOrRefuse, type Refusal,
} from '../../site/refusal.ts'
import { isPlainName } from '../../site/user.ts'
import { eventOf, type Actor } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'

export const scopesChecker = array(oneOf(allScopes), { max: allScopes.length })

export const newKeyChecker = object({
  name: string({ min: 1, max: 100 }),
  scopes: scopesChecker,
  expiresAt: optional(nullable(time())),
  password: optional(string({ max: mostPasswordBytes })),
})

// The audit trail keeps each key forever, even one that is revoked at once.
const keyLimit = { name: 'keys', most: 200, windowMs: dayMs }

export type NewKey = Checked<typeof newKeyChecker>

/** What a new key takes besides a session: nothing more, the password, or a new sign-in. */
export type KeyProof = 'none' | 'password' | 'sign-in'

/** Creates a key; its text is in the result, this once. Throws a Refusal. */
export async function createKey(
  dependencies: Dependencies, { scopes: wanted, expiresAt = null, password, ...input }: NewKey,
  actor: Actor,
): Promise<ListedKey & { key: string }> {
  const { auth, clock, database } = dependencies
  const { apiKeys, audit } = auth
  const { identity } = actor
  const name = input.name.trim()
  const scopes = chooseScopes(wanted, grantableScopes(identity.account, identity.scopes))
  refuseIssues(keyIssues({ name, expiresAt }, clock()))
  await checkOwner(dependencies, actor, password)
  await takeOrRefuse(auth.limits, { limit: keyLimit, who: String(actor.user.id) })
  const { id: user, passwordVersion } = identity.account
  const { text, statements } = apiKeys.prepare({
    user, name, scopes, expiresAt, passwordVersion, condition: isStillAllowed(identity),
  })
  const event = eventOf('key-made', actor, { scope: [...scopes].join(' ') })
  const [, { rows: [made] }] = await database.batch([
    ...statements, audit.prepareIfChanged(event, { name: 'key', value: addedId }),
  ])
  if (made === undefined) throw await notAdded(dependencies, user)
  return { ...made, key: text }
}

/** Revokes a key of a user. Throws a Refusal `not-found`. */
export async function revoke(
  { auth: { audit } }: Dependencies, actor: Actor, id: number,
): Promise<void> {
  const event = eventOf('key-revoked', actor, { key: id })
  const { changes } = await audit.record(revokeKey(actor.user.id, id), event)
  if (changes === 0) throw unknownId()
}

/** Says what a new key takes. An access token doesn't say when its user last gave the password. */
export function proofFor({ user, identity }: Actor, now: number): KeyProof {
  const { by, session } = identity
  if (by === 'basic' || isRecentSignIn(session, now)) return 'none'
  return user.hasPassword === 1 ? 'password' : 'sign-in'
}

/** The scopes that a user can grant; `scopes` is what their own key or token has. */
export function grantableScopes(
  { role }: { role: Role }, scopes: Iterable<Scope> = allScopes,
): ReadonlySet<Scope> {
  // A key made now must not become an administrator's on the day its user is promoted.
  return new Set([...scopes].filter((scope) => scope !== 'admin' || role === 'admin'))
}

/**
 * Chooses the scopes that were asked for; by default, all but the administrator's. Throws a
 * Refusal for an empty list, and for a scope that the creator can't grant.
 */
export function chooseScopes(
  wanted: readonly Scope[] | undefined, grantable: ReadonlySet<Scope>,
): ReadonlySet<Scope> {
  if (wanted === undefined) return new Set([...grantable].filter((scope) => scope !== 'admin'))
  if (wanted.length === 0) throw refuse('invalid', 'Choose at least one scope', 'scopes')
  const missing = wanted.find((scope) => !grantable.has(scope))
  if (missing === undefined) return new Set(wanted)
  throw refuse('invalid', `You don't have the scope "${missing}" yourself`, 'scopes')
}

function keyIssues(
  { name, expiresAt }: { name: string; expiresAt: number | null }, now: number,
): Issue[] {
  const issues: Issue[] = []
  // SQLite counts characters up to a NUL only, and would take such a name for empty.
  if (name === '' || !isPlainName(name)) {
    issues.push({ field: 'name', message: 'Write a name on one line' })
  }
  if (expiresAt !== null && expiresAt <= now) {
    issues.push({ field: 'expiresAt', message: 'This time has passed: choose one in the future' })
  }
  return issues
}

// A password that was sent is always checked: a wrong one is never accepted.
async function checkOwner(
  { auth, clock }: Dependencies, actor: Actor, password: string | undefined,
): Promise<void> {
  if (password !== undefined) await confirmPassword(auth.credentials, actor, { password })
  else if (proofFor(actor, clock()) !== 'none') {
    const message = 'Your password is needed to create a key: send it too'
    throw refuse('needs-password', message, 'password')
  }
}

async function notAdded({ auth, database }: Dependencies, user: number): Promise<Refusal> {
  if (await findUser(database, user) === undefined) return accountGone()
  if ((await auth.apiKeys.list(user)).length >= mostKeys) {
    return refuse('too-many', `You have ${mostKeys} keys: revoke one first`)
  }
  return signInAgain()
}
