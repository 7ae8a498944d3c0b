// The pages of API keys. A new key stands in the reply to its form and nowhere else: an address
// would keep it in the history of the browser. Lesson 35 (api-keys).

import { check } from '../../basics/check.ts'
import { dayMs, formatTime } from '../../basics/clock.ts'
import type { App } from '../../http/app.ts'
import type { Context } from '../../http/context.ts'
import { redirect, type Reply } from '../../http/reply.ts'
import { readId } from './api/input.ts'
import { makeKey, newKeyChecker, revokeKey, type NewKey } from './api/keys.ts'
import { rightsOf } from './api/scopes.ts'
import { actorOf } from './client.ts'
import { refuse, UserRefusal, type UserDesk } from './desk.ts'
import { answerOwnForm, viewerOf, type ShownForm } from './forms.ts'
import { keysPage, madeKeyPage, safeChoices } from './pages/keys.ts'

const sentences = new Map([['revoked', 'The key is revoked: it opens nothing any more']])
const safeForm: ShownForm = { form: { typed: safeChoices, issues: [] } }

/** Adds `/account/keys` and what is below it. */
export function addKeyRoutes(app: App, desk: UserDesk): void {
  const guards = [desk.auth.guards.requireSession()]

  app.get('/account/keys', (context) => showKeys(desk, context, safeForm), guards)

  app.post('/account/keys', (context) => answerOwnForm(desk, context, {
    show: (shown) => showKeys(desk, context, shown),
    act: async (fields) => {
      const input = readKeyForm(fields, desk.clock())
      const identity = desk.auth.guards.whoIs(context)
      const made = await makeKey(desk, input, { identity, actor: await actorOf(desk, context) })
      return madeKeyPage(viewerOf(desk, context), made, desk.publicOrigin)
    },
  }), guards)

  app.post('/account/keys/:id/revoke', (context) => answerOwnForm(desk, context, {
    show: ({ form: { issues }, ...shown }) =>
      showKeys(desk, context, { ...shown, form: { typed: safeChoices, issues } }),
    act: async () => {
      await revokeKey(desk, readId(context.params.id), await actorOf(desk, context))
      return redirect('/account/keys?done=revoked')
    },
  }), guards)
}

async function showKeys(desk: UserDesk, context: Context, shown: ShownForm): Promise<Reply> {
  const { account } = desk.auth.guards.whoIs(context)
  const keys = await desk.auth.apiKeys.list(account.id)
  const success = sentences.get(context.query.get('done') ?? '')
  const list = { keys, rights: rightsOf(account), now: desk.clock(), success }
  return keysPage(viewerOf(desk, context), list, shown)
}

/** Reads the form of a new key. A box that is not ticked is not there. */
function readKeyForm(fields: URLSearchParams, now: number): NewKey {
  const result = check(newKeyChecker, {
    name: fields.get('name') ?? '',
    scopes: fields.getAll('scopes'),
    expiresAt: readEnd(fields.get('days'), now),
  })
  if ('issues' in result) throw new UserRefusal('invalid', result.issues)
  return result.value
}

function readEnd(days: string | null, now: number): string | null {
  if (days === 'never') return null
  const number = Number(days)
  if ([30, 90, 365].includes(number)) return formatTime(now + number * dayMs)
  throw refuse('invalid', 'Choose one of these', 'days')
}
