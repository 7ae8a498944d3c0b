// The pages of the name and the address. Lesson 34 (authorization).

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import {
  general, hiddenField, hiddenUsername, inputField, passwordField, tokenField,
} from './form.ts'
import { accountPage, doorPage, ownReferrer, outboxHint, type Viewer } from './frame.ts'

export function namePage(viewer: Viewer, { form, status, headers }: ShownForm): Reply {
  return accountPage({
    viewer,
    title: 'Your name',
    status,
    headers,
    body: html`<form method="post" action="/account/name" class="card">${tokenField(viewer)}
${general(form.issues)}
${inputField(form, {
    name: 'name', label: 'Name', autocomplete: 'name', isOptional: true, isFirst: true,
    hint: 'However you like to be called; it may be empty',
  })}
<button class="primary">Save</button></form>`,
  })
}

export function emailPage(viewer: Viewer, { form, status, headers }: ShownForm): Reply {
  return accountPage({
    viewer,
    title: 'Your address',
    status,
    headers,
    lead: html`You sign in with <strong>${viewer.account.email}</strong>, until you have confirmed
another one.`,
    body: html`<form method="post" action="/account/email" class="card">${tokenField(viewer)}
${hiddenUsername(viewer.account.email)}
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'New address', type: 'email', autocomplete: 'email', isFirst: true,
    hint: 'We send a mail to it, to see that it is yours',
  })}
${passwordField(form, 'So that nobody else at this browser can do it')}
<button class="primary">Send the mail</button></form>`,
  })
}

/** Is the same whether or not the address belongs to somebody else. */
export function emailSentPage(viewer: Viewer, outboxFolder: string | undefined): Reply {
  return accountPage({
    viewer,
    title: 'Check your email',
    lead: `If the new address is free, a mail is on its way to it. Your address changes when you
have opened the page that it names, within an hour.`,
    body: html`${outboxHint(outboxFolder)}
<p class="actions"><a class="button" href="/account">Back to your account</a></p>`,
  })
}

/** Asks for the press of a button, because mail programs open addresses before people do. */
export function confirmEmailPage(token: string): Reply {
  return doorPage({
    title: 'Is this your new address?',
    headers: ownReferrer,
    body: html`<p class="lead">From now on you sign in with the address that this mail came to.</p>
<form method="post" action="/account/email/confirm" class="card">${hiddenField('token', token)}
<button class="primary">Yes, use this address</button></form>`,
  })
}

export function oldEmailPage(): Reply {
  return doorPage({
    title: 'This page has had its day',
    status: 410,
    headers: ownReferrer,
    body: html`<p class="lead">It was used already, or it is older than an hour.</p>
<p class="actions"><a class="button primary" href="/account">Go to your account</a></p>`,
  })
}
