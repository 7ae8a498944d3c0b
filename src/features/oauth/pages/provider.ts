// The part of the page of applications that links an account with another provider.

import { html, type Html } from '../../../http/html.ts'

export type ProviderView = {
  name: string
  /** The address of the account there, empty when it told none; undefined when nothing is linked. */
  linkedEmail: string | undefined
  hasPassword: boolean
  /** What is wrong with the password that was typed. */
  mistake: string | undefined
}

export function providerSection(view: ProviderView, formToken: string): Html {
  return html`<section aria-labelledby="provider">
<h2 id="provider">Sign in with ${view.name}</h2>
${view.linkedEmail === undefined ? linkForm(view, formToken) : unlinkForm(view, formToken)}
</section>`
}

function linkForm({ name, mistake }: ProviderView, formToken: string): Html {
  return html`<p>Link your account with ${name}: from then on it opens with both.</p>
<form method="post" action="/account/apps/provider/link" class="unlock">
<input type="hidden" name="formToken" value="${formToken}">
<label for="password">Your password here</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
aria-invalid="${mistake === undefined ? 'false' : 'true'}" aria-describedby="password-error">
<p class="error" id="password-error" ${mistake !== undefined && html`role="alert"`}>${
  mistake !== undefined && `${mistake}.`}</p>
<button class="primary">Link with ${name}</button>
</form>`
}

function unlinkForm({ name, linkedEmail, hasPassword }: ProviderView, formToken: string): Html {
  return html`<p>Your account opens with ${name}${linkedEmail !== '' && ` (${linkedEmail})`}.</p>
${hasPassword
  ? html`<form method="post" action="/account/apps/provider/unlink">
<input type="hidden" name="formToken" value="${formToken}">
<button class="danger">Unlink</button></form>`
  : html`<p class="quiet">It has no password: before you unlink it, <a href="/forgot">choose
one</a>.</p>`}`
}
