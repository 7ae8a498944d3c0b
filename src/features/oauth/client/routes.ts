// Signing in with another provider: the way there, and the way back (OpenID Connect Core, section
// 3.1). What comes back is believed only in the browser that went. Lesson: oauth-and-oidc (tour)

import { minuteMs } from '../../../basics/clock.ts'
import { isSameText, type PendingSignIn } from './pendingCookie.ts'
import { ProviderError } from './fetchJson.ts'
import type { Provider } from './provider.ts'
import { JwtError } from '../../../auth/tokens/jwtParts.ts'
import type { ProviderIdentity } from './idToken.ts'
import { makeVerifier } from '../pkce.ts'
import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { safeRedirect } from '../../../http/safeRedirect.ts'
import { clientAddress, limitKey } from '../../../http/peer.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { describeAgent } from '../../../http/userAgent.ts'
import type { Dependencies } from '../dependencies.ts'
import { refusalPage } from '../server/pages/refusal.ts'
import {
  findOrMakeUser, isAskingSession, linkProvider, takeVisit, WithRefusal, type KnownUser,
} from './rules.ts'

/** Where the provider sends people back to, below the public origin. */
export const callbackPath = '/login/with/callback'
const lineLimit = { name: 'provider-refused lines', most: 1, windowMs: minuteMs }

/** Adds `/login/with` and the way back, where a provider is set up. */
export function addSignInWithRoutes(app: App, dependencies: Dependencies): void {
  const { provider } = dependencies
  if (provider === undefined) return

  app.get('/login/with', (context) => explaining(dependencies, context, async () => {
    await takeVisit(dependencies, addressOf(dependencies, context))
    const next = safeRedirect(context.query.get('next'))
    const { location, cookie } = await beginWith(dependencies, provider, { next, linkTo: null })
    return redirect(location, 303, { 'set-cookie': cookie, 'cache-control': 'no-store' })
  }))

  app.get(callbackPath, async (context) => {
    const reply = await explaining(dependencies, context, () => comeBack(dependencies, provider, context))
    const cookies = [reply.headers['set-cookie'] ?? []].flat()
    // It works once, whatever came of it.
    const all = [...cookies, dependencies.pendingCookie.expire()]
    return { ...reply, headers: { ...reply.headers, 'set-cookie': all } }
  })
}

/** Begins a sign-in: where the browser goes, and the cookie that it keeps meanwhile. */
export async function beginWith(
  { random, pendingCookie }: Dependencies, provider: Provider,
  { next, linkTo }: Pick<PendingSignIn, 'next' | 'linkTo'>,
): Promise<{ location: string; cookie: string }> {
  const start = {
    state: makeVerifier(random), nonce: makeVerifier(random), verifier: makeVerifier(random),
  }
  const location = await provider.authorizationUrl(start)
  return { location, cookie: pendingCookie.write({ ...start, next, linkTo }) }
}

/** Explains on a page what kept somebody out; what the provider did wrong is audited. */
export async function explaining(
  dependencies: Dependencies, context: Context, handle: () => Promise<Reply>,
): Promise<Reply> {
  const { name = '' } = dependencies.provider ?? {}
  try {
    return await handle()
  } catch (error) {
    if (error instanceof WithRefusal) return refusalPage(name, error.code, error.headers)
    if (!(error instanceof ProviderError || error instanceof JwtError)) throw error
    await writeRefusal(dependencies, context, error)
    return refusalPage(name, 'bad-answer')
  }
}

// A made-up code leads here as well, and the audit trail is kept for good: so a client adds at most
// one line a minute to it.
async function writeRefusal(
  dependencies: Dependencies, context: Context, { code, message }: ProviderError | JwtError,
): Promise<void> {
  const { auth, provider } = dependencies
  const verdict = await auth.limits.take(lineLimit, addressOf(dependencies, context))
  if (!verdict.isAllowed) return
  await auth.audit.write({
    requestId: context.id, actor: null, action: 'provider-refused',
    target: `provider ${provider?.issuer ?? ''}`, details: { code, reason: message },
  })
}

async function comeBack(dependencies: Dependencies, provider: Provider, context: Context): Promise<Reply> {
  await takeVisit(dependencies, addressOf(dependencies, context))
  const { query } = context
  const pending = dependencies.pendingCookie.read(context)
  if (pending === undefined || !isSameText(query.get('state'), pending.state)) {
    throw new WithRefusal('other-browser')
  }
  if (!await provider.isFrom(query.get('iss'))) throw new WithRefusal('other-issuer')
  const code = query.get('code')
  if (query.has('error') || code === null) throw new WithRefusal('not-allowed')
  const identity = await provider.identify(code, pending)
  return pending.linkTo === null
    ? signInAs(dependencies, context, { identity, next: pending.next })
    : linkTo(dependencies, context, { identity, session: pending.linkTo })
}

async function signInAs(
  dependencies: Dependencies, context: Context,
  { identity, next }: { identity: ProviderIdentity; next: string },
): Promise<Reply> {
  const address = addressOf(dependencies, context)
  const known = await findOrMakeUser(dependencies, identity, { address, requestId: context.id })
  if (known.needsSecondFactor) return askSecondFactor(dependencies, known, next)
  const token = await startSession(dependencies, context, known.user)
  return redirect(next, 303, signInHeaders(token, dependencies.publicOrigin))
}

// The other provider replaces the password, and not the device.
async function askSecondFactor(
  dependencies: Dependencies, { user }: KnownUser, next: string,
): Promise<Reply> {
  const ask = dependencies.askSecondFactor
  if (ask === undefined) throw new WithRefusal('second-factor')
  const { token, statements } =
    dependencies.auth.oneTimeTokens.prepare('second-factor', { user, email: null })
  await dependencies.database.batch(statements)
  return ask(token, next)
}

async function startSession(dependencies: Dependencies, context: Context, user: number): Promise<string> {
  const { auth, database, claimLinks } = dependencies
  const agent = describeAgent(context.header('user-agent') ?? '')
  const { token, statement } = auth.sessions.prepare(user, agent)
  const anonymousOwner = dependencies.readAnonymousOwner(context)
  await database.batch([
    statement,
    ...(anonymousOwner === undefined ? [] : claimLinks(anonymousOwner, user)),
    auth.audit.prepare({
      requestId: context.id, actor: user, action: 'signed-in', target: `user ${user}`,
      details: { provider: dependencies.provider?.issuer ?? '' },
    }),
  ])
  const before = await auth.identify(context)
  if (before?.session) await auth.sessions.end(before.account.id, before.session.id)
  return token
}

async function linkTo(
  dependencies: Dependencies, context: Context,
  { identity, session }: { identity: ProviderIdentity; session: number },
): Promise<Reply> {
  const asker = await dependencies.auth.identify(context)
  if (asker === undefined || !isAskingSession(asker.session, session)) {
    throw new WithRefusal('other-session')
  }
  const { id: user, email } = asker.account
  await linkProvider(dependencies, identity, {
    user, email, cause: { requestId: context.id, actor: user },
  })
  return redirect('/account/apps?linked=yes', 303, { 'cache-control': 'no-store' })
}

function addressOf({ trustedHops }: Dependencies, { request }: Context): string {
  return limitKey(clientAddress(request, trustedHops))
}
