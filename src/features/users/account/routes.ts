// The pages of one's own account: the overview, name, password, and leaving. Each has one form, and
// its address shows the form or takes it. Lesson: roles-and-ownership (tour)

import { signInHeaders, signOutHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { addOwnForm, readFields, viewerOf, type OwnForm } from '../../site/form.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf } from '../requester.ts'
import { passwordChecker } from '../users.ts'
import { deletePage, namePage, overviewPage, passwordPage } from './pages.ts'
import {
  changePassword, deleteAccount, passwordChangeChecker, profileChecker, rename,
} from './rules.ts'

// What may be said on the overview. An address names a sentence and never brings one.
const sentences = new Map([
  ['made', 'Your account is ready, and you are signed in'],
  ['name', 'Your name is saved'],
  ['password', 'Your password is changed, and every other browser, program and application is ' +
    'signed out'],
  ['address', 'Your email address is changed'],
  ['second-factor', 'The second factor is on: signing in asks for a code from now on'],
  ['no-second-factor', 'The second factor is off'],
])

/** Adds `/account`, with `name`, `password` and `delete` below it. */
export function addAccountRoutes(app: App, dependencies: Dependencies): void {
  const requireSession = dependencies.auth.guards.requireSession()
  app.get('/account', (context) => showOverview(dependencies, context), [requireSession])
  addOwnForm(app, '/account/name', nameForm(dependencies))
  addOwnForm(app, '/account/password', passwordForm(dependencies))
  addOwnForm(app, '/account/delete', deleteForm(dependencies))
}

async function showOverview(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { guards, sessions, refreshTokens, apiKeys } = dependencies.auth
  const { user } = await actorOf(dependencies, context)
  const [browsers, programs, keys] = await Promise.all([
    sessions.list(user.id), refreshTokens.list(user.id), apiKeys.list(user.id),
  ])
  return overviewPage(viewerOf(guards, context), {
    user, browsers: browsers.length, programs: programs.length, keys: keys.length,
    success: sentences.get(context.query.get('done') ?? ''),
  })
}

function nameForm(dependencies: Dependencies): OwnForm {
  const { guards } = dependencies.auth
  return {
    guards,
    async show(context, { form, ...response }) {
      const { user } = await actorOf(dependencies, context)
      const typed = { name: user.name, ...form.typed }
      return namePage(viewerOf(guards, context), { ...response, form: { ...form, typed } })
    },
    async act(context, fields) {
      const { name = '' } = readFields(fields, ['name'], profileChecker)
      const { user } = await actorOf(dependencies, context)
      await rename(dependencies, user, { name })
      return redirect('/account?done=name')
    },
  }
}

function passwordForm(dependencies: Dependencies): OwnForm {
  const { auth: { guards, apiKeys }, publicOrigin } = dependencies
  return {
    guards,
    async show(context, shown) {
      const { user } = await actorOf(dependencies, context)
      const keys = await apiKeys.list(user.id)
      return passwordPage(viewerOf(guards, context), { user, keys: keys.length }, shown)
    },
    async act(context, fields) {
      const names = ['currentPassword', 'newPassword']
      const input = readFields(fields, names, passwordChangeChecker)
      const change = { ...input, revokeKeys: fields.get('revokeKeys') === 'yes' }
      const actor = await actorOf(dependencies, context)
      const renewed = await changePassword(dependencies, actor, change)
      const headers = renewed && signInHeaders(renewed.token, publicOrigin, renewed.device)
      return redirect('/account?done=password', 303, headers)
    },
  }
}

function deleteForm(dependencies: Dependencies): OwnForm {
  const { auth: { guards }, publicOrigin } = dependencies
  return {
    guards,
    async show(context, shown) {
      const { user } = await actorOf(dependencies, context)
      return deletePage(viewerOf(guards, context), user, shown)
    },
    async act(context, fields) {
      if (fields.get('sure') !== 'yes') throw refuse('invalid', 'Tick this box first', 'sure')
      const { password } = readFields(fields, ['password'], passwordChecker)
      await deleteAccount(dependencies, await actorOf(dependencies, context), password)
      return redirect('/login?done=deleted', 303, signOutHeaders(publicOrigin))
    },
  }
}
