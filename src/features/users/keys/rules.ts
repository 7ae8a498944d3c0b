// The rules of API keys: people create them, in a browser or with a program that they signed in. A
// key outlives the sign-in that created it, so creating one takes the password or a recent sign-in:
// with a stolen session alone, nobody gets a key.
// Lesson: basic-and-api-keys (core)

import type { Identity } from '../../../auth/access/identity.ts'
import { mostPasswordBytes } from '../../../auth/passwords/password.ts'
import { isRecentSignIn } from '../../../auth/sessions/session.ts'
import { mostKeys, revokeKey, type ListedKey } from '../../../auth/tokens/apiKey.ts'
import {
  nullable, object, optional, string, time, type Checked, type Issue,
} from '../../../basics/check.ts'
import { Refusal, refuse } from '../../site/refusal.ts'
import { checkPassword } from '../account/rules.ts'
import type { Dependencies } from '../dependencies.ts'
import { eventOf, type Actor } from '../requester.ts'
import { chooseScopes, rightsOf, scopesChecker } from '../tokens/scopes.ts'

export const newKeyChecker = object({
  name: string({ min: 1, max: 100 }),
  scopes: scopesChecker,
  expiresAt: optional(nullable(time())),
  password: optional(string({ max: mostPasswordBytes })),
})

export type NewKey = Checked<typeof newKeyChecker>

/** Creates a key; its text is in the result, this once. Throws a Refusal. */
export async function createKey(
  dependencies: Dependencies, { name, scopes: wanted, expiresAt = null, password }: NewKey,
  { identity, actor: { user, requester } }: { identity: Identity; actor: Actor },
): Promise<ListedKey & { key: string }> {
  const scopes = chooseScopes(wanted, rightsOf(identity.account, identity.scopes))
  const issues = keyIssues(dependencies, { name: name.trim(), expiresAt })
  if (issues.length > 0) throw new Refusal('invalid', issues)
  await checkOwner(dependencies, identity, password)
  const { passwordVersion } = identity.account
  const { text, statement } = dependencies.auth.apiKeys.prepare({
    user: user.id, name: name.trim(), scopes, expiresAt, passwordVersion,
  })
  const details = { scope: [...scopes].join(' ') }
  const event = { ...eventOf('key-made', { user, requester }), details }
  const { rows: [made] } = await dependencies.auth.audit.record(statement, event, 'key')
  if (made === undefined) throw await notAdded(dependencies, user.id)
  return { ...made, key: text }
}

/** Revokes a key. Says whether the user had such a key. */
export async function endKey(
  { auth: { audit } }: Dependencies, id: number, { user, requester }: Actor,
): Promise<boolean> {
  const event = { ...eventOf('key-revoked', { user, requester }), details: { key: id } }
  const { changes } = await audit.record(revokeKey(user.id, id), event)
  return changes > 0
}

/** Says whether a key needs no password: it was just given, or it comes with the request. */
export function isProven({ by, session }: Identity, now: number): boolean {
  return by === 'basic' || isRecentSignIn(session, now)
}

// An access token doesn't say when its user last gave the password, so it never counts as recent.
// A password that was sent is always checked: a wrong one is never accepted.
async function checkOwner(
  dependencies: Dependencies, identity: Identity, password: string | undefined,
): Promise<void> {
  if (password !== undefined) {
    const { account, session } = identity
    await checkPassword(dependencies, account.id, { password, field: 'password', session })
    return
  }
  if (isProven(identity, dependencies.clock())) return
  throw refuse('needs-password', 'Your password is needed to create a key: send it too', 'password')
}

async function notAdded({ auth }: Dependencies, user: number): Promise<Refusal> {
  if ((await auth.apiKeys.list(user)).length >= mostKeys) {
    return refuse('too-many', `You have ${mostKeys} keys: revoke one first`)
  }
  return refuse('needs-password', 'Your account has just been changed: sign in again first')
}

function keyIssues(
  dependencies: Dependencies, { name, expiresAt }: { name: string; expiresAt: number | null },
): Issue[] {
  const issues: Issue[] = []
  // SQLite counts characters up to a NUL only, and would take such a name for empty.
  if (name === '' || /\p{Cc}/u.test(name)) {
    issues.push({ field: 'name', message: 'Write a name on one line' })
  }
  if (expiresAt !== null && expiresAt <= dependencies.clock()) {
    issues.push({ field: 'expiresAt', message: 'This time has passed: choose one in the future' })
  }
  return issues
}
