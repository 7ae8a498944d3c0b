// Keeps what a sign-in began with in a signed cookie, and goes back to the login page when
// something is wrong.
//#file providerRoutes.ts
//#replace
  const { provider, providerAccounts, buckets, publicOrigin, trustedHops } = parts
//#with
  const { provider, buckets, trustedHops } = parts
//#end
//#replace
  const browser = readBrowser(context, publicOrigin)
  const start = { state
//#with
  const start = { state
//#end
//#replace
  providerAccounts.begin(browser.of.owner ?? '', start)
  return empty(303, { location, 'cache-control': 'no-store', ...browser.headers })
//#with
  const value = signJwt(keyOf(parts), {
    header: {}, claims: { exp: Date.now() / 1_000 + 600, ...start },
  })
  return empty(302, { location, 'cache-control': 'no-store', ...cookieOf(parts, value, 600) })
//#end
//#replace
  const { provider, providerAccounts, publicOrigin } = parts
  const { query } = context.target
  const browser = readBrowser(context, publicOrigin)

//#with
  const { provider } = parts
  const { query } = context.target

//#end
//#replace
  const start = providerAccounts.finish(browser.of.owner ?? '', query.get('state') ?? '')
  if (start === undefined) throw
//#with
  const { claims } = openJwt(keyOf(parts), readCookie(context, 'with') ?? '')
  const start = { state: '', nonce: '', verifier: '', exp: 0, ...claims }
  const isGood = start.state === query.get('state') && start.exp > Date.now() / 1_000
  if (!isGood) throw
//#end
//#replace
  return empty(303, { location: '/', ...startSession(parts, context, user) })
}
//#with
  const headers = startSession(parts, context, user)
  const cookies = [...Object.values(cookieOf(parts, '', 0)), headers['set-cookie'] ?? '']
  return empty(302, { location: '/', ...headers, 'set-cookie': cookies })
}

function keyOf({ provider }: ProviderParts): Uint8Array {
  return Buffer.from(`cookie ${provider.clientSecret}`)
}

function cookieOf({ publicOrigin }: ProviderParts, value: string, seconds: number) {
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
  const flags = `Path=/login/with; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  return { 'set-cookie': `with=${value}; ${flags}` }
}
//#end
//#replace
      return showLogin(parts, context, { status: error.status, problem: error.message })
//#with
      return empty(303, { location: '/login?problem=1', ...cookieOf(parts, '', 0) })
//#end
//#replace
    return showLogin(parts, context, { status: 403, problem })
//#with
    return showLogin(parts, context, { status: 401, problem })
//#end
//#replace
import { readBrowser } from './owner.ts'
//#with
import { readCookie } from './cookies.ts'
//#end
//#replace
import { JwtError } from './jwt.ts'
//#with
import { JwtError, openJwt, signJwt } from './jwt.ts'
//#end
