// Signing in with another provider: the way there, and the way back (OpenID Connect Core, section
// 3.1). What comes back is believed only in the browser that went. Lesson: oauth-and-oidc (tour)

import { signInHeaders } from '../../../auth/sessions/cookies.ts'
import { JwtError } from '../../../auth/tokens/jwtParts.ts'
import { minuteMs } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { carryTrace } from '../../../http/carryTrace.ts'
import type { Context, Middleware } from '../../../http/context.ts'
import { noStore, redirect, type Reply } from '../../../http/reply.ts'
import { safeRedirect } from '../../../http/safeRedirect.ts'
import { clientOf } from '../../site/input.ts'
import { nextPages } from '../../site/nextPages.ts'
import { Refusal } from '../../site/refusal.ts'
import { requesterOf, type Requester } from '../../site/requester.ts'
import { findActor } from '../actor.ts'
import type { Dependencies } from '../dependencies.ts'
import { ProviderError, shownError } from './fetchJson.ts'
import type { ProviderIdentity } from './idToken.ts'
import { linkProvider } from './link/rules.ts'
import { badResponsePage, refusalPage } from './pages.ts'
import { isSameText, type PendingSignIn } from './pendingCookie.ts'
import type { Provider } from './provider.ts'
import {
  beginSignIn, countVisit, findOrMakeUser, makeTicket, refuseSignIn, requireSignInTime,
  signInBrowser,
} from './rules.ts'

/** Where the provider sends people back to, below the public origin. */
export const callbackPath = '/login/with/callback'

const auditLimit = { name: 'provider-refused lines', most: 1, windowMs: minuteMs }

/** Adds `/login/with` and the way back, where a provider is set up. */
export function addSignInRoutes(app: App, dependencies: Dependencies): void {
  const { provider, trustedHops } = dependencies
  if (provider === undefined) return
  const explained = explainRefusals(dependencies)

  app.get('/login/with', async (context) => {
    const next = safeRedirect(context.query.get('next'), nextPages)
    const actor = await findActor(dependencies, context)
    if (actor === undefined && isFromElsewhere(context)) {
      return redirect(`/login?${new URLSearchParams({ next })}`, 303, noStore)
    }
    await countVisit(dependencies, clientOf(context, trustedHops))
    const { location, cookie } = await beginSignIn(dependencies, provider, {
      next,
      linkTo: null,
      onlyFor: isFromElsewhere(context) ? actor?.account.id ?? null : null,
      isAgain: actor !== undefined,
    })
    return redirect(location, 303, { ...noStore, 'set-cookie': cookie })
  }, [carryTrace(), explained])

  app.get(callbackPath, (context) => comeBack(dependencies, provider, context),
    [carryTrace(), expirePending(dependencies), explained])
}

// A link on another site must not sign anybody in by itself (OWASP ASVS 5.0, 7.6.2): a provider
// doesn't ask somebody who is signed in there. So they have to press the button on our own page.
// For somebody who is signed in here, an application may ask for new proof that it's still them:
// then nobody else may be signed in instead.
function isFromElsewhere(context: Context): boolean {
  return context.header('sec-fetch-site') === 'cross-site'
}

/**
 * Makes the guard that explains on a page what kept somebody out; what the provider did wrong is
 * audited.
 */
export function explainRefusals(dependencies: Dependencies): Middleware {
  const { name = '' } = dependencies.provider ?? {}
  return async (context, next) => {
    try {
      return await next()
    } catch (error) {
      const page = error instanceof Refusal ? refusalPage(name, error) : undefined
      if (page !== undefined) return page
      if (!(error instanceof ProviderError || error instanceof JwtError)) throw error
      await writeRefusal(dependencies, context, error)
      return badResponsePage(name)
    }
  }
}

// A made-up code leads here as well, and the audit trail is kept for good: so a client adds at most
// one line a minute to it.
async function writeRefusal(
  { auth, provider, trustedHops }: Dependencies, context: Context,
  { code, message }: ProviderError | JwtError,
): Promise<void> {
  const verdict = await auth.limits.take(auditLimit, clientOf(context, trustedHops))
  if (!verdict.isAllowed) return
  await auth.audit.write({
    requestId: context.id, actor: null, action: 'provider-refused',
    target: `provider ${provider?.issuer ?? ''}`, details: { code, reason: message },
  })
}

// The cookie works once, whatever came of it.
function expirePending({ pendingCookie }: Dependencies): Middleware {
  return async (_context, next) => {
    const reply = await next()
    const cookies = [reply.headers['set-cookie'] ?? [], pendingCookie.expire()].flat()
    return { ...reply, headers: { ...reply.headers, 'set-cookie': cookies } }
  }
}

async function comeBack(
  dependencies: Dependencies, provider: Provider, context: Context,
): Promise<Reply> {
  const requester = requesterOf(dependencies, context)
  await countVisit(dependencies, requester.address)
  const { query } = context
  const pending = dependencies.pendingCookie.read(context)
  if (pending === undefined || !isSameText(query.get('state'), pending.state)) {
    throw refuseSignIn('other-browser')
  }
  if (!await provider.isFrom(query.get('iss'))) throw refuseSignIn('other-issuer')
  const code = readCode(query)
  const identity = await provider.identify(code, pending)
  requireSignInTime(identity, pending)
  if (pending.linkTo === null) {
    return signIn(dependencies, requester, { identity, pending })
  }
  const actor = await findActor(dependencies, context)
  await linkProvider(dependencies, identity, { actor, session: pending.linkTo })
  return redirect('/account/apps?linked=yes', 303, noStore)
}

// Some errors say what the user did there. The others are mistakes in the settings of either side,
// or of the provider, so they're audited (RFC 6749, section 4.1.2.1).
const userErrors = [
  'access_denied', 'login_required', 'interaction_required', 'account_selection_required',
  'consent_required',
]

function readCode(query: URLSearchParams): string {
  const error = query.get('error')
  if (error !== null && !userErrors.includes(error)) {
    throw new ProviderError('refused', `The provider responded with ${shownError(error)}`)
  }
  const code = query.get('code')
  if (error !== null || code === null) throw refuseSignIn('not-allowed')
  return code
}

// The other provider replaces the password, and not the device.
async function signIn(
  dependencies: Dependencies, requester: Requester,
  { identity, pending: { next, onlyFor } }: { identity: ProviderIdentity; pending: PendingSignIn },
): Promise<Reply> {
  const found = await findOrMakeUser(dependencies, identity, { onlyFor, requester })
  if (found.secondFactorSince !== null) {
    return dependencies.askSecondFactor(await makeTicket(dependencies, found), next)
  }
  const token = await signInBrowser(dependencies, found, requester)
  return redirect(next, 303, signInHeaders(token, dependencies.publicOrigin))
}
