// The pages about the whole service: its numbers at a glance, the audit trail (what happened, when,
// by whom and to what; each of these leads to more of its kind), and the mails that a developer's
// server keeps. Lesson: user-management (appendix)

import { isRecord } from '../../../basics/check.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { OutboxEntry } from '../../../services/mail/fileTransport.ts'
import type { ServerState } from '../../../services/serverState.ts'
import { numberText, sizeText, timeText } from '../../site/texts.ts'
import type { Charts } from '../dependencies.ts'
import { adminPage, moreLink, searchField } from '../frame.ts'
import type { AdminViewer } from '../requester.ts'
import type { AuditQuery, ListedEvent } from './auditList.ts'
import { shownDays, sumClicks, type ClickDay, type Numbers } from './numbers.ts'

type AuditPage = {
  query: AuditQuery
  events: readonly ListedEvent[]
  next: string | undefined
}

type Overview = { numbers: Numbers; state: ServerState; charts: Charts }

export function overviewPage(viewer: AdminViewer, { numbers, state, charts }: Overview): Reply {
  const { days } = numbers
  return adminPage({
    viewer,
    title: 'Dashboard',
    part: '/admin',
    body: html`<dl class="totals tiles">
${tile('Users', numbers.users, '/admin/users')}
${tile(`New in ${shownDays} days`, numbers.newUsers)}
${tile('Links', numbers.links, '/admin/links')}
${tile('Clicks today', sumClicks(days.slice(-1)).people)}
${tile(`Clicks in ${shownDays} days`, sumClicks(days).people)}
${tile('Open reports', numbers.openReports, '/admin/reports')}
${tile('Failed sign-ins, 24\u00a0h', numbers.failedSignIns, '/admin/audit?action=sign-in-refused')}
</dl>
${clicks(days, charts)}
${stateOf(numbers, state)}`,
  })
}

export function auditPage(viewer: AdminViewer, { query, events, next }: AuditPage): Reply {
  const actor = query.actor === undefined ? '' : String(query.actor)
  return adminPage({
    viewer,
    title: 'Audit trail',
    part: '/admin/audit',
    body: html`<form role="search" action="/admin/audit" class="filters">
${searchField('action', { label: 'Action', value: query.action ?? '', example: 'user-disabled' })}
${searchField('actor', { label: 'User ID', value: actor, example: '7' })}
${searchField('target', { label: 'Target', value: query.target ?? '', example: 'user 7' })}
<p class="actions"><button>Find</button></p></form>
${eventList(events)}
${moreLink(next, 'Older events')}`,
  })
}

/** Lists events; also for the page of one user. */
export function eventList(events: readonly ListedEvent[]): Html {
  if (events.length === 0) return html`<p class="quiet" role="status">No events.</p>`
  return html`<ol class="admin-list events">${events.map((event) => html`<li>
<div class="admin-row"><span class="what">${linkTo('action', event.action)}
<span class="quiet">${detailsText(event.details)}</span></span>
<span>${actorOf(event)} → ${linkTo('target', event.target)}</span>
<span class="quiet when">${timeText(event.at)}<br>request ${event.requestId}</span></div></li>`)}
</ol>`
}

export function outboxPage(viewer: AdminViewer, mails: readonly OutboxEntry[]): Reply {
  return adminPage({
    viewer,
    title: 'Outbox',
    part: '/admin/outbox',
    body: html`<p class="lead">This server doesn't send emails: it keeps them here for you to
read.</p>
${mails.length === 0 && html`<p class="quiet">It's empty.</p>`}
${mails.map(({ recipient, subject, time, text }) => html`<section class="case">
<h2>${subject}</h2><p class="quiet">To ${recipient}, ${timeText(time.getTime())}</p>
<pre>${text}</pre></section>`)}`,
  })
}

function tile(name: string, number: number, path?: string): Html {
  const text = numberText(number)
  return html`<div><dt>${name}</dt>
<dd>${path === undefined ? text : html`<a href="${path}">${text}</a>`}</dd></div>`
}

function stateOf({ databaseBytes, mailsWaiting }: Numbers, state: ServerState): Html {
  const { version, startedAt, walBytes, hashesWaiting } = state
  return html`<section aria-labelledby="state-title">
<h2 id="state-title">This server</h2>
<dl class="totals tiles">
<div><dt>Version</dt><dd>${version}</dd></div>
<div><dt>Running since</dt><dd>${timeText(startedAt)}</dd></div>
<div><dt>Database</dt><dd>${sizeText(databaseBytes)}</dd></div>
${walBytes !== undefined && html`<div><dt>Write-ahead log</dt>
<dd>${sizeText(walBytes)}</dd></div>`}
${tile('Emails to send', mailsWaiting)}
${tile('Sign-ins waiting', hashesWaiting)}
</dl></section>`
}

function clicks(days: readonly ClickDay[], { barChart, chartLegend }: Charts): Html {
  const bars = days.map(({ day, people, bots }) => ({ label: day, people, bots }))
  return html`<section aria-labelledby="clicks-title">
<h2 id="clicks-title">Clicks by day</h2>
${barChart(bars, `Clicks of the last ${days.length} days`)}
<p class="axis"><span>${days[0]?.day}</span><span>today (UTC)</span></p>
${chartLegend(bars, 'a day')}
<details><summary>As a table</summary>
<table><thead><tr><th scope="col">Day</th><th scope="col">People</th><th scope="col">Bots</th></tr>
</thead><tbody>${days.toReversed().map(({ day, people, bots }) => html`<tr>
<th scope="row">${day}</th><td>${people}</td><td>${bots}</td></tr>`)}</tbody></table></details>
</section>`
}

function actorOf({ actor, actorEmail }: ListedEvent): Html {
  if (actor === null) return html`not signed in`
  return html`<a href="${`/admin/users/${actor}`}">${actorEmail ?? `user ${actor}, deleted`}</a>`
}

function linkTo(name: string, value: string): Html {
  return html`<a href="${`/admin/audit?${new URLSearchParams({ [name]: value })}`}">${value}</a>`
}

function detailsText(details: string): string {
  const parsed: unknown = JSON.parse(details)
  if (!isRecord(parsed)) return ''
  return Object.entries(parsed).map(([name, value]) => `${name}: ${String(value)}`).join(', ')
}
