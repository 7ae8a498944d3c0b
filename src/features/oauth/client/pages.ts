// The part of the page of applications that links an account with another provider.
// Lesson: oauth-and-oidc (appendix)

import { html, type Html } from '../../../http/html.ts'
import { passwordField } from '../server/pages/password.ts'

export type ProviderView = {
  name: string
  /** The address of the account here. */
  email: string
  /** The address of the account there, empty when it told none; undefined without a link. */
  linkedEmail: string | undefined
  hasPassword: boolean
  /** What is wrong with the password that was typed. */
  mistake: string | undefined
}

export function providerSection(view: ProviderView, formToken: string): Html {
  return html`<section class="account" aria-labelledby="provider">
<h2 id="provider">Sign in with ${view.name}</h2>
${view.linkedEmail === undefined ? linkForm(view, formToken) : unlinkForm(view, formToken)}
</section>`
}

function linkForm({ name, email, mistake }: ProviderView, formToken: string): Html {
  return html`<p>Link your account with ${name}: after that, you can sign in with either.</p>
<form method="post" action="/account/apps/provider/link" class="card">
<input type="hidden" name="formToken" value="${formToken}">
${passwordField(email, mistake)}
<button class="primary">Link with ${name}</button>
</form>`
}

function unlinkForm({ name, linkedEmail, hasPassword }: ProviderView, formToken: string): Html {
  return html`<p>You can sign in with ${name}${linkedEmail !== '' && ` (${linkedEmail})`}.</p>
${hasPassword
  ? html`<form method="post" action="/account/apps/provider/unlink">
<input type="hidden" name="formToken" value="${formToken}">
<button class="danger">Unlink</button></form>`
  : html`<p class="quiet">Your account has no password: before you unlink it, <a
href="/forgot">set one</a>.</p>`}`
}
