// `id_token_hint`: an application that got an ID token earlier sends it to say which user it
// expects. It must not get a code for another user, even if that one is signed in here (OpenID
// Connect Core, sections 3.1.2.1 and 3.1.2.2). Lesson: oauth-and-oidc (appendix)

import { JwtError } from '../../../../auth/tokens/jwtParts.ts'
import type { Actor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { readSignedClaims } from '../../signedClaims.ts'
import { AuthorizeError, type AuthorizeRequest } from './request.ts'

/**
 * Throws an AuthorizeError `login_required` if a request names a different user from the one who is
 * signed in, or contains a token that we never issued to this application.
 */
export async function checkIdTokenHint(
  dependencies: Dependencies, request: AuthorizeRequest, actor: Actor | undefined,
): Promise<void> {
  const { idTokenHint } = request
  if (idTokenHint === undefined) return
  const expected = await findHinted(dependencies, request.client.id, idTokenHint)
  if (expected === undefined) {
    const message = "The id_token_hint isn't an ID token that was issued to this application here"
    throw new AuthorizeError('login_required', message, request)
  }
  if (actor !== undefined && String(actor.account.id) !== expected) {
    const message = "The user who is signed in isn't the one in the id_token_hint"
    throw new AuthorizeError('login_required', message, request)
  }
}

// An expired token will do, whatever its age: it only names the user, and lets nobody in.
async function findHinted(
  { issuer, signingKeys }: Dependencies, clientId: string, token: string,
): Promise<string | undefined> {
  try {
    const { iss, aud, sub } = readSignedClaims(await signingKeys.pastKeys(), token)
    return iss === issuer && aud === clientId && typeof sub === 'string' ? sub : undefined
  } catch (error) {
    if (error instanceof JwtError) return undefined
    throw error
  }
}
