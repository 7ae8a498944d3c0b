// The pages of signing up: the form, the word that a mail is on its way, and the confirmation.
// Lesson 30 (passwords).

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import { general, hiddenField, hiddenUsername, inputField, passwordHint } from './form.ts'
import { doorPage, ownReferrer, outboxHint } from './frame.ts'

export function signUpPage({ form, status, headers }: ShownForm): Reply {
  return doorPage({
    title: 'Make an account',
    status,
    headers,
    body: html`<form method="post" action="/signup" class="card">
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'Your e-mail address', type: 'email', autocomplete: 'username',
    hint: 'We send a mail to it, to see that it is yours', isFirst: true,
  })}
${inputField(form, {
    name: 'name', label: 'Your name', autocomplete: 'name', hint: 'You may leave it empty',
    isOptional: true,
  })}
${inputField(form, {
    name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password',
    hint: passwordHint,
  })}
<button class="primary">Make an account</button>
</form>
<p class="quiet">Links that you have made in this browser come along.
You have an account? <a href="/login">Sign in</a></p>`,
  })
}

/** Is the same for every address: who has an account here is nobody's business. */
export function mailSentPage(outboxFolder: string | undefined): Reply {
  return doorPage({
    title: 'Look into your mail',
    body: html`<p class="lead">A mail is on its way to the address that you gave. Open the page that
it names, and type your password there.</p>
<p>If none comes, look among the unwanted mails, or see whether the address was misspelt and
<a href="/signup">begin again</a>.</p>
${outboxHint(outboxFolder)}`,
  })
}

/** Asks for the password that was chosen: whoever has only the mail gets no account. */
export function confirmPage(
  { token, email }: { token: string; email: string }, { form, status, headers }: ShownForm,
): Reply {
  return doorPage({
    title: 'Confirm your address',
    status,
    headers: { ...headers, ...ownReferrer },
    body: html`<p class="lead">It is <strong>${email}</strong>. Type the password that you chose,
and your account is ready.</p>
<form method="post" action="/confirm" class="card">${hiddenField('token', token)}
${hiddenUsername(email)}
${general(form.issues)}
${inputField(form, {
    name: 'password', label: 'Your password', type: 'password', autocomplete: 'current-password',
    isFirst: true,
  })}
<button class="primary">Confirm and sign in</button>
</form>`,
  })
}

export function oldConfirmationPage(): Reply {
  return doorPage({
    title: 'This page has had its day',
    status: 410,
    headers: ownReferrer,
    body: html`<p class="lead">The confirmation was used already, or it is older than a day.</p>
<p>If you have confirmed your address, sign in. If not, begin again.</p>
<p class="actions"><a class="button primary" href="/login">Sign in</a>
<a class="button" href="/signup">Begin again</a></p>`,
  })
}
