// What the forms of this feature have in common: they belong to a session, and the dangerous ones
// ask for the password once more. Lesson: oauth-and-oidc (tour)

import { SignInError } from '../../auth/passwords/signInError.ts'
import { makeFormToken, matchesFormToken } from '../../auth/sessions/csrf.ts'
import type { Identity } from '../../auth/access/identity.ts'
import { PasswordsBusyError } from '../../auth/passwords/password.ts'
import { readForm } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import type { Dependencies } from './dependencies.ts'

/** Makes the token that the forms of a signed-in user carry. */
export function formTokenOf({ session }: Identity): string {
  if (session === undefined) throw new Error('Only a session has forms')
  return makeFormToken(session.token)
}

/** Reads a form of a signed-in user. Throws an HttpError 403 when it is not from their session. */
export async function readOwnForm(
  context: Context, { session }: Identity,
): Promise<URLSearchParams> {
  const form = await readForm(context)
  if (session !== undefined && matchesFormToken(session.token, form.get('formToken'))) return form
  const message = 'This form is from another session: look at it again, then send it once more'
  throw new HttpError(403, 'form-token', message)
}

/** Asks for the password once more: says what is wrong with it, undefined when it is right. */
export async function passwordMistake(
  { auth }: Dependencies, { account, session }: Identity, password: string,
): Promise<string | undefined> {
  try {
    await auth.credentials.confirm(account.id, password, session)
    return undefined
  } catch (error) {
    if (error instanceof PasswordsBusyError) return `${error.message}: try again in a moment`
    if (!(error instanceof SignInError)) throw error
    return error.code === 'wrong' ? 'This is not your password' : error.message
  }
}
