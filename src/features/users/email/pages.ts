// The pages of a new email address: the form, and the button that the email leads to.
// Lesson: reset-by-email (tour)

import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import {
  choosePassword, general, hiddenField, hiddenUsername, inputField, passwordField, tokenField,
  type FormState,
} from '../../site/fields.ts'
import type { ShownForm, Viewer } from '../../site/form.ts'
import {
  accountPage, confirmHint, signedOutPage, oldLinkPage, outboxHint, ownReferrer,
} from '../frame.ts'
import type { AccountViewer } from '../viewer.ts'

export function emailPage(viewer: AccountViewer, { form, ...response }: ShownForm): Reply {
  return accountPage({
    ...response,
    viewer,
    title: 'Your email address',
    lead: html`It is <strong>${viewer.account.email}</strong> until you have confirmed a new one.`,
    body: viewer.user.hasPassword === 0 ? choosePassword() : emailForm(viewer, form),
  })
}

/** Is the same whether or not the address belongs to somebody else. */
export function changeSentPage(viewer: Viewer, outboxFolder: string | undefined): Reply {
  return accountPage({
    viewer,
    title: 'Check your email',
    lead: `If nobody else uses the new address, an email is on its way to it. Your address changes
when you open the link in it, within an hour.`,
    body: html`${outboxHint(outboxFolder)}
<p class="actions"><a class="button" href="/account">Back to your account</a></p>`,
  })
}

/** Asks for a click on a button, because email programs open links before people do. */
export function confirmEmailPage(token: string): Reply {
  return signedOutPage({
    title: 'Confirm your new email address',
    headers: ownReferrer,
    body: html`<p class="lead">From now on, you sign in with the address that got this
email.</p>
<form method="post" action="/account/email/confirm" class="card">${hiddenField('token', token)}
<button class="primary">Yes, use this address</button></form>`,
  })
}

export function oldEmailPage(): Reply {
  return oldLinkPage(html`<p class="lead">It was already used, or it is more than an hour old.</p>
<p class="actions"><a class="button primary" href="/account">Go to your account</a></p>`)
}

function emailForm(viewer: Viewer, form: FormState): Html {
  return html`<form method="post" action="/account/email" class="card">${tokenField(viewer)}
${hiddenUsername(viewer.account.email)}
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'New email address', type: 'email', autocomplete: 'email', isFirst: true,
    hint: 'We send an email to it, to check that it is yours',
  })}
${passwordField(form, { hint: confirmHint })}
<button class="primary">Send the email</button></form>`
}
