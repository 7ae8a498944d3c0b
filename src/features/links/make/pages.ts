// The start page: the form for a new link, and the link that was just made.
// Lesson: the-page (tour)

import type { Account } from '../../../auth/access/identity.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../../http/reply.ts'
import {
  describedBy, errorText, general, inputField, isFocused, isWrong, tokenField, type FormState,
} from '../../site/fields.ts'
import { sitePage } from '../../site/page.ts'
import type { Link } from '../links.ts'
import { qrFigure, shortUrl, targetLink } from '../parts.ts'
import { longestTarget } from './target.ts'

type HomePage = {
  origin: string
  form: FormState
  formToken: string | undefined
  account: Account | undefined
  /** The link that was just made. */
  made: Link | undefined
  /** The links of this owner. */
  list: HtmlValue
  /** Where the course runs, if the reader of this page can open it. */
  courseAddress: string | undefined
  isClosed: boolean
  /** Whether the visitor is looking through the list, and not making a link. */
  isSearching: boolean
  status: number
  headers: ReplyHeaders
}

export function homePage(home: HomePage): Reply {
  const { status, headers, account, made, list } = home
  return sitePage({
    title: made === undefined ? 'Short links that last' : 'Your short link',
    status, headers, account,
    scripts: ['links.js'],
    body: html`${made === undefined ? welcome(home) : madePanel(home, made)}
${list}`,
  })
}

const optionalFields =
  ['slug', 'expiresAt', 'visitLimit', 'password', 'note', 'redirect', 'forwardQuery']

const targetHint = 'Any http or https URL'

/**
 * The form for a new link. `formToken` binds it to the owner, when there is one already. Typing
 * starts here, unless the visitor is doing something else on the page.
 */
export function newLinkForm(
  form: FormState, formToken: string | undefined, { isFirst = true } = {},
): Html {
  const { typed, issues } = form
  const isOpen = optionalFields
    .some((name) => typed[name] || issues.some(({ field }) => field === name))
  return html`<form class="shorten" method="post" action="/links" id="shorten">
${tokenField({ formToken })}
${general(issues)}
<div class="main-field">
<label for="target">Long URL</label>
<input id="target" name="target" type="text" inputmode="url" autocomplete="off" spellcheck="false"
autocapitalize="none" required maxlength="${longestTarget}"
placeholder="https://example.com/a/very/long/address"
value="${typed['target']}" aria-describedby="${describedBy('target', targetHint)}"
aria-invalid="${isWrong(issues, 'target')}"
${isFocused(issues, 'target', isFirst) && html`autofocus`}>
<button class="primary">Shorten</button>
<p class="hint" id="target-hint">${targetHint}</p>
${errorText(issues, 'target')}
</div>
<details ${isOpen && html`open`}>
<summary>Custom name, expiry, password</summary>
<div class="fields">
${inputField(form, {
  name: 'slug', label: 'Custom name', isOptional: true,
  hint: 'Instead of a random one: 3 to 50 letters, digits, - or _',
})}
${termFields(form, 'Visitors have to type it')}
</div>
</details>
</form>`
}

/** The fields that a new link and a changed one share. */
export function termFields(form: FormState, passwordHint: string): Html {
  return html`${inputField(form, {
    name: 'expiresAt', label: 'Expires', type: 'datetime-local', isOptional: true,
    // A script names the time zone of the browser here, and turns the time into UTC.
    hint: html`<span data-zone>In UTC (universal time)</span>. After that, the link stops working`,
  })}
${inputField(form, {
    name: 'visitLimit', label: 'Visit limit', inputMode: 'numeric', isOptional: true,
    hint: 'How many times people can use the link: with 1, it works once',
  })}
${inputField(form, {
    name: 'password', label: 'Password', type: 'password', isOptional: true,
    autocomplete: 'new-password', hint: passwordHint,
  })}
${inputField(form, {
    name: 'note', label: 'Note', isOptional: true, isProse: true, hint: 'Only you see it',
  })}
<div class="field checks">
<label><input type="checkbox" name="forwardQuery" value="yes" ${
  form.typed['forwardQuery'] === 'yes' && html`checked`}>
Pass on the query: visiting <code>/name?a=1</code> adds <code>a=1</code> to the target</label>
<label><input type="checkbox" name="redirect" value="307" ${
  form.typed['redirect'] === '307' && html`checked`}>
For programs: pass on the data that they send</label>
</div>`
}

function welcome(home: HomePage): Html {
  return html`<section class="hero">
<h1>Short links that last</h1>
<p class="lead">Paste a long URL, get a short link with a QR code,
and see how often it's used.</p>
${home.isClosed
  ? html`<p class="notice-line">You need an account to create links here:
<a href="/login">sign in</a> or <a href="/signup">sign up</a>.</p>`
  : html`${newLinkForm(home.form, home.formToken, { isFirst: !home.isSearching })}
<p class="quiet">Moving from another service? <a href="/links/import">Import your links</a></p>`}
${home.courseAddress !== undefined && html`<p class="quiet">You're building this server yourself:
<a href="${home.courseAddress}">continue the course</a></p>`}
</section>`
}

function madePanel({ origin }: HomePage, link: Link): Html {
  return html`<section class="made" aria-labelledby="made-title">
<div>
<h1 id="made-title">Your short link is ready</h1>
${shortUrl(origin, link.slug)}
<p class="leads short-of-it">leads to
${targetLink(link.target)}</p>
<p class="actions"><a class="button primary" href="/" id="another">Make another</a>
<a class="button" href="/links/${link.slug}">Clicks and settings</a></p>
</div>
${qrFigure(link)}
</section>`
}
