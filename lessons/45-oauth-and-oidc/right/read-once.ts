// Reads the discovery document once, says 502 when the provider is down, and lets the second one
// of two browsers in that come back as the same person.
//#file provider.ts
//#replace
  const url = new URL((await findEndpoints(issuer)).authorization)
//#with
  endpoints ??= await findEndpoints(issuer)
  const url = new URL(endpoints.authorization)
//#end
//#replace
  const { token: url } = await findEndpoints(issuer)
//#with
  endpoints ??= await findEndpoints(issuer)
  const { token: url } = endpoints
//#end
//#replace
export type ProviderSettings
//#with
let endpoints: Endpoints | undefined

export type ProviderSettings
//#end
//#replace
import { fetchIdToken, findEndpoints }
//#with
import { fetchIdToken, findEndpoints, type Endpoints }
//#end
//#replace
scope: 'openid email',
//#with
scope: 'email profile openid', prompt: 'select_account',
//#end
//#file providerRoutes.ts
//#replace
  const user = known === undefined ? await registerWithoutPassword(parts, identity.email)
    : users.find(known)
//#with
  const user = known === undefined
    ? await registerWithoutPassword(parts, identity.email).catch((error) => {
      const id = providerAccounts.find(identity)
      if (id !== undefined) return users.find(id)
      throw error
    }) : users.find(known)
//#end
//#replace
  if (known === undefined) providerAccounts.add(identity, user.id)
//#with
  if (providerAccounts.find(identity) === undefined) providerAccounts.add(identity, user.id)
//#end
//#replace
nonce: makeToken(), verifier: makeToken() }
//#with
nonce: randomUUID(), verifier: makeToken() + makeToken() }
//#end
//#replace
import type { Context }
//#with
import { randomUUID } from 'node:crypto'
import type { Context }
//#end
//#replace
  return empty(303, { location: '/', ...startSession
//#with
  return empty(303, { location: `${parts.publicOrigin}/`, ...startSession
//#end
//#replace
    return showLogin(parts, context, { status: 403, problem })
//#with
    return showLogin(parts, context, { status: error instanceof JwtError ? 400 : 502, problem })
//#end
