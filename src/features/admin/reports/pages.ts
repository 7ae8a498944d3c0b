// Reported links, one box for each: what visitors say, where it leads, and the decision. The target
// is text and no link, because it may be what the reports say that it is.
// Lesson: user-management (appendix)

import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { JudgedLink, ReportedLink } from '../dependencies.ts'
import { defaultReason } from './rules.ts'
import { adminPage, count, problemLine, timeText, tokenField, type Viewer } from '../frame.ts'

export type ReportsPage = {
  reported: readonly ReportedLink[]
  blocked: readonly JudgedLink[]
  done: string | null
  problem?: string | undefined
  status?: number
}

const doneWords: Record<string, string> = {
  dismiss: 'The link stays as it is',
  block: 'The link is disabled',
  unblock: 'The link works again',
}

export function reportsPage(viewer: Viewer, page: ReportsPage): Reply {
  const { reported, blocked, done, problem, status = 200 } = page
  const word = done !== null && Object.hasOwn(doneWords, done) && doneWords[done]
  return adminPage({
    viewer,
    title: 'Reported links',
    part: '/admin/reports',
    status,
    body: html`${word && html`<p class="success" role="status">${word}.</p>`}
${problemLine(problem)}
${reported.length === 0 && html`<p class="quiet">There are no open reports.</p>`}
${reported.map((link) => reportedBox(viewer, link))}
${blocked.length > 0 && html`<section aria-labelledby="blocked-title">
<h2 id="blocked-title">Disabled by an administrator</h2>
<ul class="admin-list">${blocked.map((link) => blockedRow(viewer, link))}</ul></section>`}`,
  })
}

function reportedBox(viewer: Viewer, link: ReportedLink): Html {
  const title = `report-${link.slug}`
  return html`<section class="case" aria-labelledby="${title}">
<h2 id="${title}"><span class="slug">/${link.slug}</span>
${link.isBlocked === 1 && html`<span class="badge disabled">blocked</span>`}</h2>
<p class="address"><code>${link.target}</code></p>
<p>${count(link.reports, 'report', 'reports')}:
${link.reasons.map(({ reason, reports }) => `${reason} (${reports})`).join(', ')}.
The first came ${timeText(link.firstAt)}. ${ownerText(link)}</p>
${link.words.length > 0 && html`<ul class="words">${link.words.map(({ reason, details, at }) =>
  html`<li><q dir="auto">${details}</q> <span class="quiet">${reason},
${timeText(at)}</span></li>`)}</ul>`}
${decisions(viewer, link)}
</section>`
}

function decisions(viewer: Viewer, { slug, isBlocked }: ReportedLink): Html {
  const action = `/admin/reports/${slug}`
  const field = `reason-${slug}`
  return html`<div class="decisions">
<form method="post" action="${action}">${tokenField(viewer)}
<button name="decision" value="dismiss">Dismiss the reports</button></form>
${isBlocked === 0 && html`<form method="post" action="${action}" class="inline">
${tokenField(viewer)}<label for="${field}">Reason, shown to visitors</label>
<input id="${field}" name="reason" maxlength="200" value="${defaultReason}">
<button class="danger" name="decision" value="block">Disable</button></form>`}
</div>`
}

function blockedRow(viewer: Viewer, link: JudgedLink): Html {
  return html`<li><div class="admin-row"><span class="what slug">/${link.slug}</span>
<span>${link.disabledReason}<br><span class="quiet">${link.target}</span></span>
<form method="post" action="${`/admin/links/${link.slug}/unblock`}">${tokenField(viewer)}
<button aria-label="${`Enable /${link.slug}`}">Enable</button></form></div></li>`
}

function ownerText({ user }: JudgedLink): HtmlValue {
  if (user === null) return 'It was made without an account.'
  return html`<a href="${`/admin/users/${user}`}">Look at its owner</a>`
}
