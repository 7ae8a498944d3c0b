// Who is signed in and makes a request; and their password, which is asked for again before
// something dangerous is done. Lesson: oauth-and-oidc (tour)

import type { CurrentSession } from '../../auth/access/identity.ts'
import { makeFormToken } from '../../auth/sessions/csrf.ts'
import type { Context } from '../../http/context.ts'
import { confirmPassword, renewByPassword } from '../site/confirmPassword.ts'
import { sessionOf, viewerOf, type Viewer } from '../site/form.ts'
import type { Dependencies } from './dependencies.ts'

const refusalCode = 'invalid'

/** A signed-in user who makes a request. */
export type Actor = Viewer & { requestId: string; session: CurrentSession }

/** Says which signed-in user makes a request, for handlers behind `requireSession`. */
export function actorOf({ auth }: Dependencies, context: Context): Actor {
  const session = sessionOf(auth.guards, context)
  return { requestId: context.id, session, ...viewerOf(auth.guards, context) }
}

/** Says which signed-in user makes a request, undefined for everybody who has no session here. */
export async function findActor(
  { auth }: Dependencies, context: Context,
): Promise<Actor | undefined> {
  const { account, session } = await auth.identify(context) ?? {}
  if (account === undefined || session === undefined) return undefined
  return { requestId: context.id, account, session, formToken: makeFormToken(session.token) }
}

/**
 * Asks for the password once more, and gives its version. Throws a Refusal that names the field:
 * it's `invalid`, like everything else that can be wrong in such a form, and not `wrong-password`.
 */
export async function confirmActor(
  { auth }: Dependencies, { account, session }: Actor, password: string,
): Promise<number> {
  return confirmPassword(auth.credentials, { user: account, session }, { password, refusalCode })
}

/** Asks for the password in the same way, and returns the session's new token. */
export async function renewActor(
  dependencies: Dependencies, { account, session }: Actor, password: string,
): Promise<string> {
  return renewByPassword(dependencies, { user: account, session }, {
    password, refusalCode, store: (renew) => dependencies.database.run(renew),
  })
}
