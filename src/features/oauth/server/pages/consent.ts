// The page that asks whether an application may see something of an account, and the one that asks
// for the password first. Lesson: oauth-and-oidc (appendix)

import type { Account } from '../../../../auth/access/identity.ts'
import { html, type Html } from '../../../../http/html.ts'
import type { Reply } from '../../../../http/reply.ts'
import { sitePage } from '../../../site/page.ts'
import type { AuthorizeRequest } from '../authorizeRequest.ts'
import { isLoopbackUri } from '../redirectUri.ts'
import { scopeSentences } from '../scopes.ts'
import { passwordField } from './password.ts'

export type ConsentPage = { request: AuthorizeRequest; account: Account; formToken: string }

/** Asks for consent: who asks, where it leads, and what they will see. */
export function consentPage({ request, account, formToken }: ConsentPage): Reply {
  const { client, scopes } = request
  return sitePage({
    title: `Allow ${client.name}?`,
    account,
    headers: { 'cache-control': 'no-store' },
    body: html`<section class="door">
<h1>Allow ${client.name}?</h1>
<p>It sends you back to <strong>${placeOf(request)}</strong>. You are signed in as
${account.email}.</p>
<form method="post" action="/oauth/consent" class="card">
${hidden(request, formToken)}
<div><p id="scopes">It will be able to:</p>
<ul aria-labelledby="scopes">
${scopes.map((scope) => html`<li>${scopeSentences[scope]}</li>`)}
</ul></div>
<p class="actions"><button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Don't allow</button></p>
</form>
<p class="quiet">Anybody can register an application here under any name. Allow it only if you
know the address above. You can revoke its access on your account page.</p>
</section>`,
  })
}

/** Asks for the password once more, for an application that wants to be sure. */
export function passwordPage(
  { request, account, formToken }: ConsentPage, { mistake }: { mistake?: string } = {},
): Reply {
  return sitePage({
    title: 'Confirm your password',
    account,
    status: mistake === undefined ? 200 : 422,
    headers: { 'cache-control': 'no-store' },
    body: html`<section class="door">
<h1>Confirm your password</h1>
<p>${request.client.name} wants to be sure that it's still you, ${account.email}.</p>
<form method="post" action="/oauth/password" class="card">
${hidden(request, formToken)}
${passwordField(account.email, mistake)}
<button class="primary">Continue</button>
</form>
</section>`,
  })
}

function hidden({ parameters }: AuthorizeRequest, formToken: string): Html {
  return html`<input type="hidden" name="formToken" value="${formToken}">
<input type="hidden" name="request" value="${parameters.toString()}">`
}

/** Names where a redirect URI leads, for people. */
export function placeOf({ redirectUri }: { redirectUri: string }): string {
  const host = new URL(redirectUri).host
  return isLoopbackUri(redirectUri) ? `a program on this machine (${host})` : host
}
