// The page of administrators: all users, and what has happened. What users have typed is in it, so
// it's escaped like everywhere else: this page would be worth the most to an attacker.

import { html, type Html } from './framework/html.ts'
import type { ListedEvent } from './audit.ts'
import type { ListedUser } from './users.ts'

/** Makes the content of the page. */
export function adminPage(
  users: readonly ListedUser[], events: readonly ListedEvent[],
): Html {
  return html`<h2>Users</h2>
<table>
<tr><th>Id</th><th>Email address</th><th>Name</th><th>Role</th><th>Disabled</th></tr>
${users.map(({ id, email, name, role, isDisabled }) => html`<tr><td>${id}</td><td>${email}</td>
<td>${name}</td><td>${role}</td><td>${isDisabled ? 'yes' : 'no'}</td></tr>
`)}</table>
<h2>Events</h2>
<table>
<tr><th>Time</th><th>Actor</th><th>Action</th><th>User</th></tr>
${events.map(({ at, actor, action, user }) => html`<tr><td>${at}</td>
<td>${actor ?? 'a stranger'}</td><td>${action}</td><td>${user ?? 'unknown'}</td></tr>
`)}</table>
`
}
