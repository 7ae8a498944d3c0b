// An application sends a browser here, so that its user lets it know who they are (OAuth 2.1). The
// browser goes back with a code, and only to an address that the application has registered.

import { readForm } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { html, type Html } from './framework/html.ts'
import { empty, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { pageReply, policyFor } from './frame.ts'
import type { Application, CodeBinding, OauthStore } from './oauthStore.ts'
import { checkFormToken, readOwner, type OwnerParts } from './owner.ts'
import { isChallenge } from './pkce.ts'

export type OauthParts = OwnerParts & { oauth: OauthStore }

const path = '/oauth/authorize'
const noStore = { 'cache-control': 'no-store' }

/** Adds the page that asks the user, and the route of its form. */
export function addAuthorizeRoutes(router: Router, parts: OauthParts): void {
  router.add('GET', path, (context) => {
    const request = readRequest(parts, context.target.query)
    if (request.error !== undefined) return sendBack(request, { error: request.error })
    const { user, formToken } = readOwner(context, parts)
    if (user === undefined) return sendToSignIn(context)
    return askUser(request, formToken, user.email)
  })
  router.add('POST', path, async (context) => {
    const typed = await readForm(context)
    const owner = readOwner(context, parts)
    checkFormToken(owner, typed.get('token'))
    const request = readRequest(parts, new URLSearchParams(typed.get('request') ?? ''))
    if (request.error !== undefined) return sendBack(request, { error: request.error })
    const { user } = owner
    if (user === undefined || typed.get('decision') !== 'allow') {
      return sendBack(request, { error: 'access_denied' })
    }
    return sendBack(request, { code: parts.oauth.makeCode(request.binding, user.id) })
  })
}

type AuthorizeRequest = {
  application: Application
  binding: CodeBinding
  state: string
  /** The request as it came, for the form. */
  text: string
  error: string | undefined
}

// As long as the address isn't known to be the application's, nobody is sent anywhere: that would
// be an open redirect. It's compared as text, because every other rule has been tricked.
function readRequest({ oauth }: OauthParts, query: URLSearchParams): AuthorizeRequest {
  // Another program may take the other one of the two (RFC 6749, section 3.1).
  if (new Set(query.keys()).size < query.size) {
    throw new HttpError(400, 'A parameter of this request appears twice')
  }
  const read = (name: string) => query.get(name) ?? ''
  const [client, redirectUri] = [read('client_id'), read('redirect_uri')]
  const application = oauth.findApplication(client)
  if (application === undefined || !application.redirectUris.includes(redirectUri)) {
    throw new HttpError(400, "This application isn't known here, or not at this address")
  }
  const binding = { client, redirectUri, challenge: read('code_challenge') }
  const error = errorIn(read)
  return { application, binding, state: read('state'), text: String(query), error }
}

function errorIn(read: (name: string) => string): string | undefined {
  if (read('response_type') !== 'code') return 'unsupported_response_type'
  if (read('scope') !== 'email') return 'invalid_scope'
  const hasChallenge = isChallenge(read('code_challenge'))
  return hasChallenge && read('code_challenge_method') === 'S256' ? undefined : 'invalid_request'
}

function sendBack(
  { binding, state }: AuthorizeRequest, parameters: Readonly<Record<string, string>>,
): Reply {
  const url = new URL(binding.redirectUri)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  if (state !== '') url.searchParams.set('state', state)
  return empty(303, { location: url.href, ...noStore })
}

function sendToSignIn({ target }: Context): Reply {
  const next = new URLSearchParams({ next: `${path}?${target.query}` })
  return empty(303, { location: `/login?${next}`, ...noStore })
}

function askUser(
  { application, binding, text }: AuthorizeRequest, formToken: string, email: string,
): Reply {
  const content: Html = html`<p>${application.name} wants to know your email address, ${email}.</p>
<form method="post" action="${path}">
<input type="hidden" name="token" value="${formToken}">
<input type="hidden" name="request" value="${text}">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>
`
  // Browsers check where a form leads, also behind a redirect.
  const headers = policyFor(new URL(binding.redirectUri).origin)
  return pageReply('Sign in with your account', content, { status: 200, headers })
}
