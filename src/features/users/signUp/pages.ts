// The pages of signing up: the form, the note that an email is on its way, the confirmation, and
// the form that an invitation leads to. Lesson: passwords (tour)

import type { SignUpMode } from '../../../basics/config.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { general, inputField, passwordField, type FormState } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import {
  emailField, emailSentPage, mailedFormPage, newPasswordField, oldLinkPage, passwordHint,
  signedOutPage, type MailedLink,
} from '../frame.ts'
import { noSignUpSentences } from './rules.ts'

export function signUpPage({ form, ...response }: ShownForm): Reply {
  return signedOutPage({
    title: 'Sign up',
    ...response,
    body: html`<form method="post" action="/signup" class="card">
${general(form.issues)}
${emailField(form, true, 'We send an email to it, to check that it is yours')}
${nameField(form)}
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
  return signedOutPage({
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
export function signUpSentPage(outboxFolder: string | undefined): Reply {
  return emailSentPage(outboxFolder, {
    start: '/signup',
    lead: `An email is on its way to the address that you gave. Open the link in it, and type your
password there.`,
  })
}

/** Asks for the password that was chosen: the email alone gives nobody an account. */
export function confirmPage(link: MailedLink, shown: ShownForm): Reply {
  return mailedFormPage(link, shown, {
    title: 'Confirm your email address',
    lead: html`It is <strong>${link.email}</strong>. Type the password that you chose, and your
account is ready.`,
    action: '/confirm',
    fields: passwordField(shown.form, { isFirst: true }),
    button: 'Confirm and sign in',
  })
}

export function oldConfirmationPage(): Reply {
  return oldLinkPage(html`<p class="lead">It was already used, or it is more than a day old.</p>
<p>If you have confirmed your address, sign in. If not, start again.</p>
<p class="actions"><a class="button primary" href="/login">Sign in</a>
<a class="button" href="/signup">Start again</a></p>`)
}

export function invitedPage(link: MailedLink, shown: ShownForm): Reply {
  return mailedFormPage(link, shown, {
    title: 'Accept your invitation',
    lead: html`Your account is for <strong>${link.email}</strong>. Choose a password for it; nobody
else knows it.`,
    action: '/signup/invited',
    fields: [nameField(shown.form, true), newPasswordField(shown.form, 'password')],
    button: 'Create account',
  })
}

export function oldInvitationPage(): Reply {
  const body = html`<p class="lead">It was already used, it was revoked, or it is more than seven
days old.</p>
<p>If you have an account, sign in. If not, ask for a new invitation.</p>
<p class="actions"><a class="button primary" href="/login">Sign in</a></p>`
  return oldLinkPage(body, 'This invitation no longer works')
}

function nameField(form: FormState, isFirst = false): Html {
  return inputField(form, {
    name: 'name', label: 'Your name', autocomplete: 'name', hint: 'Optional', isOptional: true,
    isFirst,
  })
}
