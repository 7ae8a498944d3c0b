// The page: a form for new links, and the links of its owner. It works without JavaScript.

import { html, safeUrl, type Html, type HtmlValue } from './framework/html.ts'
import { alert } from './frame.ts'
import type { Link } from './store.ts'
import { describeHost } from './targets.ts'
import type { User } from './users.ts'

export type PageParts = {
  publicOrigin: string
  user: User | undefined
  formToken: string
  links: readonly Link[]
  /** What was typed, when the form comes back. */
  typed: URLSearchParams
  /** What was wrong with it. */
  problem?: string | undefined
}

/** Makes the content of the page. */
export function homePage(parts: PageParts): Html {
  const { publicOrigin, user, formToken, links, typed, problem } = parts
  return html`${user === undefined ? signInLink : signedIn(user, formToken)}
${alert(problem)}<form method="post" action="/links">
<input type="hidden" name="token" value="${formToken}">
${field(typed, 'target', 'Long URL')}
${field(typed, 'slug', 'Custom name (optional)')}
${field(typed, 'visitLimit', 'Visit limit (optional)')}
${field(typed, 'note', 'Note (only you see it)')}
<button>Shorten</button>
</form>
<h2>${user === undefined ? 'Links of this browser' : 'Your links'}</h2>
<ul>${links.map((link) => listed(link, publicOrigin))}</ul>
`
}

const signInLink = html`<p><a href="/login">Sign in or sign up</a></p>`

// A form, because a link could be followed by a prefetch, or by a picture of another site.
function signedIn({ email }: User, formToken: string): Html {
  return html`<form method="post" action="/logout">
<input type="hidden" name="token" value="${formToken}">
<p>Signed in as ${email} <button>Sign out</button></p>
</form>`
}

function field(typed: URLSearchParams, name: string, label: string): Html {
  return html`<p><label>${label} <input name="${name}" value="${typed.get(name) ?? ''}"></label></p>
`
}

function listed({ slug, target, note, clicks, robots }: Link, publicOrigin: string): HtmlValue {
  const shortUrl = `${publicOrigin}/${slug}`
  return html`<li><a href="${shortUrl}">${shortUrl}</a>
leads to <a href="${safeUrl(target)}" rel="noreferrer">${target}</a> at ${describeHost(target)}
<p>${note}</p>
<p>${clicks} clicks, and ${robots} visits of robots</p>
<img src="/links/${slug}/qr.svg" width="160" height="160" alt="QR code of ${shortUrl}"></li>
`
}
