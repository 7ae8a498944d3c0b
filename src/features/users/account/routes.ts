// The pages of one's own account: the overview, name, password, and leaving. Each has one form, and
// its address shows the form or takes it. Lesson: roles-and-ownership (tour)

import { updateName } from '../../../auth/access/users.ts'
import { signInHeaders, signOutHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context, Middleware } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { changePassword, deleteAccount } from './rules.ts'
import { actorOf } from '../client.ts'
import { refuse, type UserDesk } from '../desk.ts'
import { addEmailRoutes } from './emailRoutes.ts'
import { answerOwnForm, newForm, readFields, viewerOf, type ShownForm } from '../forms.ts'
import { addKeyRoutes } from '../keys/routes.ts'
import { overviewPage } from './pages.ts'
import { deletePage, passwordPage } from './passwordPages.ts'
import { namePage } from './profilePages.ts'
import { addSecondFactorRoutes } from '../secondFactor/routes.ts'
import { addSessionRoutes } from '../signIn/sessionRoutes.ts'
import { passwordChangeChecker, passwordChecker, profileChecker } from '../users.ts'

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
export function addAccountRoutes(app: App, desk: UserDesk): void {
  const guards = [desk.auth.guards.requireSession()]
  app.get('/account', (context) => showOverview(desk, context), guards)
  addNameRoutes(app, desk, guards)
  addPasswordRoutes(app, desk, guards)
  addDeleteRoutes(app, desk, guards)
  addEmailRoutes(app, desk)
  addSecondFactorRoutes(app, desk)
  addSessionRoutes(app, desk)
  addKeyRoutes(app, desk)
}

function addNameRoutes(app: App, desk: UserDesk, guards: Middleware[]): void {
  const show = (context: Context, shown: ShownForm) => namePage(viewerOf(desk, context), shown)

  app.get('/account/name', async (context) => {
    const { user } = await actorOf(desk, context)
    return show(context, { form: { typed: { name: user.name }, issues: [] } })
  }, guards)

  app.post('/account/name', (context) => answerOwnForm(desk, context, {
    show: (shown) => show(context, shown),
    act: async (fields) => {
      const { name = '' } = readFields(fields, ['name'], profileChecker)
      const { user } = await actorOf(desk, context)
      await desk.database.run(updateName(user.id, {
        name: name.trim(), version: null, now: desk.clock(),
      }))
      return redirect('/account?done=name')
    },
  }), guards)
}

function addPasswordRoutes(app: App, desk: UserDesk, guards: Middleware[]): void {
  const show = async (context: Context, shown: ShownForm) => {
    const { user } = await actorOf(desk, context)
    const keys = await desk.auth.apiKeys.list(user.id)
    return passwordPage(viewerOf(desk, context), { user, keys: keys.length }, shown)
  }

  app.get('/account/password', (context) => show(context, newForm), guards)

  app.post('/account/password', (context) => answerOwnForm(desk, context, {
    show: (shown) => show(context, shown),
    act: async (fields) => {
      const names = ['currentPassword', 'newPassword']
      const input = readFields(fields, names, passwordChangeChecker)
      const change = { ...input, revokeKeys: fields.get('revokeKeys') === 'yes' }
      const renewed = await changePassword(desk, await actorOf(desk, context), change)
      const headers = renewed && signInHeaders(renewed.token, desk.publicOrigin, renewed.device)
      return redirect('/account?done=password', 303, headers)
    },
  }), guards)
}

function addDeleteRoutes(app: App, desk: UserDesk, guards: Middleware[]): void {
  const show = async (context: Context, shown: ShownForm) =>
    deletePage(viewerOf(desk, context), (await actorOf(desk, context)).user, shown)

  app.get('/account/delete', (context) => show(context, newForm), guards)

  app.post('/account/delete', (context) => answerOwnForm(desk, context, {
    show: (shown) => show(context, shown),
    act: async (fields) => {
      if (fields.get('sure') !== 'yes') throw refuse('invalid', 'Tick this box first', 'sure')
      const { password } = readFields(fields, ['password'], passwordChecker)
      await deleteAccount(desk, await actorOf(desk, context), password)
      return redirect('/login?done=deleted', 303, signOutHeaders(desk.publicOrigin))
    },
  }), guards)
}

async function showOverview(desk: UserDesk, context: Context): Promise<Reply> {
  const { user } = await actorOf(desk, context)
  const { sessions, refreshTokens, apiKeys } = desk.auth
  const [browsers, programs, keys] = await Promise.all([
    sessions.list(user.id), refreshTokens.list(user.id), apiKeys.list(user.id),
  ])
  return overviewPage(viewerOf(desk, context), {
    user, browsers: browsers.length, programs: programs.length, keys: keys.length,
    success: sentences.get(context.query.get('done') ?? ''),
  })
}
