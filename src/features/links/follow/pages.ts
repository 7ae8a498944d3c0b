// What people see where a link doesn't lead straight to its target: a page with a button, a page
// that says where it leads, or one that says why it doesn't work. Lesson: the-page (tour)

import type { Issue } from '../../../basics/check.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { errorText, hiddenField, isWrong, untouched, type FormState } from '../../site/fields.ts'
import { noticePage, sitePage } from '../../site/page.ts'
import { timeText } from '../../site/texts.ts'
import type { Link, LinkState } from '../links.ts'
import { newLinkForm } from '../make/pages.ts'
import { describeHost, readableTarget } from '../make/target.ts'
import { reportForm } from '../moderate/pages.ts'

// Caches keep a 404 and a 410 unless told otherwise (RFC 9110, section 15.1), and search engines
// should keep none of these pages.
const headers = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' }

// Chromium holds a form to its policy across the redirect that answers it, so a page whose button
// leads to another site must allow that.
const buttonPolicy =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self' http: https:; " +
  "frame-ancestors 'none'"

/** The field that tells a press of the button from a request of a program. */
export const pressedField = 'pressed'

/**
 * Asks for the password, or for a press of the button, before a link is used. If the link passes
 * on queries, the form sends the query of the visit along.
 */
export function buttonPage(
  link: Link,
  { query, issues = [], status = 200 }:
    { query: string; issues?: readonly Issue[]; status?: number },
): Reply {
  const passedOn = link.forwardQuery === 1 && query !== '' ? `?${query}` : ''
  const { title, what, explanation } = lockOf(link)
  return noticePage({
    title,
    heading: `This link ${what}`,
    status,
    headers: { ...headers, 'content-security-policy': buttonPolicy },
    body: html`<p>${explanation}</p>
<form method="post" action="/${link.slug}${passedOn}" class="unlock">
${hiddenField(pressedField, 'yes')}
${link.passwordHash !== null && html`<label for="password">Password</label>
<input id="password" name="password" type="password" required autofocus autocomplete="off"
aria-invalid="${isWrong(issues, 'password')}" aria-describedby="password-error">
${errorText(issues, 'password')}`}
<button class="primary">Continue</button>
</form>`,
  })
}

// What a link asks for before it redirects: `what` continues "This link" and "It".
function lockOf({ passwordHash, visitLimit }: Link) {
  if (passwordHash !== null) {
    return {
      title: 'Password', what: 'has a password',
      explanation: 'Type the password that came with the link.',
    }
  }
  if (visitLimit === 1) {
    return {
      title: 'One visit only', what: 'works once',
      explanation: "When you continue, it's used up, for you and for everybody else.",
    }
  }
  return {
    title: 'Limited visits', what: 'works a limited number of times',
    explanation: 'When you continue, one of these visits is used up.',
  }
}

/** Says where a link leads, without going there, and takes reports. */
export function previewPage(link: Link, state: LinkState, origin: string): Reply {
  return sitePage({
    title: `Where /${link.slug} leads`,
    headers,
    scripts: ['links.js'],
    body: html`<section class="notice wide">
<h1>Where <span class="slug">/${link.slug}</span> leads</h1>
${previewBody(link, state)}
<p class="quiet wrap">${origin}/${link.slug} was made on
${timeText(link.createdAt)}.</p>
</section>
${reportForm(link.slug)}`,
  })
}

type UnknownLink = {
  canMake: boolean
  formToken: string | undefined
  /** A link that exists, which was probably meant. */
  meant: string | undefined
}

/** Says that the link doesn't exist, and which one may be meant; has the form to create it. */
export function unknownPage(name: string, { canMake, formToken, meant }: UnknownLink): Reply {
  const form: FormState = { ...untouched, typed: { slug: name } }
  return sitePage({
    title: 'No such link',
    status: 404,
    headers,
    scripts: ['links.js'],
    body: html`<section class="hero">
<p class="code">404</p>
<h1>There is no link <span class="slug">/${name}</span></h1>
${meant !== undefined && html`<p class="meant">Did you mean
<a class="slug" href="/${meant}">/${meant}</a>?</p>`}
<p class="lead">It may be misspelt: random short links have no vowels, and neither 0 nor 1.
${canMake && 'Or the name is still free, and you can make the link yourself.'}</p>
${canMake && newLinkForm(form, formToken)}
</section>`,
  })
}

/** Says why a link that exists no longer works. */
export function gonePage(link: Link, state: LinkState): Reply {
  return noticePage({
    title: 'This link has ended',
    status: 410,
    code: 410,
    headers,
    scripts: ['links.js'],
    body: html`<p>${goneReason(link, state)}</p>
<p class="quiet">Ask the person who gave you <span class="slug">/${link.slug}</span> for a new
one.</p>`,
  })
}

function previewBody(link: Link, state: LinkState): Html {
  if (state !== 'open' && state !== 'locked') return html`<p>${goneReason(link, state)}</p>`
  // To see the target here would be a way around the password or the limit.
  if (state === 'locked' || link.visitLimit !== null) {
    return html`<p>It ${lockOf(link).what}, so only people who use it see where it leads.</p>`
  }
  return html`<p class="leads big"><strong>${describeHost(link.target)}</strong></p>
<p class="address"><code dir="auto">${link.target}</code></p>
${decoded(link.target)}
<p><a class="button primary" href="/${link.slug}" rel="nofollow">Go there</a></p>`
}

// What percent-encoding hides: an address in another script, as its readers write it.
function decoded(target: string): HtmlValue {
  const readable = readableTarget(target)
  return readable !== target && html`<p class="quiet wrap">Decoded:
<span dir="auto">${readable}</span></p>`
}

function goneReason(link: Link, state: LinkState): HtmlValue {
  const who = link.isBlocked === 1 ? 'An administrator' : 'Its owner'
  if (state === 'disabled') {
    return html`${who} has switched it off: <span dir="auto">${link.disabledReason}</span>.`
  }
  if (state === 'used-up') return 'It had a limited number of visits, and they are used up.'
  return html`It worked until ${timeText(link.expiresAt ?? 0)}.`
}
