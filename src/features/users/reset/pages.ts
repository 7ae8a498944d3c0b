// The pages of a forgotten password. Lesson: reset-by-email (tour)

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { general, hiddenField, inputField } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import { doorPage, hiddenUsername, newPasswordField, outboxHint, ownReferrer } from '../frame.ts'

export function forgotPage({ form, ...response }: ShownForm): Reply {
  return doorPage({
    title: 'Reset your password',
    ...response,
    body: html`<p class="lead">Enter your email address. You get an email with a link to choose a
new password.</p>
<form method="post" action="/forgot" class="card">
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'Your email address', type: 'email', autocomplete: 'username',
    isFirst: true,
  })}
<button class="primary">Send the email</button>
</form>
<p class="quiet">Remembered it? <a href="/login">Sign in</a></p>`,
  })
}

/** Is the same for every address, known or not. */
export function resetSentPage(outboxFolder: string | undefined): Reply {
  return doorPage({
    title: 'Check your email',
    body: html`<p class="lead">If the address has an account, an email is on its way to it. The link
in it works once, for 30 minutes.</p>
<p>If it doesn't arrive, look in your spam folder, or check the spelling of your address and
<a href="/forgot">start again</a>.</p>
${outboxHint(outboxFolder)}`,
  })
}

export function resetPage(
  { token, email }: { token: string; email: string }, { form, status, headers }: ShownForm,
): Reply {
  return doorPage({
    title: 'Choose a new password',
    status,
    headers: { ...headers, ...ownReferrer },
    body: html`<p class="lead">This sets the password of <strong>${email}</strong>. It signs out
every browser, program and application, and revokes your API keys.</p>
<form method="post" action="/reset" class="card">${hiddenField('token', token)}
${hiddenUsername(email)}
${general(form.issues)}
${newPasswordField(form, 'password', true)}
<button class="primary">Set password</button>
</form>`,
  })
}

export function oldResetPage(): Reply {
  return doorPage({
    title: 'This link no longer works',
    status: 410,
    headers: ownReferrer,
    body: html`<p class="lead">It was already used, or it is too old.</p>
<p class="actions"><a class="button primary" href="/forgot">Ask for a new one</a></p>`,
  })
}
