// The pages of API keys. A new key is in the response to its form and nowhere else: a URL would
// keep it in the history of the browser. Lesson: basic-and-api-keys (tour)

import { dayMs, formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { addOwnForm, answerOwnForm, viewerOf, type ShownForm } from '../../site/form.ts'
import { checkInput, readId } from '../../site/input.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf } from '../requester.ts'
import { keysPage, lifetimes, madeKeyPage } from './pages.ts'
import { createKey, newKeyChecker, proofFor, revoke, rightsOf, type NewKey } from './rules.ts'

const path = '/account/keys'
const sentences = new Map([['revoked', 'The key is revoked and no longer works']])

/** Adds `/account/keys` and what is below it. */
export function addKeyRoutes(app: App, dependencies: Dependencies): void {
  const { guards } = dependencies.auth

  addOwnForm(app, path, {
    guards,
    show: (context, shown) => showKeys(dependencies, context, shown),
    act: (context, fields) => create(dependencies, context, fields),
  })

  app.post(`${path}/:id/revoke`, (context) => answerOwnForm(guards, context, {
    show: (shown) => showKeys(dependencies, context, shown),
    act: async () => {
      const id = readId(context.params.id)
      await revoke(dependencies, await actorOf(dependencies, context), id)
      return redirect(`${path}?done=revoked`)
    },
  }), [guards.requireSession()])
}

async function showKeys(
  dependencies: Dependencies, context: Context, shown: ShownForm,
): Promise<Reply> {
  const { auth: { guards, apiKeys }, clock, providerButton } = dependencies
  const { user } = await actorOf(dependencies, context)
  const now = clock()
  const list = {
    keys: await apiKeys.list(user.id),
    rights: rightsOf(user),
    now,
    success: sentences.get(context.query.get('done') ?? ''),
    proof: proofFor(guards.whoIs(context), user, now),
    otherWay: providerButton(path),
  }
  return keysPage(viewerOf(guards, context), list, shown)
}

async function create(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const { auth: { guards }, clock, publicOrigin } = dependencies
  const input = readKeyForm(fields, clock())
  const actor = await actorOf(dependencies, context)
  const made = await createKey(dependencies, input, { identity: guards.whoIs(context), actor })
  return madeKeyPage(viewerOf(guards, context), made, publicOrigin)
}

/** Reads the form of a new key. A checkbox that isn't ticked isn't sent. */
function readKeyForm(fields: URLSearchParams, now: number): NewKey {
  const password = fields.get('password')
  return checkInput(newKeyChecker, {
    name: fields.get('name') ?? '',
    scopes: fields.getAll('scopes'),
    expiresAt: readEnd(fields.get('days'), now),
    ...(password === null ? {} : { password }),
  })
}

function readEnd(days: string | null, now: number): string | null {
  if (days === 'never') return null
  if (lifetimes.some(([choice]) => choice === days)) return formatTime(now + Number(days) * dayMs)
  throw refuse('invalid', 'Choose one of these', 'days')
}
