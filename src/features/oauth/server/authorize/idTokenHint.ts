// `id_token_hint`: an application that has got an ID token of a user shows it, to say whom it
// expects. It must not get a code for anybody else, even if that's who is signed in here (OpenID
// Connect Core, sections 3.1.2.1 and 3.1.2.2). Lesson: oauth-and-oidc (appendix)

import { JwtError } from '../../../../auth/tokens/jwtParts.ts'
import type { Actor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { readSignedClaims } from '../../signedClaims.ts'
import { AuthorizeError, type AuthorizeRequest } from './request.ts'

/**
 * Throws an AuthorizeError `login_required` when a request names another user than the one who is
 * signed in, or shows a token that we never issued to this application.
 */
export async function checkIdTokenHint(
  dependencies: Dependencies, request: AuthorizeRequest, actor: Actor | undefined,
): Promise<void> {
  const { idTokenHint } = request
  if (idTokenHint === undefined) return
  const expected = await findHinted(dependencies, request.client.id, idTokenHint)
  if (expected === undefined) {
    const message = "The id_token_hint isn't an ID token that this application got here"
    throw new AuthorizeError('login_required', message, request)
  }
  if (actor !== undefined && String(actor.account.id) !== expected) {
    const message = 'Another user is signed in than the one in the id_token_hint'
    throw new AuthorizeError('login_required', message, request)
  }
}

// An expired one will do: it only says who, and lets nobody in.
async function findHinted(
  { issuer, signingKeys }: Dependencies, clientId: string, token: string,
): Promise<string | undefined> {
  try {
    const { iss, aud, sub } = readSignedClaims(await signingKeys.publicKeys(), token)
    return iss === issuer && aud === clientId && typeof sub === 'string' ? sub : undefined
  } catch (error) {
    if (error instanceof JwtError) return undefined
    throw error
  }
}
