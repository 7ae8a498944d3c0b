// The pages of a forgotten password. Lesson 37 (reset-and-confirm).

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import {
  general, hiddenField, hiddenUsername, inputField, newPasswordField,
} from './form.ts'
import { doorPage, ownReferrer, outboxHint } from './frame.ts'

export function forgotPage({ form, status, headers }: ShownForm): Reply {
  return doorPage({
    title: 'Choose a new password',
    status,
    headers,
    body: html`<p class="lead">Tell us your address. A mail with a page where you choose a new
password goes to it.</p>
<form method="post" action="/forgot" class="card">
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'Your e-mail address', type: 'email', autocomplete: 'username',
    isFirst: true,
  })}
<button class="primary">Send the mail</button>
</form>
<p class="quiet">It came back to you? <a href="/login">Sign in</a></p>`,
  })
}

/** Is the same for every address, known or not. */
export function resetSentPage(outboxFolder: string | undefined): Reply {
  return doorPage({
    title: 'Check your email',
    body: html`<p class="lead">If the address has an account, a mail is on its way to it. The page
that it names works once, for 30 minutes.</p>
<p>If none comes, look among the unwanted mails, or see whether the address was misspelt and
<a href="/forgot">begin again</a>.</p>
${outboxHint(outboxFolder)}`,
  })
}

export function resetPage(
  { token, email }: { token: string; email: string }, { form, status, headers }: ShownForm,
): Reply {
  return doorPage({
    title: 'Your new password',
    status,
    headers: { ...headers, ...ownReferrer },
    body: html`<p class="lead">This sets the password of <strong>${email}</strong>. It signs out
every browser, program and application, and revokes your API keys.</p>
<form method="post" action="/reset" class="card">${hiddenField('token', token)}
${hiddenUsername(email)}
${general(form.issues)}
${newPasswordField(form, 'password', true)}
<button class="primary">Store it</button>
</form>`,
  })
}

export function oldResetPage(): Reply {
  return doorPage({
    title: 'This page has had its day',
    status: 410,
    headers: ownReferrer,
    body: html`<p class="lead">It was used already, or it is older than 30 minutes.</p>
<p class="actions"><a class="button primary" href="/forgot">Ask for a new one</a></p>`,
  })
}
