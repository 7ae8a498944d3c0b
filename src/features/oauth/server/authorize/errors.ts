// Who is told of an error at the authorization endpoint: the application, by sending the browser
// back to it, or the person, by a page. RFC 6749, section 4.1.2.1, sends every error back once the
// client and its redirect URI are valid. But here everybody can register an application, so anybody
// could make a link to our address that has a mistake on purpose and ends at a phishing site (RFC
// 9700, section 4.11.2). So the browser is sent on by itself only when the redirect URI is trusted:
// when an administrator has registered the application, or when the person is signed in and has
// allowed it before. Its redirect URIs can't have changed since. Everybody else reads a page:
//
// - A mistake in the parameters (a wrong response_type, an unknown scope): the application's fault,
//   and a link goes back to it once the person is signed in.
// - access_denied: people who decline because the request looks wrong must not end up there after
//   all.
// - prompt=none without consent or without a session (login_required, consent_required): OpenID
//   Connect wants the error to go back without a page (Core, section 3.1.2.6). But without a
//   session, that would be the easiest open redirect of all. People can sign in, and continue then.
//
// Lesson: oauth-and-oidc (tour)

import type { Context, Middleware } from '../../../../http/context.ts'
import type { Reply } from '../../../../http/reply.ts'
import { findActor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import { leaveSite } from '../../leaveSite.ts'
import { withParameters } from '../redirectUri.ts'
import { readConsent } from '../store.ts'
import { stoppedPage } from './pages.ts'
import { AuthorizeError } from './request.ts'

/** Makes the guard that reports the AuthorizeErrors of a route. */
export function reportErrors(dependencies: Dependencies): Middleware {
  return async (context, next) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof AuthorizeError) return report(dependencies, context, error)
      throw error
    }
  }
}

async function report(
  dependencies: Dependencies, context: Context, error: AuthorizeError,
): Promise<Reply> {
  const { client } = error.path
  const location = locationOf(dependencies, error)
  if (client.isTrusted === 1) return leaveSite(context, location, client.name)
  const actor = await findActor(dependencies, context)
  if (actor === undefined) return stoppedPage(error, { signIn: signInPath(context) })
  const { account } = actor
  const isKnown = await readConsent(dependencies.database, account.id, client.id) !== ''
  return isKnown
    ? leaveSite(context, location, client.name)
    : stoppedPage(error, { account, location })
}

// The issuer goes along, so that the application knows who responds (RFC 9207).
function locationOf({ issuer }: Dependencies, error: AuthorizeError): string {
  const { code, message, path: { redirectUri, state } } = error
  return withParameters(redirectUri, {
    error: code, error_description: message, state, iss: issuer,
  })
}

function signInPath({ target: { path, query } }: Context): string {
  return `/login?${new URLSearchParams({ next: `${path}?${query}` })}`
}
