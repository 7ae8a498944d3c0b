// The page of applications: those that a user has allowed, those that they have registered, and the
// provider that they sign in with. Lesson: oauth-and-oidc (appendix)

import type { Issue } from '../../../../basics/check.ts'
import type { Account } from '../../../../auth/access/identity.ts'
import { html, type Html } from '../../../../http/html.ts'
import type { Reply } from '../../../../http/reply.ts'
import { sitePage } from '../../../site/page.ts'
import type { AllowedApp, OauthClient } from '../store.ts'
import { readOfferedScopes, scopeSentences } from '../scopes.ts'
import { providerSection, type ProviderView } from '../../client/pages.ts'
import { registerForm, type RegisterState } from './register.ts'

export type AppsPage = {
  account: Account
  formToken: string
  allowed: readonly AllowedApp[]
  clients: readonly OauthClient[]
  provider: ProviderView | undefined
  register: RegisterState
  /** What was just done. */
  notice?: string | undefined
  issues?: readonly Issue[]
  status?: number
}

/** Shows all of it. */
export function appsPage(view: AppsPage): Reply {
  const { account, formToken, notice, provider, register, status = 200 } = view
  return sitePage({
    title: 'Applications',
    account,
    status,
    headers: { 'cache-control': 'no-store' },
    body: html`<section class="account">
<nav class="back" aria-label="Account"><a href="/account">Your account</a></nav>
<h1>Applications</h1>
${notice !== undefined && html`<p class="success" role="status">${notice}.</p>`}
<h2>Allowed by you</h2>
${view.allowed.length === 0
  ? html`<p class="quiet">You haven't signed in to an application with this account yet.</p>`
  : html`<ul class="entries">${view.allowed.map((app) => allowedApp(app, formToken))}</ul>`}
</section>
${provider !== undefined && providerSection(provider, formToken)}
<section class="account" aria-labelledby="yours">
<h2 id="yours">Registered by you</h2>
<p>An application that you build can let people sign in with their account here.</p>
${view.clients.length > 0 &&
  html`<ul class="entries">${view.clients.map((client) => ownClient(client, formToken))}</ul>`}
${registerForm(register, formToken)}
</section>`,
  })
}

/** Shows a new application with its secret, this once. */
export function registeredPage(
  account: Account, { client, secret }: { client: OauthClient; secret: string | undefined },
): Reply {
  return sitePage({
    title: `${client.name} is registered`,
    account,
    status: 201,
    headers: { 'cache-control': 'no-store' },
    body: html`<section class="account">
<h1>${client.name} is registered</h1>
<p>Give this to the application:</p>
<dl class="settings"><div><dt>client_id</dt>
<dd><code id="client-id">${client.id}</code></dd></div>
${secret !== undefined && html`<div><dt>client_secret</dt>
<dd><code id="client-secret">${secret}</code></dd></div>`}</dl>
${secret !== undefined &&
  html`<p class="aside">You won't see this secret again: keep it where only you can read it.</p>`}
<p><a class="button" href="/account/apps">Back to your applications</a></p>
</section>`,
  })
}

function allowedApp({ id, name, scopes, createdAt }: AllowedApp, formToken: string): Html {
  const sentences = readOfferedScopes(scopes).map((scope) => scopeSentences[scope])
  return html`<li><div><strong>${name}</strong>
<span class="quiet">${sentences.join('; ')}. Since
${new Date(createdAt).toISOString().slice(0, 10)}.</span></div>
<form method="post" action="/account/apps/allowed/${id}/revoke">
<input type="hidden" name="formToken" value="${formToken}">
<button class="danger" aria-label="Revoke the access of ${name}">Revoke</button></form></li>`
}

function ownClient({ id, name, secretHash, redirectUris }: OauthClient, formToken: string): Html {
  return html`<li><div><strong>${name}</strong>
<span class="quiet"><code>${id}</code>, ${secretHash === null ? 'public' : 'with a secret'};
redirects to ${redirectUris.split('\n').map((uri) => html`<br><code>${uri}</code>`)}</span></div>
<form method="post" action="/account/apps/clients/${id}/delete">
<input type="hidden" name="formToken" value="${formToken}">
<button class="danger" aria-label="Delete ${name}">Delete</button></form></li>`
}
