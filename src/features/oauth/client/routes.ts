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
import { safeNext } from '../../../http/next.ts'
import { clientAddress, limitKey } from '../../../http/peer.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { describeAgent } from '../../../http/userAgent.ts'
import type { OauthDesk } from '../desk.ts'
import { refusalPage } from '../server/pages/refusal.ts'
import {
  findOrMakeUser, isAskingSession, linkProvider, takeVisit, WithRefusal, type KnownUser,
} from './rules.ts'

/** Where the provider sends people back to, below the public origin. */
export const callbackPath = '/login/with/callback'
const lineLimit = { name: 'provider-refused lines', most: 1, windowMs: minuteMs }

/** Adds `/login/with` and the way back, where a provider is set up. */
export function addSignInWithRoutes(app: App, desk: OauthDesk): void {
  const { provider } = desk
  if (provider === undefined) return

  app.get('/login/with', (context) => explaining(desk, context, async () => {
    await takeVisit(desk, addressOf(desk, context))
    const next = safeNext(context.query.get('next'))
    const { location, cookie } = await beginWith(desk, provider, { next, linkTo: null })
    return redirect(location, 303, { 'set-cookie': cookie, 'cache-control': 'no-store' })
  }))

  app.get(callbackPath, async (context) => {
    const reply = await explaining(desk, context, () => comeBack(desk, provider, context))
    const cookies = [reply.headers['set-cookie'] ?? []].flat()
    // It works once, whatever came of it.
    const all = [...cookies, desk.pendingCookie.expire()]
    return { ...reply, headers: { ...reply.headers, 'set-cookie': all } }
  })
}

/** Begins a sign-in: where the browser goes, and the cookie that it keeps meanwhile. */
export async function beginWith(
  { random, pendingCookie }: OauthDesk, provider: Provider,
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
  desk: OauthDesk, context: Context, handle: () => Promise<Reply>,
): Promise<Reply> {
  const { name = '' } = desk.provider ?? {}
  try {
    return await handle()
  } catch (error) {
    if (error instanceof WithRefusal) return refusalPage(name, error.code, error.headers)
    if (!(error instanceof ProviderError || error instanceof JwtError)) throw error
    await writeRefusal(desk, context, error)
    return refusalPage(name, 'bad-answer')
  }
}

// A made-up code leads here as well, and the audit trail is kept for good: so a client adds at most
// one line a minute to it.
async function writeRefusal(
  desk: OauthDesk, context: Context, { code, message }: ProviderError | JwtError,
): Promise<void> {
  const { auth, provider } = desk
  const verdict = await auth.limits.take(lineLimit, addressOf(desk, context))
  if (!verdict.isAllowed) return
  await auth.audit.write({
    requestId: context.id, actor: null, action: 'provider-refused',
    target: `provider ${provider?.issuer ?? ''}`, details: { code, reason: message },
  })
}

async function comeBack(desk: OauthDesk, provider: Provider, context: Context): Promise<Reply> {
  await takeVisit(desk, addressOf(desk, context))
  const { query } = context
  const pending = desk.pendingCookie.read(context)
  if (pending === undefined || !isSameText(query.get('state'), pending.state)) {
    throw new WithRefusal('other-browser')
  }
  if (!await provider.isFrom(query.get('iss'))) throw new WithRefusal('other-issuer')
  const code = query.get('code')
  if (query.has('error') || code === null) throw new WithRefusal('not-allowed')
  const identity = await provider.identify(code, pending)
  return pending.linkTo === null
    ? signInAs(desk, context, { identity, next: pending.next })
    : linkTo(desk, context, { identity, session: pending.linkTo })
}

async function signInAs(
  desk: OauthDesk, context: Context,
  { identity, next }: { identity: ProviderIdentity; next: string },
): Promise<Reply> {
  const address = addressOf(desk, context)
  const known = await findOrMakeUser(desk, identity, { address, requestId: context.id })
  if (known.needsSecondFactor) return askSecondFactor(desk, known, next)
  const token = await startSession(desk, context, known.user)
  return redirect(next, 303, signInHeaders(token, desk.publicOrigin))
}

// The other provider replaces the password, and not the device.
async function askSecondFactor(
  desk: OauthDesk, { user }: KnownUser, next: string,
): Promise<Reply> {
  const ask = desk.askSecondFactor
  if (ask === undefined) throw new WithRefusal('second-factor')
  const { token, statements } =
    desk.auth.oneTimeTokens.prepare('second-factor', { user, email: null })
  await desk.database.batch(statements)
  return ask(token, next)
}

async function startSession(desk: OauthDesk, context: Context, user: number): Promise<string> {
  const { auth, database, claimLinks } = desk
  const agent = describeAgent(context.header('user-agent') ?? '')
  const { token, statement } = auth.sessions.prepare(user, agent)
  const anonymousOwner = desk.readAnonymousOwner(context)
  await database.batch([
    statement,
    ...(anonymousOwner === undefined ? [] : claimLinks(anonymousOwner, user)),
    auth.audit.prepare({
      requestId: context.id, actor: user, action: 'signed-in', target: `user ${user}`,
      details: { provider: desk.provider?.issuer ?? '' },
    }),
  ])
  const before = await auth.identify(context)
  if (before?.session) await auth.sessions.end(before.account.id, before.session.id)
  return token
}

async function linkTo(
  desk: OauthDesk, context: Context,
  { identity, session }: { identity: ProviderIdentity; session: number },
): Promise<Reply> {
  const asker = await desk.auth.identify(context)
  if (asker === undefined || !isAskingSession(asker.session, session)) {
    throw new WithRefusal('other-session')
  }
  const { id: user, email } = asker.account
  await linkProvider(desk, identity, {
    user, email, cause: { requestId: context.id, actor: user },
  })
  return redirect('/account/apps?linked=yes', 303, { 'cache-control': 'no-store' })
}

function addressOf({ trustedHops }: OauthDesk, { request }: Context): string {
  return limitKey(clientAddress(request, trustedHops))
}
