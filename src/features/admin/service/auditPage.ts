// The audit trail as a page: what happened, when, by whom and to what. Each of these leads to more
// of its kind. Lesson: user-management (appendix)

import { isRecord } from '../../../basics/check.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { AuditQuery, ListedEvent } from './auditList.ts'
import { adminPage, moreLink, textField, timeText, type Viewer } from '../frame.ts'

export type AuditPage = {
  query: AuditQuery
  events: readonly ListedEvent[]
  next: string | undefined
}

export function auditPage(viewer: Viewer, { query, events, next }: AuditPage): Reply {
  const actor = query.actor === undefined ? '' : String(query.actor)
  return adminPage({
    viewer,
    title: 'Audit trail',
    part: '/admin/audit',
    body: html`<form role="search" action="/admin/audit" class="filters">
${textField('action', { label: 'Action', value: query.action ?? '', example: 'user-disabled' })}
${textField('actor', { label: 'User ID', value: actor, example: '7' })}
${textField('target', { label: 'Target', value: query.target ?? '', example: 'user 7' })}
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

function actorOf({ actor, actorEmail }: ListedEvent): Html {
  if (actor === null) return html`nobody signed in`
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
