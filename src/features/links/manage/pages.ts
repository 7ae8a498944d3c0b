// The page of one link for its owner: how often it's used and from where, its settings, and how to
// switch it off or delete it. Lesson: the-page (core)

import type { Account } from '../../../auth/access/identity.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../../http/reply.ts'
import {
  general, hiddenField, inputField, tokenField, type FormState, type Typed,
} from '../../site/fields.ts'
import { count, sitePage, timeText } from '../../site/page.ts'
import type { Link } from '../links.ts'
import { qrFigure, shortUrl, stateBadge, targetLink, termFields } from '../make/pages.ts'
import { barChart, chartLegend, shareList } from './chart.ts'
import type { Statistics } from './statistics.ts'

export type DetailPage = {
  origin: string
  now: number
  link: Link
  statistics: Statistics
  form: FormState
  formToken: string | undefined
  account: Account | undefined
  isSaved: boolean
  status?: number
  headers: ReplyHeaders
}

export function detailPage(detail: DetailPage): Reply {
  const { origin, now, link, statistics, isSaved, account, status = 200, headers } = detail
  return sitePage({
    title: `/${link.slug}`,
    status, headers, account,
    scripts: ['links.js'],
    body: html`<section class="made detail">
<div>
<h1>/${link.slug} ${stateBadge(link, now)}</h1>
${shortUrl(origin, link.slug)}
<p class="leads">leads to ${targetLink(link.target)}</p>
<p class="quiet">Made ${timeText(link.createdAt)}.
<a href="/${link.slug}+">See what visitors can find out</a></p>
${isSaved && html`<p class="success" role="status">Saved.</p>`}
</div>
${qrFigure(link)}
</section>
${numbers(link, statistics)}
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

function numbers(link: Link, statistics: Statistics): Html {
  const { days } = statistics
  const visitors = days.reduce((sum, day) => sum + day.visitors, 0)
  return html`<section aria-labelledby="numbers-title">
<h2 id="numbers-title">Clicks</h2>
<dl class="totals">
<div><dt>People</dt><dd>${link.people.toLocaleString('en')}</dd></div>
<div><dt>Visitors, ${days.length} days</dt><dd>${visitors.toLocaleString('en')}</dd></div>
<div><dt>Bots and previews</dt><dd>${link.bots.toLocaleString('en')}</dd></div>
${link.importedClicks > 0 && html`<div><dt>Clicks before the move</dt>
<dd>${link.importedClicks.toLocaleString('en')}</dd></div>`}
</dl>
${link.people + link.bots === 0 ? html`<p class="quiet">No clicks yet.</p>` : charts(statistics)}
<div class="columns">
<div><h3>From</h3>${shareList(statistics.referrers, 'No clicks yet.')}</div>
<div><h3>Browsers</h3>${shareList(statistics.browsers, 'No clicks yet.')}</div>
<div><h3>Devices</h3>${shareList(statistics.devices, 'No clicks yet.')}</div>
</div>
<p><a class="button" href="/links/${link.slug}/export"
download="${link.slug}.csv">Download CSV</a></p>
</section>`
}

function charts({ days, hours }: Statistics): Html {
  const dayBars = days.map(({ time, people, bots }) => ({ label: time.slice(0, 10), people, bots }))
  const hourBars = hours.map(({ time, people, bots }) => ({
    label: `${time.slice(5, 10)} ${time.slice(11, 16)}`, people, bots,
  }))
  return html`<h3>By day</h3>
${barChart(dayBars, `Clicks of the last ${days.length} days`)}
<p class="axis"><span>${days[0]?.time.slice(0, 10)}</span><span>today (UTC)</span></p>
${chartLegend(dayBars, 'a day')}
<details><summary>As a table</summary>
<div class="scroll"><table><thead><tr><th scope="col">Day</th><th scope="col">People</th>
<th scope="col">Visitors</th><th scope="col">Bots</th></tr></thead>
<tbody>${days.toReversed().map((day) => html`<tr><th scope="row">${day.time.slice(0, 10)}</th>
<td>${day.people}</td><td>${day.visitors}</td><td>${day.bots}</td></tr>`)}
</tbody></table></div></details>
<h3>By hour, last two days</h3>
${barChart(hourBars, `Clicks of the last ${hours.length} hours`)}
<p class="axis"><span>${hours.length} hours ago</span><span>now</span></p>
${chartLegend(hourBars, 'an hour')}`
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
  hint: 'The short address stays the same',
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
  ? html`<p>Visitors read: “${link.disabledReason}”.</p>
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
