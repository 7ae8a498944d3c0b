// The forms that link an account here with one at the provider, and that end the link.
// Lesson: oauth-and-oidc (tour)

import type { App } from '../../../../http/app.ts'
import { carryTrace } from '../../../../http/carryTrace.ts'
import type { Context } from '../../../../http/context.ts'
import { redirect, type Reply } from '../../../../http/reply.ts'
import { handleOwnForm } from '../../../site/form.ts'
import { actorOf, confirmActor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { leaveSite } from '../../leaveSite.ts'
import { showApps } from '../../server/apps/routes.ts'
import type { Provider } from '../provider.ts'
import { explainRefusals } from '../routes.ts'
import { beginSignIn } from '../rules.ts'
import { unlinkProvider } from './rules.ts'

/** Adds the forms below `/account/apps/provider`, where a provider is set up. */
export function addLinkRoutes(app: App, dependencies: Dependencies): void {
  const { auth: { guards }, provider } = dependencies
  if (provider === undefined) return
  const signedIn = guards.requireSession()

  app.post('/account/apps/provider/link', (context) => handleOwnForm(guards, context, {
    show: (link) => showApps(dependencies, context, { link }),
    act: (fields) => beginLink(dependencies, context, { provider, fields }),
  }), [carryTrace(), signedIn, explainRefusals(dependencies)])

  app.post('/account/apps/provider/unlink', (context) => handleOwnForm(guards, context, {
    show: (link) => showApps(dependencies, context, { link }),
    async act(fields) {
      const actor = actorOf(dependencies, context)
      const password = fields.get('password') ?? ''
      await unlinkProvider(dependencies, provider, { actor, password })
      return redirect('/account/apps?unlinked=yes')
    },
  }), [signedIn])
}

// A stolen session must not become a permanent way in, so this asks for the password.
async function beginLink(
  dependencies: Dependencies, context: Context,
  { provider, fields }: { provider: Provider; fields: URLSearchParams },
): Promise<Reply> {
  const actor = actorOf(dependencies, context)
  await confirmActor(dependencies, actor, fields.get('password') ?? '')
  const { location, cookie } = await beginSignIn(dependencies, provider, {
    next: '/account/apps', linkTo: actor.session.id, onlyFor: null, isAgain: false,
  })
  const reply = leaveSite(context, location, provider.name)
  return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } }
}
