// The page of applications: those that a user has allowed, those that they have registered, and the
// provider that they sign in with. Lesson: oauth-and-oidc (appendix)

import { html, type Html } from '../../../../http/html.ts'
import { noStore, type Reply } from '../../../../http/reply.ts'
import {
  describedBy, errorText, general, inputField, isWrong, tokenField, type FormState,
} from '../../../site/fields.ts'
import type { ShownForm, Viewer } from '../../../site/form.ts'
import { sitePage, successLine } from '../../../site/page.ts'
import { timeText } from '../../../site/texts.ts'
import type { LinkedProvider } from '../../client/link/rules.ts'
import { providerSection } from '../../client/pages.ts'
import { readOfferedScopes, scopeSentences } from '../scopes.ts'
import type { AllowedApp, OauthClient } from '../store.ts'
import type { Registered } from './rules.ts'

type AppsView = {
  allowed: readonly AllowedApp[]
  clients: readonly OauthClient[]
  provider: LinkedProvider | undefined
  /** What was just done. */
  notice: string | undefined
  /** The form that registers an application, and the one that links an account. */
  register: ShownForm
  link: ShownForm
}

/** Makes the page; its two forms come back with what was typed and what is wrong. */
export function appsPage(viewer: Viewer, view: AppsView): Reply {
  const { allowed, clients, provider, notice, register, link } = view
  return sitePage({
    title: 'Applications',
    account: viewer.account,
    status: register.status ?? link.status ?? 200,
    scripts: ['account.js'],
    headers: { ...noStore, ...register.headers, ...link.headers },
    body: html`<section class="account">
<nav class="back" aria-label="Account"><a href="/account">Your account</a></nav>
<h1>Applications</h1>
${successLine(notice)}
<h2>Allowed by you</h2>
${allowed.length === 0
  ? html`<p class="quiet">You haven't signed in to an application with this account yet.</p>`
  : html`<ul class="entries">${allowed.map((app) => allowedApp(app, viewer))}</ul>`}
</section>
${provider !== undefined && providerSection(viewer, provider, link.form)}
<section class="account" aria-labelledby="yours">
<h2 id="yours">Registered by you</h2>
<p>An application that you build can let people sign in with their account here.</p>
${clients.length > 0 &&
  html`<ul class="entries">${clients.map((client) => ownClient(client, viewer))}</ul>`}
${registerForm(viewer, register.form)}
</section>`,
  })
}

/** Shows a new application with its secret, this once. */
export function registeredPage({ account }: Viewer, { client, secret }: Registered): Reply {
  return sitePage({
    title: `${client.name} is registered`,
    account,
    status: 201,
    headers: noStore,
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

function allowedApp({ id, name, scopes, createdAt }: AllowedApp, viewer: Viewer): Html {
  const sentences = readOfferedScopes(scopes).map((scope) => scopeSentences[scope])
  return html`<li><div><strong>${name}</strong>
<span class="quiet">${sentences.join('; ')}. Since
${timeText(createdAt)}.</span></div>
<form method="post" action="/account/apps/allowed/${id}/revoke">
${tokenField(viewer)}
<button class="danger" aria-label="Revoke the access of ${name}">Revoke</button></form></li>`
}

function ownClient({ id, name, secretHash, redirectUris }: OauthClient, viewer: Viewer): Html {
  return html`<li><div><strong>${name}</strong>
<span class="quiet"><code>${id}</code>, ${secretHash === null ? 'public' : 'with a secret'};
redirects to ${redirectUris.split('\n').map((uri) => html`<br><code>${uri}</code>`)}</span></div>
<form method="post" action="/account/apps/clients/${id}/delete">
${tokenField(viewer)}
<button class="danger" aria-label="Delete ${name}">Delete</button></form></li>`
}

function registerForm(viewer: Viewer, form: FormState): Html {
  const { typed, issues } = form
  const hint = `https://…, http://127.0.0.1/… (any port) for a program on the user's machine, or
com.example.app:/… for an app on a phone`
  return html`<form method="post" action="/account/apps" class="card">
${tokenField(viewer)}
${general(issues)}
${inputField(form, { name: 'name', label: 'Name of the application', isProse: true })}
<div class="field"><label for="redirectUris">Redirect URIs, one per line</label>
<textarea id="redirectUris" name="redirectUris" rows="3" required spellcheck="false"
aria-describedby="${describedBy('redirectUris', hint)}"
aria-invalid="${isWrong(issues, 'redirectUris')}">${typed['redirectUris']}</textarea>
<p class="hint" id="redirectUris-hint">${hint}</p>
${errorText(issues, 'redirectUris')}</div>
<div class="field checks"><label><input type="checkbox" name="isPublic" value="yes" ${
  typed['isPublic'] === 'yes' && html`checked`
}> It can't keep a secret: it runs in a browser or on a phone</label></div>
<p class="actions"><button class="primary">Register</button></p>
</form>`
}
