// Who is signed in and makes a request; and their password, which is asked for again before
// something dangerous is done. Lesson: oauth-and-oidc (tour)

import type { CurrentSession } from '../../auth/access/identity.ts'
import { makeFormToken } from '../../auth/sessions/csrf.ts'
import type { Context } from '../../http/context.ts'
import { html, type Html } from '../../http/html.ts'
import { general, inputField, type FormState } from '../site/fields.ts'
import { sessionOf, viewerOf, type Viewer } from '../site/form.ts'
import { refuse, toRefusal } from '../site/refusal.ts'
import type { Dependencies } from './dependencies.ts'

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

/** The field for the password; the hidden one tells a password manager whose password it is. */
export function passwordField(form: FormState, email: string): Html {
  return html`${general(form.issues)}
<input hidden name="username" autocomplete="username" value="${email}">
${inputField(form, {
  name: 'password', label: 'Your password here', type: 'password',
  autocomplete: 'current-password',
})}`
}

/** Checks the password that was typed. Throws a Refusal that names the field when it's wrong. */
export async function confirmPassword(
  { auth }: Dependencies, { account, session }: Actor, password: string,
): Promise<void> {
  try {
    await auth.credentials.confirm(account.id, password, session)
  } catch (error) {
    if (toRefusal(error)?.code !== 'wrong-password') throw error
    throw refuse('invalid', 'This is not your password', 'password')
  }
}
