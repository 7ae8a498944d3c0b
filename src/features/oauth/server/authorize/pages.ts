// The pages of the authorization endpoint: may an application see something of an account, is it
// still you, and why a request ended here. Lesson: oauth-and-oidc (appendix)

import type { Account } from '../../../../auth/access/identity.ts'
import { familyLimitMs } from '../../../../auth/tokens/refresh.ts'
import { dayMs } from '../../../../basics/clock.ts'
import { html, type Html } from '../../../../http/html.ts'
import { noStore, type Reply } from '../../../../http/reply.ts'
import { hiddenField, passwordFields, tokenField } from '../../../site/fields.ts'
import type { ShownForm, Viewer } from '../../../site/form.ts'
import { formPage, noticePage, startLink } from '../../../site/page.ts'
import { linkOut } from '../../leaveSite.ts'
import { appSchemeOf, isLoopbackUri } from '../redirectUri.ts'
import { scopeSentences } from '../scopes.ts'
import type { AuthorizeError, AuthorizeProblem, AuthorizeRequest } from './request.ts'

/** Asks for consent: who asks, where it leads, and what they will see. */
export function consentPage(viewer: Viewer, request: AuthorizeRequest): Reply {
  const { client, scopes } = request
  return formPage({
    title: `Allow ${client.name}?`,
    account: viewer.account,
    body: html`<p>It sends you back to <strong>${destinationOf(request)}</strong>. You are signed in
as ${viewer.account.email}.</p>
<form method="post" action="/oauth/consent" class="card">
${hiddenFields(viewer, request)}
<div><p id="scopes">It will be able to:</p>
<ul aria-labelledby="scopes">
${scopes.map((scope) => html`<li>${scopeSentences[scope]}</li>`)}
</ul></div>
<p class="actions"><button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Don't allow</button></p>
</form>
<p class="quiet">${client.isTrusted === 1 ? registeredByAdmin : registeredByAnybody}
Each time you sign in there, its access lasts at most
${familyLimitMs / dayMs} days. You can revoke it at any time: it's in your account, under
Applications.</p>`,
  })
}

const registeredByAdmin = 'An administrator has registered this application.'
const registeredByAnybody = `Anybody can register an application here under any name. Allow it only
if you know the address above.`

/** Asks for the password once more, for an application that wants to be sure. */
export function passwordPage(
  viewer: Viewer, request: AuthorizeRequest, { form, ...response }: ShownForm,
): Reply {
  const { account } = viewer
  return formPage({
    ...response,
    title: 'Confirm your password',
    account,
    body: html`<p>${request.client.name} wants to be sure that it's still you, ${account.email}.</p>
<form method="post" action="/oauth/password" class="card">
${hiddenFields(viewer, request)}
${passwordFields(form, account.email, { label: 'Your password here' })}
<button class="primary">Continue</button>
</form>`,
  })
}

/** Who reads why a request ended: somebody who may go back to the application, or a stranger. */
type Reader = { account: Account; location: string } | { signIn: string }

const refusals: readonly AuthorizeProblem[] = [
  'access_denied', 'login_required', 'consent_required',
]

/** Says what happened, with a link back for somebody who is signed in and knows where it leads. */
export function stoppedPage(error: AuthorizeError, reader: Reader): Reply {
  const { title, text } = 'account' in reader && error.code === 'login_required'
    ? explainOther(error) : explain(error)
  return noticePage({
    title,
    account: 'account' in reader ? reader.account : undefined,
    status: refusals.includes(error.code) ? 403 : 400,
    headers: noStore,
    body: html`<p role="alert">${text}.</p>
${'account' in reader ? wayBack(error, reader.location) : wayIn(error, reader.signIn)}`,
  })
}

function hiddenFields(viewer: Viewer, { parameters }: AuthorizeRequest): Html {
  return html`${tokenField(viewer)}
${hiddenField('request', parameters.toString())}`
}

// Says to people where a redirect URI leads.
function destinationOf({ redirectUri }: { redirectUri: string }): string {
  const scheme = appSchemeOf(redirectUri)
  if (scheme !== undefined) return `an app on this device (${scheme})`
  const host = new URL(redirectUri).host
  return isLoopbackUri(redirectUri) ? `a program on this machine (${host})` : host
}

function explain(
  { code, message, path: { client: { name } } }: AuthorizeError,
): { title: string; text: string } {
  if (code === 'access_denied') {
    return { title: 'Not allowed', text: `You didn't allow ${name}, so it learns nothing` }
  }
  if (code === 'login_required') {
    const text = `${name} wants to know who you are, but you have to sign in for that`
    return { title: 'You have to sign in', text }
  }
  if (code === 'consent_required') {
    const text = `${name} wants to know who you are, but you haven't allowed it yet`
    return { title: 'Not allowed yet', text }
  }
  const text = `${name} sent you here with a mistake in its request. ${message}`
  return { title: "This request doesn't work", text }
}

// For somebody who is signed in when the application wants a new sign-in, or another account.
function explainOther({ path: { client: { name } } }: AuthorizeError) {
  const text = `${name} wants you to sign in again, or with another account`
  return { title: 'You have to sign in again', text }
}

function wayBack({ path }: AuthorizeError, location: string): Html {
  return html`<p>The application is at <strong>${destinationOf(path)}</strong>. Anybody can register
one here, so go back only if you know this address.</p>
<p>${linkOut(location, 'Go back')}</p>`
}

function wayIn({ code }: AuthorizeError, signIn: string): Html {
  return code === 'login_required'
    ? html`<p><a class="button primary" href="${signIn}">Sign in</a></p>`
    : startLink
}
