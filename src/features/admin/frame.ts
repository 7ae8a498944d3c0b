// The frame of the administrators' pages: their navigation, and small pieces that several of them
// use. All of them work without a script. Lesson: user-management (appendix)

import type { User } from '../../auth/access/users.ts'
import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../http/reply.ts'
import type { FormState } from '../site/fields.ts'
import { sitePage, successLine } from '../site/page.ts'
import type { AdminViewer } from './requester.ts'

type AdminPage = {
  viewer: AdminViewer
  title: string
  /** The path of the part that the page belongs to. */
  part: string
  body: HtmlValue
  status?: number
  headers?: ReplyHeaders
}

const parts = [
  ['/admin', 'Dashboard'], ['/admin/users', 'Users'], ['/admin/invitations', 'Invitations'],
  ['/admin/links', 'Links'], ['/admin/reports', 'Reports'], ['/admin/audit', 'Audit'],
  ['/admin/outbox', 'Outbox'],
] as const

/** Gives the part that a path belongs to: `/admin/links` for what is below it. */
export function partOf(path: string): string {
  const [part] = parts.findLast(([start]) => path.startsWith(start)) ?? parts[0]
  return part
}

/** Makes a page for administrators. */
export function adminPage(page: AdminPage): Reply {
  const { viewer, title, part, body, status = 200, headers = {} } = page
  const shown = parts.filter(([path]) => path !== '/admin/outbox' || viewer.hasOutbox)
  return sitePage({
    title,
    status,
    headers,
    account: viewer.account,
    styles: ['admin.css'],
    // It shows times in the time zone of the browser.
    scripts: ['account.js'],
    body: html`<nav class="admin-nav" aria-label="Administration">
${shown.map(([path, name]) => html`<a href="${path}"
${path === part && html`aria-current="page"`}>${name}</a> `)}</nav>
<h1>${title}</h1>
${body}`,
  })
}

/** Says what was done just now: the query names one of these sentences, or none. */
export function doneLine(sentences: Record<string, string>, done: string | null): HtmlValue {
  return done !== null && Object.hasOwn(sentences, done) && successLine(sentences[done])
}

/** Says why a form was refused, above all forms of a page whose fields have no room for it. */
export function problemLine({ issues: [issue] }: FormState): HtmlValue {
  return issue && html`<p class="error" role="alert">${issue.message}.</p>`
}

/** Words for what differs from an ordinary account. */
export function userBadges({ role, disabledAt }: User): HtmlValue {
  return [
    role === 'admin' && html` <span class="badge">admin</span>`,
    disabledAt !== null && html` <span class="badge disabled">disabled</span>`,
  ]
}

/** A line of text to search by. */
export function searchField(
  name: string,
  { label, value, example = '' }: { label: string; value: string; example?: string },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" placeholder="${example}"
maxlength="200" autocapitalize="none" spellcheck="false"></div>`
}

/** The link to the rest of a list. */
export function moreLink(next: string | undefined, text: string): HtmlValue {
  return next !== undefined && html`<p><a class="button" href="${next}">${text}</a></p>`
}
