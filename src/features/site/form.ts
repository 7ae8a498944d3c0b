// Handles what a form sends. A form that is refused comes back with what was typed and a sentence
// beside the field; so does a form from another session. The HTML is in `fields.ts`.
// Lesson: csrf (tour)

import type { Guards } from '../../auth/access/guard.ts'
import type { Account, CurrentSession } from '../../auth/access/identity.ts'
import { makeFormToken, matchesFormToken } from '../../auth/sessions/csrf.ts'
import type { Checker } from '../../basics/check.ts'
import { readForm } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import type { Reply, ReplyHeaders } from '../../http/reply.ts'
import { untouched, type FormState, type Typed } from './fields.ts'
import { checkInput } from './input.ts'
import { refusalHeaders, refusalStatuses, refuse, toRefusal, type Refusal } from './refusal.ts'

/** What a page with a form shows: nothing typed yet, or what was refused. */
export type ShownForm = { form: FormState; status?: number; headers?: ReplyHeaders }

export const newForm: ShownForm = { form: untouched }

export type FormHandlers = {
  /** Does what the form asks for, and says where to go next. */
  act: (fields: URLSearchParams) => Reply | Promise<Reply>
  /** Shows the form again. */
  show: (shown: ShownForm, fields: URLSearchParams) => Reply | Promise<Reply>
}

/** Who looks at a page of their own, and the token of its forms. */
export type Viewer = { account: Account; formToken: string }

/** Handles a form; `show` is called with what is wrong when the rules refuse it. */
export async function handleForm(context: Context, { act, show }: FormHandlers): Promise<Reply> {
  const fields = await readForm(context)
  try {
    return await act(fields)
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined) throw error
    return show(refusedForm(fields, refusal), fields)
  }
}

/** Handles a form of the signed-in user: it counts only if this session was given it. */
export function handleOwnForm(
  guards: Guards, context: Context, { act, show }: FormHandlers,
): Promise<Reply> {
  return handleForm(context, {
    show,
    act(fields) {
      checkFormToken(sessionOf(guards, context).token, fields)
      return act(fields)
    },
  })
}

/** Reads a form of the signed-in user. Throws a Refusal `old-form` if it's from another session. */
export async function readOwnForm(guards: Guards, context: Context): Promise<URLSearchParams> {
  const fields = await readForm(context)
  checkFormToken(sessionOf(guards, context).token, fields)
  return fields
}

/** Throws a Refusal `old-form` unless a form has a token that was made for this cookie. */
export function checkFormToken(cookie: string, fields: URLSearchParams): void {
  if (matchesFormToken(cookie, fields.get('formToken'))) return
  throw refuse('old-form',
    'This form is from another session: check it, then send it again')
}

/** Gives the session of a request, for handlers behind `requireSession`. */
export function sessionOf(guards: Guards, context: Context): CurrentSession {
  const { session } = guards.whoIs(context)
  if (session === undefined) throw new Error(`The route ${context.route} needs requireSession`)
  return session
}

/** Says who looks at a page, for handlers behind `requireSession`. */
export function viewerOf(guards: Guards, context: Context): Viewer {
  const { account } = guards.whoIs(context)
  return { account, formToken: makeFormToken(sessionOf(guards, context).token) }
}

/** Reads the named fields with a checker. Throws a Refusal `invalid` with all that is wrong. */
export function readFields<Value>(
  fields: URLSearchParams, names: readonly string[], checker: Checker<Value>,
): Value {
  const pairs = names.map((name) => [name, fields.get(name) ?? ''])
  return checkInput(checker, Object.fromEntries(pairs))
}

/** What a page shows after a form was refused. */
export function refusedForm(fields: URLSearchParams, refusal: Refusal): ShownForm {
  return {
    form: { typed: typedIn(fields), issues: refusal.issues },
    status: refusalStatuses[refusal.code],
    headers: refusalHeaders(refusal),
  }
}

// What nobody should read over a shoulder, or what its page adds by itself.
const neverShown = /password|token|ticket|code/i

// Boxes of one name are joined, as scopes are written.
function typedIn(fields: URLSearchParams): Typed {
  const names = [...new Set(fields.keys())].filter((name) => !neverShown.test(name))
  return Object.fromEntries(names.map((name) => [name, fields.getAll(name).join(' ')]))
}
