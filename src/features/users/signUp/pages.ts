// The pages of signing up: the form, the note that an email is on its way, and the confirmation.
// Lesson: passwords (tour)

import type { SignUpMode } from '../../../basics/config.ts'
import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import { noSignUpSentences } from './rules.ts'
import { general, hiddenField, hiddenUsername, inputField, passwordHint } from '../fields.ts'
import { doorPage, ownReferrer, outboxHint } from '../frame.ts'

export function signUpPage({ form, status, headers }: ShownForm): Reply {
  return doorPage({
    title: 'Sign up',
    status,
    headers,
    body: html`<form method="post" action="/signup" class="card">
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'Your email address', type: 'email', autocomplete: 'username',
    hint: 'We send an email to it, to check that it is yours', isFirst: true,
  })}
${inputField(form, {
    name: 'name', label: 'Your name', autocomplete: 'name', hint: 'Optional', isOptional: true,
  })}
${inputField(form, {
    name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password',
    hint: passwordHint,
  })}
<button class="primary">Sign up</button>
</form>
<p class="quiet">Links that you made in this browser come with you.
Already have an account? <a href="/login">Sign in</a></p>`,
  })
}

/** Says that nobody can sign up, or nobody without an invitation. */
export function noSignUpPage(mode: Exclude<SignUpMode, 'open'>, status = 200): Reply {
  return doorPage({
    title: 'Sign up',
    status,
    body: html`<p class="lead">${noSignUpSentences[mode]}.</p>
<p>${mode === 'invite'
  ? 'If you have one, open the link in its email. If not, ask an administrator for one.'
  : 'If you need an account, ask an administrator for one.'}</p>
<p class="actions"><a class="button primary" href="/login">Sign in</a></p>`,
  })
}

/** Is the same for every address: who has an account here is nobody's business. */
export function mailSentPage(outboxFolder: string | undefined): Reply {
  return doorPage({
    title: 'Check your email',
    body: html`<p class="lead">An email is on its way to the address that you gave. Open the link in
it, and type your password there.</p>
<p>If it doesn't arrive, look in your spam folder, or check the spelling of your address and
<a href="/signup">start again</a>.</p>
${outboxHint(outboxFolder)}`,
  })
}

/** Asks for the password that was chosen: the email alone gives nobody an account. */
export function confirmPage(
  { token, email }: { token: string; email: string }, { form, status, headers }: ShownForm,
): Reply {
  return doorPage({
    title: 'Confirm your email address',
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
    title: 'This link no longer works',
    status: 410,
    headers: ownReferrer,
    body: html`<p class="lead">It was already used, or it is more than a day old.</p>
<p>If you have confirmed your address, sign in. If not, start again.</p>
<p class="actions"><a class="button primary" href="/login">Sign in</a>
<a class="button" href="/signup">Start again</a></p>`,
  })
}
