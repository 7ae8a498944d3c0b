// The pages of API keys. A new key is in the response to its form and nowhere else: a URL would
// keep it in the history of the browser. Lesson: basic-and-api-keys (tour)

import { check } from '../../../basics/check.ts'
import { dayMs, formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { answerOwnForm, viewerOf, type ShownForm } from '../../site/form.ts'
import { readId, unknownId } from '../../site/input.ts'
import { Refusal, refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf } from '../requester.ts'
import { rightsOf } from '../tokens/scopes.ts'
import { keysPage, madeKeyPage, safeChoices, type Proof } from './pages.ts'
import { createKey, endKey, isProven, newKeyChecker, type NewKey } from './rules.ts'

const keysPath = '/account/keys'
const sentences = new Map([['revoked', 'The key is revoked and no longer works']])
const safeForm: ShownForm = { form: { typed: safeChoices, issues: [] } }

/** Adds `/account/keys` and what is below it. */
export function addKeyRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]

  app.get(keysPath, (context) => showKeys(dependencies, context, safeForm), guards)

  app.post(keysPath, (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => showKeys(dependencies, context, shown),
    act: async (fields) => {
      const input = readKeyForm(fields, dependencies.clock())
      const identity = dependencies.auth.guards.whoIs(context)
      const made = await createKey(dependencies, input, { identity, actor: await actorOf(dependencies, context) })
      return madeKeyPage(viewerOf(dependencies.auth.guards, context), made, dependencies.publicOrigin)
    },
  }), guards)

  app.post(`${keysPath}/:id/revoke`, (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: ({ form: { issues }, ...shown }) =>
      showKeys(dependencies, context, { ...shown, form: { typed: safeChoices, issues } }),
    act: async () => {
      const id = readId(context.params.id)
      if (!await endKey(dependencies, id, await actorOf(dependencies, context))) throw unknownId()
      return redirect(`${keysPath}?done=revoked`)
    },
  }), guards)
}

async function showKeys(dependencies: Dependencies, context: Context, shown: ShownForm): Promise<Reply> {
  const { account } = dependencies.auth.guards.whoIs(context)
  const keys = await dependencies.auth.apiKeys.list(account.id)
  const success = sentences.get(context.query.get('done') ?? '')
  const proof = await proofOf(dependencies, context)
  const otherWay = dependencies.providerButton(keysPath)
  const list = { keys, rights: rightsOf(account), now: dependencies.clock(), success, proof, otherWay }
  return keysPage(viewerOf(dependencies.auth.guards, context), list, shown)
}

// What a new key takes: nothing more, the password, or a new sign-in where there is no password.
async function proofOf(dependencies: Dependencies, context: Context): Promise<Proof> {
  if (isProven(dependencies.auth.guards.whoIs(context), dependencies.clock())) return 'none'
  const { user } = await actorOf(dependencies, context)
  return user.hasPassword === 1 ? 'password' : 'sign-in'
}

/** Reads the form of a new key. A checkbox that isn't ticked isn't sent. */
function readKeyForm(fields: URLSearchParams, now: number): NewKey {
  const password = fields.get('password')
  const result = check(newKeyChecker, {
    name: fields.get('name') ?? '',
    scopes: fields.getAll('scopes'),
    expiresAt: readEnd(fields.get('days'), now),
    ...(password === null ? {} : { password }),
  })
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}

function readEnd(days: string | null, now: number): string | null {
  if (days === 'never') return null
  const number = Number(days)
  if ([30, 90, 365].includes(number)) return formatTime(now + number * dayMs)
  throw refuse('invalid', 'Choose one of these', 'days')
}
