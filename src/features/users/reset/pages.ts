// The pages of a forgotten password. Lesson: reset-by-email (tour)

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { general } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import {
  emailField, emailSentPage, mailedFormPage, newPasswordField, oldLinkPage, signedOutPage,
  type MailedLink,
} from '../frame.ts'

export function forgotPage({ form, ...response }: ShownForm): Reply {
  return signedOutPage({
    title: 'Reset your password',
    ...response,
    body: html`<p class="lead">Enter your email address. You'll get an email with a link to choose
a new password.</p>
<form method="post" action="/forgot" class="card">
${general(form.issues)}
${emailField(form, true)}
<button class="primary">Send the email</button>
</form>
<p class="quiet">Remembered it? <a href="/login">Sign in</a></p>`,
  })
}

/** Is the same for every address, known or not. */
export function resetSentPage(outboxFolder: string | undefined): Reply {
  return emailSentPage(outboxFolder, {
    start: '/forgot',
    lead: `If the address has an account, an email is on its way to it. The link in it works once,
for 30 minutes.`,
  })
}

export function resetPage(link: MailedLink, shown: ShownForm): Reply {
  return mailedFormPage(link, shown, {
    title: 'Choose a new password',
    lead: html`This sets the password of <strong>${link.email}</strong>. It signs out every browser,
program and application, and revokes your API keys.`,
    action: '/reset',
    fields: newPasswordField(shown.form, 'password', true),
    button: 'Set password',
  })
}

export function oldResetPage(): Reply {
  return oldLinkPage(html`<p class="lead">It was already used, or it is too old.</p>
<p class="actions"><a class="button primary" href="/forgot">Ask for a new one</a></p>`)
}
