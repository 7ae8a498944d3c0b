// Reads what the forms of accounts send, and shows a refused one again: with what was typed, and a
// sentence beside the field. Lesson: csrf (tour)

import { makeFormToken, matchesFormToken } from '../../auth/sessions/csrf.ts'
import { check, type Checker } from '../../basics/check.ts'
import { readForm } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import type { Reply, ReplyHeaders } from '../../http/reply.ts'
import type { Dependencies } from './dependencies.ts'
import { untouched, type FormState, type Typed } from './fields.ts'
import type { Viewer } from './frame.ts'
import { Refusal, refusalHeaders, refusalStatuses, refuse, toRefusal } from '../site/refusal.ts'

/** What a page with a form shows: nothing typed yet, or what was refused. */
export type ShownForm = { form: FormState; status?: number; headers?: ReplyHeaders }

export type FormAnswer = {
  /** Does what the form asks for, and says where to go on. */
  act: (fields: URLSearchParams) => Promise<Reply>
  /** Shows the form again. */
  show: (shown: ShownForm, fields: URLSearchParams) => Reply | Promise<Reply>
}

export const newForm: ShownForm = { form: untouched }

/** Answers a form; `show` is called with what is wrong when the rules refuse it. */
export async function answerForm(context: Context, { act, show }: FormAnswer): Promise<Reply> {
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
export function answerOwnForm(
  dependencies: Dependencies, context: Context, { act, show }: FormAnswer,
): Promise<Reply> {
  return answerForm(context, {
    show,
    act: async (fields) => {
      const token = sessionToken(dependencies, context)
      if (!matchesFormToken(token, fields.get('formToken'))) throw refuse('old-form', oldForm)
      return act(fields)
    },
  })
}

/** Says who looks at a page of their account; to be called behind `requireSession`. */
export function viewerOf(dependencies: Dependencies, context: Context): Viewer {
  const { account } = dependencies.auth.guards.whoIs(context)
  return { account, formToken: makeFormToken(sessionToken(dependencies, context)) }
}

/** Reads the named fields with a checker. Throws a Refusal `invalid` with all that is wrong. */
export function readFields<Value>(
  fields: URLSearchParams, names: readonly string[], checker: Checker<Value>,
): Value {
  const input = Object.fromEntries(names.map((name) => [name, fields.get(name) ?? '']))
  const result = check(checker, input)
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}

export const oldForm = 'This form is from another session: look at it again, then send it once more'

function refusedForm(fields: URLSearchParams, refusal: Refusal): ShownForm {
  return {
    form: { typed: typedIn(fields), issues: refusal.issues },
    status: refusalStatuses[refusal.code],
    headers: refusalHeaders(refusal),
  }
}

// What nobody should read over a shoulder, or what its page puts there itself.
const neverShown = /password|token|ticket|code/i

// Boxes of one name are joined, as scopes are written.
function typedIn(fields: URLSearchParams): Typed {
  const names = [...new Set(fields.keys())].filter((name) => !neverShown.test(name))
  return Object.fromEntries(names.map((name) => [name, fields.getAll(name).join(' ')]))
}

function sessionToken({ auth }: Dependencies, context: Context): string {
  const { session } = auth.guards.whoIs(context)
  if (session === undefined) throw new Error(`The route ${context.route} needs requireSession`)
  return session.token
}
