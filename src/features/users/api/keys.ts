// The JSON API of API keys. Keys are made by people: in a browser, or with a program that they
// signed in. A key never makes another one, because whoever stole it would outlive its end.
// Lesson 35 (api-keys).

import { mostKeys, type ListedKey } from '../../../auth/apiKey.ts'
import type { Identity } from '../../../auth/identity.ts'
import {
  nullable, object, optional, string, time, type Checked, type Issue,
} from '../../../basics/check.ts'
import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { HttpError } from '../../../http/errors.ts'
import { empty, json } from '../../../http/reply.ts'
import { eventOf, type Actor } from '../account.ts'
import { actorOf } from '../client.ts'
import { refuse, UserRefusal, type UserDesk } from '../desk.ts'
import { refusalsAsProblems } from '../refusals.ts'
import { privately, readId, readInput, unknownId } from './input.ts'
import { chooseScopes, rightsOf, scopesChecker } from './scopes.ts'

export const newKeyChecker = object({
  name: string({ min: 1, max: 100 }),
  scopes: scopesChecker,
  expiresAt: optional(nullable(time())),
})

export type NewKey = Checked<typeof newKeyChecker>

/** Adds `/api/keys`. */
export function addKeyApi(app: App, desk: UserDesk): void {
  const guards = [refusalsAsProblems(), desk.auth.guards.requireScope('account')]

  app.post('/api/keys', async (context) => {
    const identity = desk.auth.guards.whoIs(context)
    if (identity.by === 'api-key') throw madeByKey()
    const input = await readInput(context, newKeyChecker)
    const made = await makeKey(desk, input, { identity, actor: await actorOf(desk, context) })
    return json({ ...describeKey(made), key: made.key }, 201, privately)
  }, guards)

  app.get('/api/keys', async (context) => {
    const { account } = desk.auth.guards.whoIs(context)
    const keys = await desk.auth.apiKeys.list(account.id)
    return json({ keys: keys.map(describeKey) }, 200, privately)
  }, guards)

  app.delete('/api/keys/:id', async (context) => {
    await revokeKey(desk, readId(context.params.id), await actorOf(desk, context))
    return empty(204, privately)
  }, guards)
}

/** Makes a key; its text is in the result, this once. Throws a UserRefusal. */
export async function makeKey(
  desk: UserDesk, { name, scopes: wanted, expiresAt = null }: NewKey,
  { identity, actor: { user, client } }: { identity: Identity; actor: Actor },
): Promise<ListedKey & { key: string }> {
  const scopes = chooseScopes(wanted, rightsOf(identity.account, identity.scopes))
  const issues = keyIssues(desk, { name: name.trim(), expiresAt })
  if (issues.length > 0) throw new UserRefusal('invalid', issues)
  const made = await desk.auth.apiKeys.add({
    user: user.id, name: name.trim(), scopes, expiresAt,
  })
  if (made === undefined) throw refuse('too-many', `You have ${mostKeys} keys: revoke one first`)
  await desk.auth.audit.write({
    ...eventOf('key-made', user, client), details: { key: made.id, scope: made.scopes },
  })
  return made
}

/** Revokes a key. Throws a UserRefusal when the user has no such key. */
export async function revokeKey(
  desk: UserDesk, id: number, { user, client }: Actor,
): Promise<void> {
  if (!await desk.auth.apiKeys.revoke(user.id, id)) throw unknownId()
  await desk.auth.audit.write({ ...eventOf('key-revoked', user, client), details: { key: id } })
}

/** Shows a key to its user. */
export function describeKey({ createdAt, expiresAt, usedAt, scopes, ...key }: ListedKey) {
  return {
    id: key.id,
    name: key.name,
    ending: key.ending,
    scopes: scopes.split(' '),
    createdAt: formatTime(createdAt),
    expiresAt: expiresAt === null ? null : formatTime(expiresAt),
    usedAt: usedAt === null ? null : formatTime(usedAt),
  }
}

function keyIssues(
  desk: UserDesk, { name, expiresAt }: { name: string; expiresAt: number | null },
): Issue[] {
  const issues: Issue[] = []
  // SQLite counts characters up to a NUL only, and would find such a name empty.
  if (name === '' || /\p{Cc}/u.test(name)) {
    issues.push({ field: 'name', message: 'Write a name on one line' })
  }
  if (expiresAt !== null && expiresAt <= desk.clock()) {
    const message = 'This time is over: choose one in the future'
    issues.push({ field: 'expiresAt', message })
  }
  return issues
}

function madeByKey(): HttpError {
  const message = 'A key cannot make keys: use a session, an access token or Basic'
  return new HttpError(403, 'made-by-key', message)
}
