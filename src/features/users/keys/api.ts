// The JSON API of API keys. A key never creates another one: otherwise a thief could make a second
// key that still works when the first is revoked.
// Lesson: basic-and-api-keys (tour)

import type { ListedKey } from '../../../auth/tokens/apiKey.ts'
import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { HttpError } from '../../../http/errors.ts'
import { empty, json, noStore } from '../../../http/reply.ts'
import { readId, readInput } from '../../site/input.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { createKey, newKeyChecker, revoke } from './rules.ts'

/** Adds `/api/keys`. */
export function addKeyApi(app: App, dependencies: Dependencies): void {
  const { guards: { requireScope, whoIs }, apiKeys } = dependencies.auth
  const guards = [requireScope('account')]

  app.post('/api/keys', async (context) => {
    if (whoIs(context).by === 'api-key') throw madeByKey()
    const input = await readInput(context, newKeyChecker)
    const actor = await actorOf(dependencies, context)
    const { key, ...made } = await createKey(dependencies, input, actor)
    return json({ ...describeKey(made), key }, 201, noStore)
  }, guards)

  app.get('/api/keys', async (context) => {
    const keys = await apiKeys.list(whoIs(context).account.id)
    return json({ keys: keys.map(describeKey) }, 200, noStore)
  }, guards)

  app.delete('/api/keys/:id', async (context) => {
    const actor = await actorOf(dependencies, context)
    await revoke(dependencies, actor, readId(context.params.id))
    return empty(204, noStore)
  }, guards)
}

// Each field is named: nothing that is stored beside them gets out by accident.
function describeKey({ id, name, ending, scopes, createdAt, expiresAt, usedAt }: ListedKey) {
  return {
    id,
    name,
    ending,
    scopes: scopes.split(' '),
    createdAt: formatTime(createdAt),
    expiresAt: expiresAt === null ? null : formatTime(expiresAt),
    usedAt: usedAt === null ? null : formatTime(usedAt),
  }
}

function madeByKey(): HttpError {
  const message = "A key can't create keys: use a session, an access token or Basic"
  return new HttpError(403, 'made-by-key', message)
}
