// The page `/account/apps` and its forms: applications that a user allows, registers and links.
// Lesson: oauth-and-oidc (tour)

import type { Account, Identity } from '../../../auth/access/identity.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { registerClient } from './clients.ts'
import type { Dependencies } from '../dependencies.ts'
import { formTokenOf, passwordMistake, readOwnForm } from '../forms.ts'
import { leadOn } from '../leaveSite.ts'
import { appsPage, registeredPage, type AppsPage } from './pages/apps.ts'
import type { ProviderView } from '../client/pages.ts'
import { untouchedRegister } from './pages/register.ts'
import { beginWith, explaining } from '../client/routes.ts'

const notices: Record<string, string | undefined> = {
  revoked: 'It can no longer see anything, and is signed out',
  deleted: 'The application is deleted, and everybody is signed out of it',
  linked: 'The accounts are linked',
  unlinked: 'The accounts are no longer linked',
}

/** Adds `/account/apps` and what is below it. */
export function addAppRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]
  const { clients } = dependencies

  app.get('/account/apps', (context) => {
    const done = Object.keys(notices).find((name) => context.query.has(name))
    return show(dependencies, context, done === undefined ? {} : { notice: notices[done] })
  }, guards)

  app.post('/account/apps', async (context) => {
    const { identity, form } = await readOwn(dependencies, context)
    const input = {
      name: form.get('name') ?? '',
      redirectUris: form.get('redirectUris') ?? '',
      isPublic: form.get('isPublic') === 'yes',
    }
    const registered = await registerClient(dependencies, identity.account.id, input)
    if (Array.isArray(registered)) {
      return show(dependencies, context, { register: { ...input, issues: registered }, status: 422 })
    }
    await write(dependencies, context, 'application-registered', registered.client.id)
    return registeredPage(identity.account, registered)
  }, guards)

  app.post('/account/apps/clients/:id/delete', async (context) => {
    const { identity } = await readOwn(dependencies, context)
    const { id } = context.params
    if (!await clients.delete(identity.account.id, id)) throw unknownApp()
    await write(dependencies, context, 'application-deleted', id)
    return redirect('/account/apps?deleted=yes')
  }, guards)

  app.post('/account/apps/allowed/:id/revoke', async (context) => {
    const { identity } = await readOwn(dependencies, context)
    const { id } = context.params
    if (!await clients.revoke(identity.account.id, id)) throw unknownApp()
    await write(dependencies, context, 'application-revoked', id)
    return redirect('/account/apps?revoked=yes')
  }, guards)

  if (dependencies.provider !== undefined) addLinkForms(app, dependencies)
}

function addLinkForms(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]
  const { provider, providerAccounts } = dependencies
  if (provider === undefined) return

  // A stolen session must not become a permanent way in, so this asks for the password.
  app.post('/account/apps/provider/link', (context) => explaining(dependencies, context, async () => {
    const { identity, form } = await readOwn(dependencies, context)
    const mistake = await passwordMistake(dependencies, identity, form.get('password') ?? '')
    if (mistake !== undefined) return show(dependencies, context, { mistake, status: 422 })
    const start = { next: '/account/apps', linkTo: identity.session?.id ?? null }
    const { location, cookie } = await beginWith(dependencies, provider, start)
    const reply = leadOn(context, location, provider.name)
    return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } }
  }), guards)

  app.post('/account/apps/provider/unlink', async (context) => {
    const { identity } = await readOwn(dependencies, context)
    const user = identity.account.id
    if (!await providerAccounts.unlink(user, provider.issuer)) {
      throw new HttpError(409, 'needs-password', 'Set a password before you unlink the account')
    }
    await dependencies.auth.audit.write({
      requestId: context.id, actor: user, action: 'provider-unlinked', target: `user ${user}`,
    })
    return redirect('/account/apps?unlinked=yes')
  }, guards)
}

type Shown = Partial<Pick<AppsPage, 'notice' | 'register' | 'status'>> & { mistake?: string }

async function show(dependencies: Dependencies, context: Context, shown: Shown): Promise<Reply> {
  const identity = dependencies.auth.guards.whoIs(context)
  const { account } = identity
  const { mistake, ...rest } = shown
  const [allowed, clients, provider] = await Promise.all([
    dependencies.clients.listAllowed(account.id), dependencies.clients.list(account.id),
    providerView(dependencies, account, mistake),
  ])
  return appsPage({
    account, formToken: formTokenOf(identity), allowed, clients, provider,
    register: untouchedRegister, ...rest,
  })
}

async function providerView(
  { provider, providerAccounts }: Dependencies, { id, email }: Account, mistake: string | undefined,
): Promise<ProviderView | undefined> {
  if (provider === undefined) return undefined
  const linked = await providerAccounts.ofUser(id, provider.issuer)
  const hasPassword = await providerAccounts.hasPassword(id)
  return { name: provider.name, email, linkedEmail: linked?.email, hasPassword, mistake }
}

async function readOwn(
  dependencies: Dependencies, context: Context,
): Promise<{ identity: Identity; form: URLSearchParams }> {
  const identity = dependencies.auth.guards.whoIs(context)
  return { identity, form: await readOwnForm(context, identity) }
}

async function write(
  dependencies: Dependencies, context: Context, action: string, client: string,
): Promise<void> {
  const actor = dependencies.auth.guards.whoIs(context).account.id
  const target = `application ${client}`
  await dependencies.auth.audit.write({ requestId: context.id, actor, action, target })
}

function unknownApp(): HttpError {
  return new HttpError(404, 'not-found', "You don't have such an application")
}
