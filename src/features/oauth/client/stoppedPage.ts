// The page for an authorization request that ends here: what happened, and a link back to the
// application for somebody who is signed in and knows where it leads.
// Lesson: oauth-and-oidc (tour)

import type { Account } from '../../../auth/access/identity.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { sitePage } from '../../site/page.ts'
import type { AuthorizeError, AuthorizeProblem } from '../server/authorizeRequest.ts'
import { placeOf } from '../server/pages/consent.ts'

/** Who reads the page: somebody who may go back to the application, or who isn't signed in. */
export type Reader = { account: Account; location: string } | { signIn: string }

type Shown = { title: string; text: string }

const refusals: readonly AuthorizeProblem[] = [
  'access_denied', 'login_required', 'consent_required',
]

export function stoppedPage(error: AuthorizeError, reader: Reader): Reply {
  const { title, text } = explain(error)
  return sitePage({
    title,
    ...('account' in reader ? { account: reader.account } : {}),
    status: refusals.includes(error.code) ? 403 : 400,
    headers: { 'cache-control': 'no-store' },
    body: html`<section class="notice">
<h1>${title}</h1>
<p role="alert">${text}.</p>
${'account' in reader ? wayBack(error, reader.location) : wayIn(error, reader.signIn)}
</section>`,
  })
}

function explain({ code, message, path: { client: { name } } }: AuthorizeError): Shown {
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

function wayBack({ path }: AuthorizeError, location: string): Html {
  return html`<p>The application is at <strong>${placeOf(path)}</strong>. Anybody can register one
here, so go back only if you know this address.</p>
<p><a class="button" href="${location}" rel="noreferrer">Go back</a></p>`
}

function wayIn({ code }: AuthorizeError, signIn: string): Html {
  return code === 'login_required'
    ? html`<p><a class="button primary" href="${signIn}">Sign in</a></p>`
    : html`<p><a class="button" href="/">Go to the start page</a></p>`
}
