// Asks for the password again, before an act that a stranger at an unlocked computer must not do.
// Lesson: user-management (appendix)

import { html } from '../../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../../http/reply.ts'
import { adminPage, tokenField, type Viewer } from '../frame.ts'

export type ConfirmPage = {
  next: string
  problem?: string | undefined
  status?: number
  headers?: ReplyHeaders
}

export function confirmPage(
  viewer: Viewer, { next, problem, status = 200, headers = {} }: ConfirmPage,
): Reply {
  const isWrong = problem === undefined ? 'false' : 'true'
  return adminPage({
    viewer,
    title: 'Confirm your password',
    part: '/admin/users',
    status,
    headers,
    body: html`<p class="lead">Type your password to go on. You won't have to type it again for 10
minutes.</p>
<form method="post" action="/admin/confirm" class="unlock">${tokenField(viewer)}
<input type="hidden" name="next" value="${next}">
<input hidden name="username" autocomplete="username" value="${viewer.account.email}">
<label for="password">Your password</label>
<input id="password" name="password" type="password" required autofocus
autocomplete="current-password" aria-invalid="${isWrong}" aria-describedby="password-error">
<p class="error" id="password-error" role="alert">${problem !== undefined && `${problem}.`}</p>
<button class="primary">Continue</button></form>`,
  })
}
