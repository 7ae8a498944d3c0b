// What somebody sees who follows a link that does not simply lead on: a page with a button, a page
// that says where it leads, or one that says why it leads nowhere.

import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { sitePage } from '../../site.ts'
import type { Link, LinkState } from '../links.ts'
import { describeHost } from '../target.ts'
import { newLinkForm, untouched, type FormState } from './form.ts'

// Caches keep a 404 and a 410 unless told otherwise (RFC 9110, section 15.1), and search engines
// should keep none of these pages.
const headers = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' }

// Chromium holds a form to its policy across the redirect that answers it, so a page whose button
// leads to another site must allow that.
const buttonPolicy =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self' http: https:; " +
  "frame-ancestors 'none'"

/** Asks for the password, or for the press of a button, before a link is used. */
export function buttonPage(link: Link, error: string | undefined, status = 200): Reply {
  const asksPassword = link.passwordHash !== null
  return sitePage({
    title: asksPassword ? 'Password' : 'One visit only',
    status,
    headers: { ...headers, 'content-security-policy': buttonPolicy },
    body: html`<section class="notice">
<h1>${asksPassword ? 'This link has a password' : 'This link works once'}</h1>
<p>${asksPassword
  ? 'Type the password that you were given with it.'
  : 'It is used up as soon as you go on, for you and for everybody else.'}</p>
<form method="post" action="/${link.slug}" class="unlock">
${asksPassword && html`<label for="password">Password</label>
<input id="password" name="password" type="password" required autofocus autocomplete="off"
aria-invalid="${error === undefined ? 'false' : 'true'}" aria-describedby="password-error">
<p class="error" id="password-error" role="alert">${error !== undefined && `${error}.`}</p>`}
<button class="primary">Go on</button>
</form></section>`,
  })
}

/** Says where a link leads, without going there; and takes reports. */
export function previewPage(link: Link, state: LinkState, origin: string): Reply {
  return sitePage({
    title: `Where /${link.slug} leads`,
    headers,
    body: html`<section class="notice wide">
<h1>Where <span class="slug">/${link.slug}</span> leads</h1>
${previewBody(link, state)}
<p class="quiet">${origin}/${link.slug} was made on
${new Date(link.createdAt).toISOString().slice(0, 10)}.</p>
</section>
${reportForm(link.slug)}`,
  })
}

/** Says that there is no such link, with the form to make it. */
export function unknownPage(
  name: string,
  { canMake, formToken }: { canMake: boolean; formToken: string | undefined },
): Reply {
  const form: FormState = { ...untouched, typed: { slug: name } }
  return sitePage({
    title: 'No such link',
    status: 404,
    headers,
    body: html`<section class="hero">
<p class="code">404</p>
<h1>There is no link <span class="slug">/${name}</span></h1>
<p class="lead">It may be misspelt: short links have no capital letters and seldom an o, i or l.
${canMake && 'Or it is still free, and you can make it.'}</p>
${canMake && newLinkForm(form, formToken)}
</section>`,
  })
}

/** Says why a link that exists leads nowhere. */
export function gonePage(link: Link, state: LinkState): Reply {
  return sitePage({
    title: 'This link has ended',
    status: 410,
    headers,
    body: html`<section class="notice">
<p class="code">410</p>
<h1>This link has ended</h1>
<p>${goneReason(link, state)}</p>
<p class="quiet">Whoever gave you /${link.slug} may have a new one.</p>
</section>`,
  })
}

/** Thanks for a report. */
export function reportedPage(slug: string): Reply {
  return sitePage({
    title: 'Thank you',
    headers,
    body: html`<section class="notice"><h1>Thank you</h1>
<p>Your report about /${slug} was stored. Somebody will look at it.</p>
<p><a class="button" href="/">Go to the start page</a></p></section>`,
  })
}

function previewBody(link: Link, state: LinkState): Html {
  if (state === 'locked') {
    const lock = link.passwordHash === null ? 'It works once' : 'It has a password'
    return html`<p>${lock}, so where it leads is shown only to those who use it.</p>`
  }
  if (state !== 'open') return html`<p>${goneReason(link, state)}</p>`
  return html`<p class="leads big"><strong>${describeHost(link.target)}</strong></p>
<p class="address"><code>${link.target}</code></p>
<p><a class="button primary" href="/${link.slug}" rel="nofollow">Go there</a></p>`
}

function goneReason(link: Link, state: LinkState): HtmlValue {
  const who = link.isBlocked === 1 ? 'An administrator' : 'Its owner'
  if (state === 'disabled') return `${who} has switched it off: ${link.disabledReason}.`
  if (state === 'used-up') return 'It was made for a number of visits, and they are used up.'
  const end = link.expiresAt === null ? '' : new Date(link.expiresAt).toISOString()
  return html`It was made to work until <time datetime="${end}">${end.slice(0, 10)}</time>.`
}

function reportForm(slug: string): Html {
  return html`<section class="report" aria-labelledby="report-title">
<h2 id="report-title">Is something wrong with it?</h2>
<form method="post" action="/links/${slug}/report" class="fields">
<div class="field"><label for="reason">What is it?</label>
<select id="reason" name="reason"><option value="phishing">It asks for passwords or money</option>
<option value="malware">It spreads harmful programs</option><option value="spam">It is spam</option>
<option value="illegal">It is illegal</option>
<option value="other">Something else</option></select></div>
<div class="field"><label for="details">Details</label>
<textarea id="details" name="details" rows="3" maxlength="1000"></textarea></div>
<p class="actions"><button>Report</button></p></form></section>`
}
