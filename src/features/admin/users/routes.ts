// The pages of users for administrators: the list, one user, and a page for each dangerous act.
// Lesson: user-management (appendix)

import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { userEventsStatement } from '../service/auditList.ts'
import { changeUser, signOutEverywhere } from './rules.ts'
import type { Dependencies } from '../dependencies.ts'
import { actPage, acts, isActName, type ActName } from './actPage.ts'
import { userPage } from './userPage.ts'
import { usersPage } from './listPage.ts'
import { pageGuards } from '../guards.ts'
import {
  causeOf, rulesOf, isSure, pageUrl, readOwnForm, sessionOf, userOf, viewerOf,
} from '../request.ts'
import type { ManagedUser } from '../store.ts'
import { formatCursor, listUsers, readUserQuery } from './userList.ts'
import { Refusal, refusalStatuses, refuse } from '../../site/refusal.ts'

const shownEvents = 20

/** Adds `/admin/users` and what is below it. */
export function addUserPages(app: App, dependencies: Dependencies): void {
  const guards = pageGuards(dependencies)

  app.get('/admin/users', async (context) => {
    const query = readUserQuery(context.query)
    const { users, next } = await listUsers(dependencies.database, query)
    const nextUrl = next === undefined ? undefined : pageUrl(context, formatCursor(next))
    return usersPage(viewerOf(dependencies, context), { query, users, next: nextUrl })
  }, guards)

  app.get('/admin/users/:id', async (context) =>
    showUser(dependencies, context, await userOf(dependencies, context.params.id)), guards)

  app.post('/admin/users/:id/sessions', async (context) => {
    await readOwnForm(dependencies, context)
    const user = await userOf(dependencies, context.params.id)
    const except = sessionOf(dependencies, context).id
    await signOutEverywhere(rulesOf(dependencies), causeOf(dependencies, context), { user, except })
    return redirect(`/admin/users/${user.id}?done=sessions`)
  }, guards)

  app.get('/admin/users/:id/:act', async (context) => {
    const name = actOf(context)
    const user = await userOf(dependencies, context.params.id)
    if (!isSure(dependencies, context)) return askPassword(context)
    return actPage(viewerOf(dependencies, context), { name, user })
  }, guards)

  app.post('/admin/users/:id/:act', async (context) => {
    const name = actOf(context)
    const form = await readOwnForm(dependencies, context)
    const user = await userOf(dependencies, context.params.id)
    if (!isSure(dependencies, context)) return askPassword(context)
    return doAct(dependencies, context, { name, user, version: form.get('version') })
  }, guards)
}

async function showUser(dependencies: Dependencies, context: Context, user: ManagedUser): Promise<Reply> {
  const { auth, database, moderation } = dependencies
  const { id } = user
  const [links, sessions, programs, keys, events] = await Promise.all([
    moderation.countLinksOf(id),
    auth.sessions.list(id),
    auth.refreshTokens.list(id),
    auth.apiKeys.list(id),
    database.all(userEventsStatement(id, shownEvents)),
  ])
  const done = context.query.get('done')
  return userPage(viewerOf(dependencies, context), { user, links, sessions, programs, keys, events, done })
}

type Asked = { name: ActName; user: ManagedUser; version: string | null }

// The version is the one that the administrator looked at when the button was pressed.
async function doAct(
  dependencies: Dependencies, context: Context, { name, user, version }: Asked,
): Promise<Reply> {
  try {
    if (version !== String(user.version)) throw staleUser()
    const { change } = acts[name]
    await changeUser(rulesOf(dependencies), causeOf(dependencies, context), { user, change })
    return redirect(`/admin/users/${user.id}?done=${name}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const status = refusalStatuses[error.code]
    return actPage(viewerOf(dependencies, context), { name, user, problem: error.message, status })
  }
}

function actOf({ params }: Context<'/admin/users/:id/:act'>): ActName {
  if (isActName(params.act)) return params.act
  throw new HttpError(404, 'not-found', 'There is no such act')
}

// The act's own page comes after the password: a form that was sent is lost by then.
function askPassword({ target: { path } }: Context): Reply {
  return redirect(`/admin/confirm?${new URLSearchParams({ next: path })}`)
}

function staleUser(): Refusal {
  return refuse('stale', 'This account was changed in the meantime: look at it again first')
}
