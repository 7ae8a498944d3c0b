// The list of users: search, filters, and a row for each. Lesson: user-management (appendix)

import type { User } from '../../../auth/access/users.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { UserQuery } from './userList.ts'
import {
  adminPage, choiceField, moreLink, textField, timeText, userBadges, type Viewer,
} from '../frame.ts'

export type UsersPage = {
  query: UserQuery
  users: readonly User[]
  /** The address of the next page. */
  next: string | undefined
}

export function usersPage(viewer: Viewer, { query, users, next }: UsersPage): Reply {
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

function filters({ search, role, state, sort }: UserQuery): Html {
  return html`<form role="search" action="/admin/users" class="filters">
${textField('search', { label: 'Address or name', value: search })}
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
