// The page of one link for its owner: how often it's used and from where, its settings, and how to
// switch it off or delete it. Lesson: the-page (core)

import type { Account } from '../../../auth/access/identity.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../../http/reply.ts'
import {
  general, hiddenField, inputField, tokenField, type FormState, type Typed,
} from '../../site/fields.ts'
import { sitePage, successLine } from '../../site/page.ts'
import { count, timeText } from '../../site/texts.ts'
import type { Link } from '../links.ts'
import { termFields } from '../make/pages.ts'
import { qrFigure, shortUrl, stateBadge, targetLink } from '../parts.ts'
import { numbersSection } from './numbers.ts'
import type { Statistics } from './statistics.ts'

type DetailPage = {
  origin: string
  now: number
  link: Link
  statistics: Statistics
  /** What the query says about the period, and what is wrong with it. */
  period: FormState
  form: FormState
  formToken: string | undefined
  account: Account | undefined
  isSaved: boolean
  status?: number
  headers: ReplyHeaders
}

export function detailPage(detail: DetailPage): Reply {
  const { origin, now, link, statistics, period, isSaved, account, status = 200 } = detail
  return sitePage({
    title: `/${link.slug}`,
    status, account,
    headers: detail.headers,
    scripts: ['links.js'],
    body: html`<section class="made detail">
<div>
<h1>/${link.slug} ${stateBadge(link, now)}</h1>
${shortUrl(origin, link.slug)}
<p class="leads short-of-it">leads to ${targetLink(link.target)}</p>
<p class="quiet">Made ${timeText(link.createdAt)}.
<a href="/${link.slug}+">See the preview that visitors can open</a></p>
${isSaved && successLine('Saved')}
</div>
${qrFigure(link)}
</section>
${numbersSection(link, statistics, period)}
${settings(detail)}
${ending(detail)}`,
  })
}

/** What the change form shows before anything is typed. */
export function typedOf(link: Link): Typed {
  return {
    target: link.target,
    note: link.note,
    expiresAt: link.expiresAt === null ? '' : new Date(link.expiresAt).toISOString().slice(0, 16),
    visitLimit: link.visitLimit === null ? '' : String(link.visitLimit),
    redirect: String(link.redirectStatus),
    forwardQuery: link.forwardQuery === 1 ? 'yes' : '',
  }
}

function settings(detail: DetailPage): Html {
  const { link, form } = detail
  const password = link.passwordHash === null
    ? 'Visitors have to type it'
    : 'There is one. Type a new one to replace it'
  return html`<section aria-labelledby="settings-title">
<h2 id="settings-title">Settings</h2>
<form method="post" action="/links/${link.slug}" class="fields">
${tokenField(detail)}${hiddenField('version', String(link.version))}
${general(form.issues)}
${inputField(form, {
  // Without `isFirst`: focus would scroll past the numbers.
  name: 'target', label: 'Leads to', inputMode: 'url', isWide: true, isOptional: true,
  hint: 'The short link stays the same',
})}
${termFields(form, password)}
${link.passwordHash !== null && html`<div class="field checks"><label><input type="checkbox"
name="noPassword" value="yes"> Remove the password</label></div>`}
<p class="actions"><button class="primary">Save</button></p>
</form>
</section>`
}

function ending(detail: DetailPage): Html {
  const { link } = detail
  const isOff = link.disabledReason !== null
  return html`<section aria-labelledby="ending-title" class="ending">
<h2 id="ending-title">${isOff ? 'Switched off' : 'Switch off or delete'}</h2>
${isOff
  ? html`<p>Visitors read: “<span dir="auto">${link.disabledReason}</span>”.</p>
${link.isBlocked === 1
    ? html`<p>An administrator did this: you can't switch it on again.</p>` : html`
<form method="post" action="/links/${link.slug}/enable">${tokenField(detail)}
<button>Switch on again</button></form>`}`
  : html`<form method="post" action="/links/${link.slug}/disable" class="inline">
${tokenField(detail)}
<label for="reason">Reason, shown to visitors</label>
<input id="reason" name="reason" maxlength="200" dir="auto" value="No longer needed">
<button>Switch off</button></form>`}
<form method="post" action="/links/${link.slug}/delete" class="inline">${tokenField(detail)}
<label><input type="checkbox" name="sure" value="yes" required>
Delete the link and its ${count(link.people, 'click')} for good</label>
<button class="danger">Delete</button></form>
</section>`
}
