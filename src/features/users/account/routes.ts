// The pages of one's own account: the overview, name, password, and leaving. Each has one form, and
// its address shows the form or takes it. Lesson: roles-and-ownership (tour)

import { updateName } from '../../../auth/access/users.ts'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context, Middleware } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { answerOwnForm, newForm, readFields, viewerOf, type ShownForm } from '../../site/form.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf } from '../requester.ts'
import { passwordChecker } from '../users.ts'
import { addEmailRoutes } from './emailRoutes.ts'
import { overviewPage } from './pages.ts'
import { deletePage, passwordPage } from './passwordPages.ts'
import { namePage } from './profilePages.ts'
import { changePassword, deleteAccount, passwordChangeChecker, profileChecker } from './rules.ts'

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

/** Adds `/account` and what is below it. */
export function addAccountRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]
  app.get('/account', (context) => showOverview(dependencies, context), guards)
  addNameRoutes(app, dependencies, guards)
  addPasswordRoutes(app, dependencies, guards)
  addDeleteRoutes(app, dependencies, guards)
  addEmailRoutes(app, dependencies)
}

function addNameRoutes(app: App, dependencies: Dependencies, guards: Middleware[]): void {
  const show = (context: Context, shown: ShownForm) => namePage(viewerOf(dependencies.auth.guards, context), shown)

  app.get('/account/name', async (context) => {
    const { user } = await actorOf(dependencies, context)
    return show(context, { form: { typed: { name: user.name }, issues: [] } })
  }, guards)

  app.post('/account/name', (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => show(context, shown),
    act: async (fields) => {
      const { name = '' } = readFields(fields, ['name'], profileChecker)
      const { user } = await actorOf(dependencies, context)
      await dependencies.database.run(updateName(user.id, {
        name: name.trim(), version: null, now: dependencies.clock(),
      }))
      return redirect('/account?done=name')
    },
  }), guards)
}

function addPasswordRoutes(app: App, dependencies: Dependencies, guards: Middleware[]): void {
  const show = async (context: Context, shown: ShownForm) => {
    const { user } = await actorOf(dependencies, context)
    const keys = await dependencies.auth.apiKeys.list(user.id)
    return passwordPage(viewerOf(dependencies.auth.guards, context), { user, keys: keys.length }, shown)
  }

  app.get('/account/password', (context) => show(context, newForm), guards)

  app.post('/account/password', (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => show(context, shown),
    act: async (fields) => {
      const names = ['currentPassword', 'newPassword']
      const input = readFields(fields, names, passwordChangeChecker)
      const change = { ...input, revokeKeys: fields.get('revokeKeys') === 'yes' }
      const renewed = await changePassword(dependencies, await actorOf(dependencies, context), change)
      const headers = renewed && signInHeaders(renewed.token, dependencies.publicOrigin, renewed.device)
      return redirect('/account?done=password', 303, headers)
    },
  }), guards)
}

function addDeleteRoutes(app: App, dependencies: Dependencies, guards: Middleware[]): void {
  const show = async (context: Context, shown: ShownForm) =>
    deletePage(viewerOf(dependencies.auth.guards, context), (await actorOf(dependencies, context)).user, shown)

  app.get('/account/delete', (context) => show(context, newForm), guards)

  app.post('/account/delete', (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => show(context, shown),
    act: async (fields) => {
      if (fields.get('sure') !== 'yes') throw refuse('invalid', 'Tick this box first', 'sure')
      const { password } = readFields(fields, ['password'], passwordChecker)
      await deleteAccount(dependencies, await actorOf(dependencies, context), password)
      return redirect('/login?done=deleted', 303, signOutHeaders(dependencies.publicOrigin))
    },
  }), guards)
}

async function showOverview(dependencies: Dependencies, context: Context): Promise<Reply> {
  const { user } = await actorOf(dependencies, context)
  const { sessions, refreshTokens, apiKeys } = dependencies.auth
  const [browsers, programs, keys] = await Promise.all([
    sessions.list(user.id), refreshTokens.list(user.id), apiKeys.list(user.id),
  ])
  return overviewPage(viewerOf(dependencies.auth.guards, context), {
    user, browsers: browsers.length, programs: programs.length, keys: keys.length,
    success: sentences.get(context.query.get('done') ?? ''),
  })
}
