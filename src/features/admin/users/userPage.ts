// The page of one user: what is known, where they are signed in, what happened, and what an
// administrator can do. Lesson: user-management (appendix)

import type { User } from '../../../auth/access/users.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ListedEvent } from '../service/auditList.ts'
import { eventList } from '../service/auditPage.ts'
import { adminPage, timeText, tokenField, userBadges, type Viewer } from '../frame.ts'

export type Access = { id: number; agent: string; createdAt: number; seenAt: number }

export type UserPage = {
  user: User
  links: number
  sessions: readonly Access[]
  programs: readonly Access[]
  keys: readonly { id: number; name: string; ending: string; scopes: string }[]
  events: readonly ListedEvent[]
  /** What was done just now. */
  done: string | null
}

const doneWords: Record<string, string> = {
  promote: 'This user is an administrator now',
  demote: 'This user is no longer an administrator',
  disable: 'The account is disabled',
  enable: 'The account is enabled',
  sessions: 'All sessions were ended',
}

export function userPage(viewer: Viewer, page: UserPage): Reply {
  const { user, events, done } = page
  const word = done !== null && Object.hasOwn(doneWords, done) && doneWords[done]
  return adminPage({
    viewer,
    title: user.email,
    part: '/admin/users',
    body: html`${word && html`<p class="success" role="status">${word}.</p>`}
${facts(page)}
${acts(viewer, user)}
${access(viewer, page)}
<section aria-labelledby="events-title"><h2 id="events-title">Activity</h2>
${eventList(events)}
<p><a href="/admin/audit?target=user+${user.id}">Everything that was done to this account</a></p>
</section>`,
  })
}

function facts({ user, links, keys }: UserPage): Html {
  const row = (name: string, value: HtmlValue) =>
    html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  return html`<dl class="facts">
${row('Account', html`${user.id}${userBadges(user)}`)}
${row('Name', user.name || 'none')}
${row('Created', timeText(user.createdAt))}
${row('Last changed', timeText(user.updatedAt))}
${user.disabledAt !== null && row('Disabled', timeText(user.disabledAt))}
${row('Password', user.hasPassword === 1 ? 'yes' : 'none')}
${row('Second factor', user.hasSecondFactor === 1 ? 'on' : 'off')}
${row('Links', links.toLocaleString('en'))}
${row('API keys', keys.length === 0
  ? 'none'
  : html`<ul>${keys.map(({ name, ending, scopes }) =>
    html`<li>${name} (… ${ending}): ${scopes}</li>`)}</ul>`)}
</dl>`
}

function acts({ account }: Viewer, user: User): Html {
  const isOwn = account.id === user.id
  const base = `/admin/users/${user.id}`
  return html`<section aria-labelledby="acts-title"><h2 id="acts-title">Role and access</h2>
${isOwn
  ? html`<p class="quiet">This is you: only another administrator can change your role.</p>`
  : html`<p class="actions">${user.role === 'admin'
  ? html`<a class="button" href="${`${base}/demote`}">Take the role of administrator away</a>`
  : html`<a class="button" href="${`${base}/promote`}">Make an administrator</a>`}
${user.disabledAt === null
  ? html`<a class="button danger" href="${`${base}/disable`}">Disable the account</a>`
  : html`<a class="button" href="${`${base}/enable`}">Enable the account</a>`}</p>`}
</section>`
}

function access(viewer: Viewer, { user, sessions, programs }: UserPage): Html {
  const rows = [...sessions, ...programs]
  const isOwn = viewer.account.id === user.id
  return html`<section aria-labelledby="access-title"><h2 id="access-title">Sessions</h2>
${rows.length === 0 ? html`<p class="quiet">Nowhere.</p>` : html`<ul class="admin-list">
${rows.map(({ agent, createdAt, seenAt }) => html`<li><div class="admin-row">
<span class="what">${agent || 'Unknown'}</span>
<span class="quiet">since ${timeText(createdAt)}</span>
<span class="quiet when">seen ${timeText(seenAt)}</span></div></li>`)}</ul>
<form method="post" action="${`/admin/users/${user.id}/sessions`}">${tokenField(viewer)}
<button>${isOwn ? 'End all but this session' : 'End all sessions'}</button></form>`}
</section>`
}
