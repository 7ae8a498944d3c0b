// Another provider, as its client: where a sign-in begins there, and who it says has signed in.

import { checkClaims } from './claims.ts'
import { JwtError, openJwt } from './jwt.ts'
import { fetchIdToken, findEndpoints } from './oidc/endpoints.ts'
import { challengeOf } from './pkce.ts'

export type ProviderSettings = { issuer: string; clientId: string; clientSecret: string }

/** What a sign-in begins with. Only this program, and the browser's cookie, know all of it. */
export type Start = {
  /** Comes back with the browser: it shows that the sign-in was begun here. */
  state: string
  /** Comes back in the ID token: it shows that the token is of this sign-in. */
  nonce: string
  /** Is sent with the code: it shows that the code was asked for here. */
  verifier: string
}

/** Somebody with an account at the provider. */
export type ProviderIdentity = {
  issuer: string
  subject: string
  /** Only an address that the provider has verified. */
  email: string | undefined
}

/** Gives the URL at the provider where a sign-in begins. Rejects with a ProviderError. */
export async function authorizationUrl(
  { issuer, clientId }: ProviderSettings, redirectUri: string, { state, nonce, verifier }: Start,
): Promise<string> {
  const url = new URL((await findEndpoints(issuer)).authorization)
  const parameters = {
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'openid email',
    state, nonce, code_challenge: challengeOf(verifier), code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** Exchanges a code. Rejects with a ProviderError, or with a JwtError for a wrong ID token. */
export async function exchangeCode(
  { issuer, clientId, clientSecret }: ProviderSettings, redirectUri: string,
  { code, nonce, verifier }: Omit<Start, 'state'> & { code: string },
): Promise<ProviderIdentity> {
  const { token: url } = await findEndpoints(issuer)
  const token = await fetchIdToken(url, { id: clientId, secret: clientSecret }, {
    grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier,
  })
  // Signed with the secret that the provider gave us (OpenID Connect Core, section 10.1).
  const { claims } = openJwt(Buffer.from(clientSecret), token)
  checkClaims(claims, { issuer, audience: clientId, now: Date.now() / 1_000 })
  if (claims['nonce'] !== nonce) throw new JwtError('The ID token is of another sign-in')
  const { sub, email, email_verified: isVerified } = claims
  const isUsable = isVerified === true && typeof email === 'string'
  return { issuer, subject: String(sub), email: isUsable ? email : undefined }
}
