// A page of its own for each dangerous act: what will happen, and one button.
// Lesson: user-management (appendix)

import type { User } from '../../../auth/access/users.ts'
import { html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { UserChange } from './rules.ts'
import { adminPage, problemLine, tokenField, type Viewer } from '../frame.ts'

export type ActName = 'promote' | 'demote' | 'disable' | 'enable'

type Act = { title: string; button: string; change: UserChange; words: HtmlValue }

const signsOut = 'They get an email, are signed out everywhere and have to sign in again.'

/** The acts, by their names in addresses. */
export const acts: Record<ActName, Act> = {
  promote: {
    title: 'Make an administrator?',
    button: 'Make an administrator',
    change: { role: 'admin' },
    words: `They will see all users and reports, and can disable accounts and links. ${signsOut}`,
  },
  demote: {
    title: 'Take the role away?',
    button: 'Take the role away',
    change: { role: 'user' },
    words: `They keep their account and their links. Their keys lose the scope admin for good.
${signsOut}`,
  },
  disable: {
    title: 'Disable the account?',
    button: 'Disable the account',
    change: { disabled: true },
    words: `They are signed out everywhere and can't sign in, and their keys stop working at once.
Their links keep working.`,
  },
  enable: {
    title: 'Enable the account?',
    button: 'Enable the account',
    change: { disabled: false },
    words: 'They can sign in again with their own password, and their keys work again.',
  },
}

/** Says whether an address names an act. */
export function isActName(name: string): name is ActName {
  return Object.hasOwn(acts, name)
}

export type ActPage = {
  name: ActName
  user: User
  problem?: string | undefined
  status?: number
}

/** Asks before an act is done. */
export function actPage(viewer: Viewer, { name, user, problem, status = 200 }: ActPage): Reply {
  const { title, button, words } = acts[name]
  const address = `/admin/users/${user.id}`
  return adminPage({
    viewer,
    title,
    part: '/admin/users',
    status,
    body: html`<p class="lead"><strong>${user.email}</strong>${user.name && `, ${user.name}`}</p>
<p>${words}</p>
${problemLine(problem)}
<form method="post" action="${`${address}/${name}`}" class="actions">${tokenField(viewer)}
<input type="hidden" name="version" value="${user.version}">
<button class="${name === 'disable' ? 'danger' : 'primary'}">${button}</button>
<a class="button" href="${address}">Cancel</a></form>`,
  })
}
