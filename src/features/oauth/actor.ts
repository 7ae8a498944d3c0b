// Who is signed in and makes a request; and their password, which is asked for again before
// something dangerous is done. Lesson: oauth-and-oidc (tour)

import type { CurrentSession } from '../../auth/access/identity.ts'
import { mayStillSignIn } from '../../auth/access/users.ts'
import { makeFormToken } from '../../auth/sessions/csrf.ts'
import { renewSession } from '../../auth/sessions/session.ts'
import type { Context } from '../../http/context.ts'
import { confirmPassword, whyNotRenewed } from '../site/confirmPassword.ts'
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

/**
 * Asks for the password once more, and gives the session's new token. Throws a Refusal as
 * `confirmActor` does, and also when the password was changed or the session has ended meanwhile.
 */
export async function renewActor(
  dependencies: Dependencies, actor: Actor, password: string,
): Promise<string> {
  const { clock, database } = dependencies
  const passwordVersion = await confirmActor(dependencies, actor, password)
  const shown = { user: actor.account.id, passwordVersion }
  const { token, statement } = renewSession(actor.session, clock(), mayStillSignIn(shown))
  const { changes } = await database.run(statement)
  if (changes === 0) throw await whyNotRenewed(database, shown, refusalCode)
  return token
}
