// Sends a browser to another site. A redirect does it, with one exception: when a form of ours
// came before, `form-action 'self'` of our policy applies to every redirect that follows (Chromium
// does this; CSP 3 leaves it open), and the browser would stop. Then a page does it, which RFC
// 6749, section 1.7, allows. So the policy needs no exception, and applications may redirect
// further as they like. Lesson: oauth-and-oidc (tour)

import type { Context } from '../../http/context.ts'
import { html } from '../../http/html.ts'
import { redirect, type Reply } from '../../http/reply.ts'
import { noticePage } from '../site/page.ts'
import { noStore } from '../site/requester.ts'

/** Leads to a URL outside, which must be ASCII; `name` says to people where it leads. */
export function leaveSite(context: Context, location: string, name: string): Reply {
  // A 303 makes the browser forget a form that was sent (RFC 9700, section 4.12).
  if (!mayComeFromForm(context)) return redirect(location, 303, noStore)
  return noticePage({
    title: `Continuing to ${name}`,
    headers: { ...noStore, refresh: `0;url=${location}` },
    body: html`<p><a class="button" href="${location}">Continue</a></p>`,
  })
}

// After our form the browser is still on our own pages, redirects of ours included.
function mayComeFromForm(context: Context): boolean {
  return context.method === 'POST' || context.header('sec-fetch-site') === 'same-origin'
}
