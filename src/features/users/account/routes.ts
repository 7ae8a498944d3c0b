// The pages of the user's own account: the overview, name, password, and leaving. Each has one
// form, shown for a GET and handled for a POST. Lesson: roles-and-ownership (tour)

import { signInHeaders, signOutHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { readFields } from '../../site/form.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { passwordChecker } from '../checkers.ts'
import { addAccountForm, addAccountPage, type AccountViewer } from '../viewer.ts'
import { deletePage, namePage, overviewPage, passwordPage } from './pages.ts'
import {
  changePassword, deleteAccount, passwordChangeChecker, profileChecker, rename,
} from './rules.ts'

// What the overview can say was done. The query names a sentence and never contains one.
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
  addAccountPage(app, dependencies, {
    path: '/account',
    show: (viewer, { query }) => showOverview(dependencies, viewer, query.get('done')),
  })
  addNameForm(app, dependencies)
  addPasswordForm(app, dependencies)
  addDeleteForm(app, dependencies)
}

async function showOverview(
  { auth }: Dependencies, viewer: AccountViewer, done: string | null,
): Promise<Reply> {
  const { user } = viewer
  const [browsers, programs, keys] = await Promise.all([
    auth.sessions.list(user.id), auth.refreshTokens.list(user.id), auth.apiKeys.list(user.id),
  ])
  return overviewPage(viewer, {
    browsers: browsers.length, programs: programs.length, keys: keys.length,
    success: sentences.get(done ?? ''),
  })
}

function addNameForm(app: App, dependencies: Dependencies): void {
  addAccountForm(app, dependencies, {
    path: '/account/name',
    show: namePage,
    async act({ user }, fields) {
      const { name = '' } = readFields(fields, ['name'], profileChecker)
      await rename(dependencies, user, { name })
      return redirect('/account?done=name')
    },
  })
}

function addPasswordForm(app: App, dependencies: Dependencies): void {
  const { auth: { apiKeys }, publicOrigin } = dependencies
  addAccountForm(app, dependencies, {
    path: '/account/password',
    async show(viewer, shown) {
      const keys = await apiKeys.list(viewer.user.id)
      return passwordPage(viewer, keys.length, shown)
    },
    async act(actor, fields) {
      const names = ['currentPassword', 'newPassword']
      const input = readFields(fields, names, passwordChangeChecker)
      const change = { ...input, revokeKeys: fields.get('revokeKeys') === 'yes' }
      const renewed = await changePassword(dependencies, actor, change)
      const headers = renewed && signInHeaders(renewed.token, publicOrigin, renewed.device)
      return redirect('/account?done=password', 303, headers)
    },
  })
}

function addDeleteForm(app: App, dependencies: Dependencies): void {
  addAccountForm(app, dependencies, {
    path: '/account/delete',
    show: deletePage,
    async act(actor, fields) {
      if (fields.get('sure') !== 'yes') throw refuse('invalid', 'Tick this box first', 'sure')
      const { password } = readFields(fields, ['password'], passwordChecker)
      await deleteAccount(dependencies, actor, password)
      return redirect('/login?done=deleted', 303, signOutHeaders(dependencies.publicOrigin))
    },
  })
}
