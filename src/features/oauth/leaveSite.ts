// Sends a browser to another site, usually with a redirect. After one of our forms, Chromium
// applies `form-action 'self'` of our policy to every redirect that follows (CSP 3 leaves that
// open), and would stop. So a page leads on instead, which RFC 6749, section 1.7, allows. Then the
// policy needs no exception, and applications can redirect further. Lesson: oauth-and-oidc (tour)

import type { Context } from '../../http/context.ts'
import { html, trustedHtml, type Html } from '../../http/html.ts'
import { noStore, redirect, type Reply } from '../../http/reply.ts'
import { noticePage } from '../site/page.ts'
import { appSchemeOf } from './server/redirectUri.ts'

/** Leads to a URL outside, which must be ASCII; `name` says to people where it leads. */
export function leaveSite(context: Context, location: string, name: string): Reply {
  // A 303 makes the browser forget a form that was sent (RFC 9700, section 4.12).
  if (!mayComeFromForm(context)) return redirect(location, 303, noStore)
  return noticePage({
    title: `Continuing to ${name}`,
    headers: { ...noStore, refresh: `0;url=${location}` },
    body: html`<p>${linkOut(location, 'Continue')}</p>`,
  })
}

/** Makes a link to a URL outside, which must be ASCII. */
export function linkOut(location: string, label: string): Html {
  if (appSchemeOf(location) === undefined) {
    return html`<a class="button" href="${location}" rel="noreferrer">${label}</a>`
  }
  // The scheme of an app was checked; the template lets none but https and the like into a link.
  return trustedHtml(`<a class="button" href="${html`${location}`}">${html`${label}`}</a>`)
}

// After our form the browser is still on our own pages, redirects of ours included.
function mayComeFromForm(context: Context): boolean {
  return context.method === 'POST' || context.header('sec-fetch-site') === 'same-origin'
}
