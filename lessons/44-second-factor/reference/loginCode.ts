// The page that asks for a code after the password, and its route.

import { readForm } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { html, type Html } from './framework/html.ts'
import { empty, type Reply, type ReplyHeaders } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { alert, pageReply } from './frame.ts'
import { checkFormToken, readOwner } from './owner.ts'
import { finishSignIn } from './secondStep.ts'
import { startSession, type SessionParts } from './sessionRoutes.ts'

/** Adds the route of the form. */
export function addCodeRoutes(router: Router, parts: SessionParts): void {
  router.add('POST', '/login/code', async (context) => {
    const typed = await readForm(context)
    checkFormToken(readOwner(context, parts), typed.get('token'))
    const ticket = typed.get('ticket') ?? ''
    try {
      const user = finishSignIn(parts, { ticket, code: typed.get('code') })
      return empty(303, { location: '/', ...startSession(parts, context, user) })
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      const { status, message, headers } = error
      const wait = status === 429 ? headers : {}
      return showCodePage(parts, context, { ticket, status, problem: message, headers: wait })
    }
  })
}

type Asked = { ticket: string; status: number; problem?: string; headers?: ReplyHeaders }

/** Asks for the code that belongs to a ticket. */
export function showCodePage(
  parts: SessionParts, context: Context, { ticket, status, problem, headers = {} }: Asked,
): Reply {
  const owner = readOwner(context, parts)
  const content = codePage(owner.formToken, ticket, problem)
  return pageReply('Sign in', content, { status, headers: { ...owner.headers, ...headers } })
}

function codePage(formToken: string, ticket: string, problem: string | undefined): Html {
  return html`${alert(problem)}<form method="post" action="/login/code">
<input type="hidden" name="token" value="${formToken}">
<input type="hidden" name="ticket" value="${ticket}">
<p><label>Code of your app, or a recovery code
<input name="code" autocomplete="one-time-code" required></label></p>
<button>Sign in</button>
</form>
`
}
