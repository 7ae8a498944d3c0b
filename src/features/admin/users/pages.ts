// The pages of users: the list with its search, one user with what an administrator can do, and a
// page of its own for each dangerous action, which says what will happen and has one button.
// Lesson: user-management (appendix)

import type { User } from '../../../auth/access/users.ts'
import type { ListedKey } from '../../../auth/tokens/apiKey.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { choiceField, hiddenField, tokenField } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import { numberText, timeText } from '../../site/texts.ts'
import { adminPage, doneLine, moreLink, problemLine, searchField, userBadges } from '../frame.ts'
import type { AdminViewer } from '../requester.ts'
import type { ListedEvent } from '../service/auditList.ts'
import { eventList } from '../service/pages.ts'
import { actions, type ActionName } from './actions.ts'
import type { UserDetails } from './rules.ts'
import type { UserQuery } from './userList.ts'

type UsersPage = {
  query: UserQuery
  users: readonly User[]
  /** The URL of the next page. */
  next: string | undefined
}

type UserPage = UserDetails & {
  keys: readonly ListedKey[]
  events: readonly ListedEvent[]
  /** What was done just now. */
  done: string | null
}

const doneSentences = {
  promote: actions.promote.done, demote: actions.demote.done, disable: actions.disable.done,
  enable: actions.enable.done, sessions: 'All sessions were ended',
}

export function usersPage(viewer: AdminViewer, { query, users, next }: UsersPage): Reply {
  return adminPage({
    viewer,
    title: 'Users',
    part: '/admin/users',
    body: html`${filters(query)}
${users.length === 0
  ? html`<p class="quiet" role="status">No users found.</p>`
  : html`<ul class="admin-list users">${users.map(userRow)}</ul>`}
${moreLink(next, 'More users')}`,
  })
}

export function userPage(viewer: AdminViewer, page: UserPage): Reply {
  const { user, events, done } = page
  return adminPage({
    viewer,
    title: user.email,
    part: '/admin/users',
    body: html`${doneLine(doneSentences, done)}
${facts(page)}
${roleAndAccess(viewer, user)}
${sessionList(viewer, page)}
<section aria-labelledby="events-title"><h2 id="events-title">Activity</h2>
${eventList(events)}
<p><a href="/admin/audit?target=user+${user.id}">Everything that was done to this account</a></p>
</section>`,
  })
}

/** Asks before an action is done. */
export function actionPage(
  viewer: AdminViewer,
  { name, user, form, ...response }: ShownForm & { name: ActionName; user: User },
): Reply {
  const { title, button, words } = actions[name]
  const path = `/admin/users/${user.id}`
  return adminPage({
    ...response,
    viewer,
    title,
    part: '/admin/users',
    body: html`<p class="lead"><strong>${user.email}</strong>${user.name && `, ${user.name}`}</p>
<p>${words}</p>
${problemLine(form)}
<form method="post" action="${`${path}/${name}`}" class="actions">${tokenField(viewer)}
${hiddenField('version', String(user.version))}
<button class="${name === 'disable' ? 'danger' : 'primary'}">${button}</button>
<a class="button" href="${path}">Cancel</a></form>`,
  })
}

function filters({ search, role, state, sort }: UserQuery): Html {
  return html`<form role="search" action="/admin/users" class="filters">
${searchField('search', { label: 'Address or name', value: search })}
${choiceField('role', {
  label: 'Role', chosen: role,
  choices: [['', 'All'], ['user', 'Users'], ['admin', 'Administrators']],
})}
${choiceField('state', {
  label: 'State', chosen: state,
  choices: [['', 'All'], ['active', 'Active'], ['disabled', 'Disabled']],
})}
${choiceField('sort', {
  label: 'Order', chosen: sort, choices: [
    ['-createdAt', 'Newest first'], ['createdAt', 'Oldest first'],
    ['email', 'Address, A to Z'], ['-email', 'Address, Z to A'],
  ],
})}
<p class="actions"><button>Find</button></p></form>`
}

function userRow(user: User): Html {
  return html`<li><a class="admin-row" href="/admin/users/${user.id}">
<span class="what">${user.email}${userBadges(user)}</span>
<span class="quiet">${user.name || 'No name'}</span>
<span class="quiet when">${timeText(user.createdAt)}</span></a></li>`
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
${row('Links', html`<a href="${linksOf(user)}">${numberText(links)}</a>`)}
${row('API keys', keys.length === 0
  ? 'none'
  : html`<ul>${keys.map(({ name, ending, scopes }) =>
    html`<li>${name} (… ${ending}): ${scopes}</li>`)}</ul>`)}
</dl>`
}

function linksOf({ email }: User): string {
  return `/admin/links?${new URLSearchParams({ owner: email })}`
}

function roleAndAccess({ account }: AdminViewer, user: User): Html {
  const isOwn = account.id === user.id
  const base = `/admin/users/${user.id}`
  return html`<section aria-labelledby="actions-title"><h2 id="actions-title">Role and access</h2>
${isOwn
  ? html`<p class="quiet">This is you: only another administrator can change your role.</p>`
  : html`<p class="actions">${user.role === 'admin'
  ? html`<a class="button" href="${`${base}/demote`}">Remove the administrator role</a>`
  : html`<a class="button" href="${`${base}/promote`}">Make an administrator</a>`}
${user.disabledAt === null
  ? html`<a class="button danger" href="${`${base}/disable`}">Disable the account</a>`
  : html`<a class="button" href="${`${base}/enable`}">Enable the account</a>`}</p>`}
</section>`
}

function sessionList(viewer: AdminViewer, { user, sessions, programs }: UserPage): Html {
  const rows = [...sessions, ...programs]
  const isOwn = viewer.account.id === user.id
  return html`<section aria-labelledby="access-title"><h2 id="access-title">Sessions</h2>
${rows.length === 0 ? html`<p class="quiet">There are none.</p>` : html`<ul class="admin-list">
${rows.map(({ agent, createdAt, seenAt }) => html`<li><div class="admin-row">
<span class="what">${agent || 'Unknown'}</span>
<span class="quiet">since ${timeText(createdAt)}</span>
<span class="quiet when">seen ${timeText(seenAt)}</span></div></li>`)}</ul>
<form method="post" action="${`/admin/users/${user.id}/sessions`}">${tokenField(viewer)}
<button>${isOwn ? 'End all but this session' : 'End all sessions'}</button></form>`}
</section>`
}
