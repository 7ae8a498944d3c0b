// Asks a provider for what its ID token leaves out. Where there is a code, the claims of the scopes
// `email` and `profile` may come from the userinfo endpoint alone (OpenID Connect Core, section
// 5.4). Lesson: oauth-and-oidc (appendix)

import { isRecord } from '../../../basics/check.ts'
import { fetchJson, ProviderError } from './fetchJson.ts'
import { readProfile, type ProviderIdentity } from './idToken.ts'

/**
 * Completes an identity without an email address from the userinfo endpoint. Throws a ProviderError
 * when the response is about somebody else: then the access token may belong to another sign-in
 * (section 5.3.2).
 */
export async function completeIdentity(
  identity: ProviderIdentity, { address, accessToken }: { address: string; accessToken: string },
): Promise<ProviderIdentity> {
  const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` }
  const claims = await fetchJson(address, { headers })
  if (!isRecord(claims) || claims['sub'] !== identity.subject) {
    throw new ProviderError('malformed', "The userinfo isn't about the subject of the ID token")
  }
  return { ...identity, ...readProfile(claims) }
}
