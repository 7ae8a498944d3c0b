// What the pages of accounts have in common: a narrow frame with one form for somebody who isn't
// signed in, a frame that leads back to the overview, and the fields of a sign-in.
// Lesson: user-management (tour)

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import { noStore, type Reply, type ReplyHeaders } from '../../http/reply.ts'
import { general, hiddenField, hiddenUsername, inputField, type FormState } from '../site/fields.ts'
import type { ShownForm, Viewer } from '../site/form.ts'
import { formPage, sitePage, successLine, type SitePage } from '../site/page.ts'

type Shown = Pick<SitePage, 'title' | 'body' | 'status' | 'headers'>

/**
 * A URL with a token in it must not go to another site as the Referer. Not `no-referrer`: a form
 * would then be sent with `Origin: null`, and look like another site's.
 */
export const ownReferrer: ReplyHeaders = { 'referrer-policy': 'same-origin' }

/** Makes a narrow page with one form, for somebody who isn't signed in. */
export function signedOutPage(shown: Shown): Reply {
  return formPage({ ...shown, scripts: ['account.js'] })
}

/** What a link in an email brings, and whose address it went to. */
export type MailedLink = { token: string; email: string }

/** Makes the page with a form that a link in an email opens. */
export function mailedFormPage(
  { token, email }: MailedLink, { form, status, headers }: ShownForm,
  { title, lead, action, fields, button }: {
    title: string; lead: Html; action: string; fields: HtmlValue; button: string
  },
): Reply {
  return signedOutPage({
    title,
    status,
    headers: { ...headers, ...ownReferrer },
    body: html`<p class="lead">${lead}</p>
<form method="post" action="${action}" class="card">${hiddenField('token', token)}
${hiddenUsername(email)}
${general(form.issues)}
${fields}
<button class="primary">${button}</button>
</form>`,
  })
}

/** Says that an email was sent, and how to start again where it doesn't arrive. */
export function emailSentPage(
  outboxFolder: string | undefined, { lead, start }: { lead: string; start: string },
): Reply {
  return signedOutPage({
    title: 'Check your email',
    body: html`<p class="lead">${lead}</p>
<p>If it doesn't arrive, look in your spam folder, or check the spelling of your address and
<a href="${start}">start again</a>.</p>
${outboxHint(outboxFolder)}`,
  })
}

/** Says that a link with a token in it is no longer valid. */
export function oldLinkPage(body: Html, title = 'This link no longer works'): Reply {
  return signedOutPage({ title, status: 410, headers: ownReferrer, body })
}

type AccountPage = Shown & {
  viewer: Viewer
  lead?: HtmlValue
  /** A sentence about what was done just now. */
  success?: string | undefined
}

/** Makes a page below the overview of an account. */
export function accountPage(
  { viewer, title, lead, body, success, status = 200, headers }: AccountPage,
): Reply {
  return sitePage({
    title,
    status,
    headers: { ...noStore, ...headers },
    account: viewer.account,
    scripts: ['account.js'],
    body: html`<section class="account">
<nav class="back" aria-label="Account"><a href="/account">Your account</a></nav>
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${successLine(success)}
${body}
</section>`,
  })
}

/** Says what a learner wants to know: where the email is that isn't sent. */
export function outboxHint(outboxFolder: string | undefined): HtmlValue {
  return outboxFolder !== undefined && html`<p class="aside">This server doesn't send emails,
because <code>SMTP_URL</code> isn't set. It keeps them as files in <code>${outboxFolder}</code>
instead; <code>npm start</code> prints this folder too.</p>`
}

/** The email address that somebody signs in with. */
export function emailField(form: FormState, isFirst: boolean, hint?: string): Html {
  return inputField(form, {
    name: 'email', label: 'Your email address', type: 'email', autocomplete: 'username', isFirst,
    hint,
  })
}

/** A password that is chosen now. */
export function newPasswordField(form: FormState, name: string, isFirst = false): Html {
  return inputField(form, {
    name, label: 'New password', type: 'password', autocomplete: 'new-password', isFirst,
    hint: passwordHint,
  })
}

export const passwordHint = '15 characters or more are recommended: a few words work well'

/** Why a form asks for the password again. */
export const confirmHint = 'So that nobody else who uses this browser can do it'
