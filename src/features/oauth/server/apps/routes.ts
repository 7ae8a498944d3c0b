// The page `/account/apps` and its forms: applications that a user allows and registers.
// Lesson: oauth-and-oidc (tour)

import type { App } from '../../../../http/app.ts'
import type { Context } from '../../../../http/context.ts'
import { redirect, type Reply } from '../../../../http/reply.ts'
import { handleOwnForm, newForm, readOwnForm, type ShownForm } from '../../../site/form.ts'
import { findLinkedProvider } from '../../client/link/rules.ts'
import { actorOf } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { listAllowedApps, listClients } from '../store.ts'
import { appsPage, registeredPage } from './pages.ts'
import { deleteApp, registerApp, revokeAccess } from './rules.ts'

const notices: Record<string, string | undefined> = {
  revoked: 'It can no longer see anything, and is signed out',
  deleted: 'The application is deleted, and everybody is signed out of it',
  linked: 'The accounts are linked',
  unlinked: 'The accounts are no longer linked',
}

/** Adds `/account/apps` and what is below it. */
export function addAppRoutes(app: App, dependencies: Dependencies): void {
  const { guards } = dependencies.auth
  const signedIn = [guards.requireSession()]

  app.get('/account/apps', (context) => showApps(dependencies, context), signedIn)

  app.post('/account/apps', (context) => handleOwnForm(guards, context, {
    show: (register) => showApps(dependencies, context, { register }),
    act: (fields) => register(dependencies, context, fields),
  }), signedIn)

  app.post('/account/apps/clients/:id/delete', async (context) => {
    await readOwnForm(guards, context)
    await deleteApp(dependencies, actorOf(dependencies, context), context.params.id)
    return redirect('/account/apps?deleted=yes')
  }, signedIn)

  app.post('/account/apps/allowed/:id/revoke', async (context) => {
    await readOwnForm(guards, context)
    await revokeAccess(dependencies, actorOf(dependencies, context), context.params.id)
    return redirect('/account/apps?revoked=yes')
  }, signedIn)
}

/** Shows the page of applications, with what was just done or with the form that was refused. */
export async function showApps(
  dependencies: Dependencies, context: Context,
  { register = newForm, link = newForm }: { register?: ShownForm; link?: ShownForm } = {},
): Promise<Reply> {
  const { database } = dependencies
  const viewer = actorOf(dependencies, context)
  const { id } = viewer.account
  const [allowed, clients, provider] = await Promise.all([
    listAllowedApps(database, id), listClients(database, id), findLinkedProvider(dependencies, id),
  ])
  const done = Object.keys(notices).find((name) => context.query.has(name))
  const notice = done === undefined ? undefined : notices[done]
  return appsPage(viewer, { allowed, clients, provider, notice, register, link })
}

async function register(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const actor = actorOf(dependencies, context)
  return registeredPage(actor, await registerApp(dependencies, actor, {
    name: fields.get('name') ?? '',
    redirectUris: fields.get('redirectUris') ?? '',
    isPublic: fields.get('isPublic') === 'yes',
  }))
}
