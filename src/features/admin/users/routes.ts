// The pages of users for administrators: the list, one user, and a page for each dangerous action.
// Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleOwnForm, newForm, readOwnForm, sessionOf } from '../../site/form.ts'
import { nextUrl } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import { adminViewerOf, askPassword, isConfirmed, requestOf } from '../requester.ts'
import { userEventsStatement } from '../service/auditList.ts'
import { actions, readActionName } from './actions.ts'
import { actionPage, userPage, usersPage } from './pages.ts'
import { changeUser, checkVersion, readUser, readUserDetails, signOutEverywhere } from './rules.ts'
import { listUsers, readUserQuery } from './userList.ts'

type UserContext = Context<'/admin/users/:id'>
type ActionContext = Context<'/admin/users/:id/:action'>

const shownEvents = 20

/** Adds `/admin/users` and what is below it. */
export function addUserPages(app: App, dependencies: Dependencies): void {
  const admins = [dependencies.auth.guards.requireSession('admin')]

  app.get('/admin/users', (context) => showUsers(dependencies, context), admins)
  app.get('/admin/users/:id', (context) => showUser(dependencies, context), admins)
  app.post('/admin/users/:id/sessions', (context) => endSessions(dependencies, context), admins)
  app.get('/admin/users/:id/:action', (context) => askBeforeAction(dependencies, context), admins)
  app.post('/admin/users/:id/:action', (context) => doAction(dependencies, context), admins)
}

async function showUsers(dependencies: Dependencies, context: Context): Promise<Reply> {
  const query = readUserQuery(context.query)
  const { users, next } = await listUsers(dependencies.database, query)
  const viewer = adminViewerOf(dependencies, context)
  return usersPage(viewer, { query, users, next: nextUrl(context, next) })
}

async function showUser(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const { auth, database } = dependencies
  const details = await readUserDetails(dependencies, context.params.id)
  const { id } = details.user
  const [keys, events] = await Promise.all([
    auth.apiKeys.list(id), database.all(userEventsStatement(id, shownEvents)),
  ])
  const done = context.query.get('done')
  return userPage(adminViewerOf(dependencies, context), { ...details, keys, events, done })
}

async function endSessions(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const { guards } = dependencies.auth
  await readOwnForm(guards, context)
  const user = await readUser(dependencies, context.params.id)
  const except = sessionOf(guards, context).id
  await signOutEverywhere(dependencies, requestOf(dependencies, context), { user, except })
  return redirect(`/admin/users/${user.id}?done=sessions`)
}

async function askBeforeAction(dependencies: Dependencies, context: ActionContext): Promise<Reply> {
  const name = readActionName(context.params.action)
  const user = await readUser(dependencies, context.params.id)
  if (!isConfirmed(dependencies, context)) return askPassword(context.target.path)
  return actionPage(adminViewerOf(dependencies, context), { ...newForm, name, user })
}

// The version is the one that the administrator looked at when the button was pressed.
async function doAction(dependencies: Dependencies, context: ActionContext): Promise<Reply> {
  const name = readActionName(context.params.action)
  const user = await readUser(dependencies, context.params.id)
  if (!isConfirmed(dependencies, context)) return askPassword(context.target.path)
  return handleOwnForm(dependencies.auth.guards, context, {
    async act(fields) {
      checkVersion(user, fields.get('version'))
      const { change } = actions[name]
      await changeUser(dependencies, requestOf(dependencies, context), { user, change })
      return redirect(`/admin/users/${user.id}?done=${name}`)
    },
    show: (shown) => actionPage(adminViewerOf(dependencies, context), { ...shown, name, user }),
  })
}
