// The page that an invitation leads to: the person chooses a name and a password.
// Lesson: user-management (tour)

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import { general, hiddenField, hiddenUsername, inputField, newPasswordField } from '../fields.ts'
import { doorPage, ownReferrer } from '../frame.ts'

export function invitedPage(
  { token, email }: { token: string; email: string }, { form, status, headers }: ShownForm,
): Reply {
  return doorPage({
    title: 'Accept your invitation',
    status,
    headers: { ...headers, ...ownReferrer },
    body: html`<p class="lead">Your account is for <strong>${email}</strong>. Choose a password for
it; nobody else knows it.</p>
<form method="post" action="/signup/invited" class="card">${hiddenField('token', token)}
${hiddenUsername(email)}
${general(form.issues)}
${inputField(form, {
    name: 'name', label: 'Your name', autocomplete: 'name', hint: 'Optional', isOptional: true,
    isFirst: true,
  })}
${newPasswordField(form, 'password')}
<button class="primary">Create account</button>
</form>`,
  })
}

export function oldInvitationPage(): Reply {
  return doorPage({
    title: 'This invitation no longer works',
    status: 410,
    headers: ownReferrer,
    body: html`<p class="lead">It was already used, it was revoked, or it is more than seven days
old.</p>
<p>If you have an account, sign in. If not, ask for a new invitation.</p>
<p class="actions"><a class="button primary" href="/login">Sign in</a></p>`,
  })
}
