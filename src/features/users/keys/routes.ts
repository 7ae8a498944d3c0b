// The pages of API keys. A new key is in the response to its form and nowhere else: a URL would
// keep it in the history of the browser. Lesson: basic-and-api-keys (tour)

import { dayMs, formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { redirect } from '../../../http/reply.ts'
import { checkInput, readId } from '../../site/input.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { addAccountAction, addAccountForm, type AccountForm } from '../viewer.ts'
import { keysPage, lifetimes, madeKeyPage } from './pages.ts'
import {
  createKey, grantableScopes, newKeyChecker, proofFor, revoke, type NewKey,
} from './rules.ts'

const path = '/account/keys'
const sentences = new Map([['revoked', 'The key is revoked and no longer works']])

/** Adds `/account/keys` and what is below it. */
export function addKeyRoutes(app: App, dependencies: Dependencies): void {
  const { clock, publicOrigin } = dependencies
  const show = showKeys(dependencies)

  addAccountForm(app, dependencies, {
    path,
    show,
    async act(actor, fields) {
      const made = await createKey(dependencies, readKeyForm(fields, clock()), actor)
      return madeKeyPage(actor, made, publicOrigin)
    },
  })

  addAccountAction(app, dependencies, {
    path: `${path}/:id/revoke`,
    show,
    async act(actor, _fields, { params }) {
      await revoke(dependencies, actor, readId(params.id))
      return redirect(`${path}?done=revoked`)
    },
  })
}

function showKeys({ auth, clock, providerButton }: Dependencies): AccountForm['show'] {
  return async (viewer, shown, { query }) => {
    const now = clock()
    return keysPage(viewer, {
      keys: await auth.apiKeys.list(viewer.user.id),
      grantable: grantableScopes(viewer.user),
      now,
      success: sentences.get(query.get('done') ?? ''),
      proof: proofFor(viewer, now),
      otherWay: providerButton(path),
    }, shown)
  }
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
