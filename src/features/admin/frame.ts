// The frame of the administrators' pages: the way from one to the other, and small pieces that
// several of them use. All of them work without a script. Lesson: user-management (appendix)

import type { User } from '../../auth/access/users.ts'
import { makeFormToken } from '../../auth/sessions/csrf.ts'
import type { Account, CurrentSession } from '../../auth/access/identity.ts'
import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../http/reply.ts'
import { sitePage } from '../site/page.ts'

/** Who looks at a page. */
export type Viewer = { account: Account; session: CurrentSession; hasOutbox: boolean }

export type AdminPage = {
  viewer: Viewer
  title: string
  /** The address of the part that the page belongs to. */
  part: string
  body: HtmlValue
  status?: number
  headers?: ReplyHeaders
}

const parts = [
  ['/admin', 'Numbers'], ['/admin/users', 'Users'], ['/admin/invitations', 'Invitations'],
  ['/admin/reports', 'Reports'],
  ['/admin/audit', 'Audit'], ['/admin/outbox', 'Outbox'],
] as const

/** Makes a page for administrators. */
export function adminPage({
  viewer, title, part, body, status = 200, headers,
}: AdminPage): Reply {
  const shown = parts.filter(([path]) => path !== '/admin/outbox' || viewer.hasOutbox)
  return sitePage({
    title,
    status,
    headers: { 'cache-control': 'no-store', ...headers },
    account: viewer.account,
    styles: ['admin.css'],
    body: html`<nav class="admin-nav" aria-label="Administration">
${shown.map(([path, name]) => html`<a href="${path}"
${path === part && html`aria-current="page"`}>${name}</a> `)}</nav>
<h1>${title}</h1>
${body}`,
  })
}

/** The hidden field that no other site can know. */
export function tokenField({ session }: Viewer): Html {
  return html`<input type="hidden" name="formToken" value="${makeFormToken(session.token)}">`
}

/** Shows what went wrong above a form. */
export function problemLine(problem: string | undefined): HtmlValue {
  return problem !== undefined && html`<p class="error" role="alert">${problem}.</p>`
}

/** Words for what differs from an ordinary account. */
export function userBadges({ role, disabledAt }: User): HtmlValue {
  return [
    role === 'admin' && html` <span class="badge">admin</span>`,
    disabledAt !== null && html` <span class="badge disabled">disabled</span>`,
  ]
}

/** A time in the words of all other pages: minutes, UTC. */
export function timeText(timeMs: number): Html {
  const time = new Date(timeMs).toISOString()
  return html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** A choice of a form; the empty value stands for all. */
export function choiceField(
  name: string, { label, chosen, choices }: {
    label: string
    chosen: string | undefined
    choices: readonly (readonly [value: string, text: string])[]
  },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${choices.map(([value, text]) => {
  const isChosen = value === (chosen ?? '')
  return html`<option value="${value}" ${isChosen && html`selected`}>${text}</option>`
})}</select></div>`
}

/** A line of text in a form. */
export function textField(
  name: string,
  { label, value, example = '' }: { label: string; value: string; example?: string },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" placeholder="${example}"
maxlength="200"></div>`
}

/** The link to the rest of a list. */
export function moreLink(next: string | undefined, text: string): HtmlValue {
  return next !== undefined && html`<p><a class="button" href="${next}">${text}</a></p>`
}

/** Writes a number with its noun: `1 user`, `1,200 users`. */
export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
