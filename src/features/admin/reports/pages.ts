// Reported links, one box for each: what visitors say, where it leads, and the decision. The target
// is text and no link, because it may be what the reports say that it is.
// Lesson: user-management (appendix)

import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { tokenField } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import type { ModeratedLink, ReportedLink } from '../../site/moderation.ts'
import { count, timeText } from '../../site/texts.ts'
import { adminPage, doneLine, problemLine } from '../frame.ts'
import type { AdminViewer } from '../requester.ts'
import { defaultReason } from './rules.ts'

type ReportsPage = ShownForm & {
  reported: readonly ReportedLink[]
  blocked: readonly ModeratedLink[]
  done: string | null
}

const doneSentences = {
  dismiss: 'The link stays as it is',
  block: 'The link is switched off',
}

export function reportsPage(
  viewer: AdminViewer, { reported, blocked, done, form, ...response }: ReportsPage,
): Reply {
  return adminPage({
    ...response,
    viewer,
    title: 'Reported links',
    part: '/admin/reports',
    body: html`${doneLine(doneSentences, done)}
${problemLine(form)}
${reported.length === 0 && html`<p class="quiet">There are no open reports.</p>`}
${reported.map((link) => reportedBox(viewer, link))}
${blocked.length > 0 && html`<section aria-labelledby="blocked-title">
<h2 id="blocked-title">Switched off by an administrator</h2>
<ul class="admin-list">${blocked.map(blockedRow)}</ul></section>`}`,
  })
}

function reportedBox(viewer: AdminViewer, link: ReportedLink): Html {
  const title = `report-${link.slug}`
  return html`<section class="case" aria-labelledby="${title}">
<h2 id="${title}"><span class="slug">/${link.slug}</span>
${link.isBlocked === 1 && html`<span class="badge blocked">switched off</span>`}</h2>
<p class="address"><code>${link.target}</code></p>
<p>${count(link.reports, 'report')}:
${link.reasons.map(({ reason, reports }) => `${reason} (${reports})`).join(', ')}.
The first came ${timeText(link.firstAt)}. ${ownerText(link)}</p>
${link.words.length > 0 && html`<ul class="words">${link.words.map(({ reason, details, at }) =>
  html`<li><q dir="auto">${details}</q> <span class="quiet">${reason},
${timeText(at)}</span></li>`)}</ul>`}
${decisions(viewer, link)}
</section>`
}

function decisions(viewer: AdminViewer, { slug, isBlocked }: ReportedLink): Html {
  const action = `/admin/reports/${slug}`
  const field = `reason-${slug}`
  return html`<div class="decisions">
<form method="post" action="${action}">${tokenField(viewer)}
<button name="decision" value="dismiss">Dismiss the reports</button></form>
${isBlocked === 0 && html`<form method="post" action="${action}" class="inline">
${tokenField(viewer)}<label for="${field}">Reason, shown to visitors</label>
<input id="${field}" name="reason" maxlength="200" dir="auto"
value="${defaultReason}">
<button class="danger" name="decision" value="block">Switch off</button></form>`}
</div>`
}

function blockedRow({ slug, disabledReason, target }: ModeratedLink): Html {
  return html`<li><div class="admin-row"><span class="what slug">/${slug}</span>
<span><span dir="auto">${disabledReason}</span><br><span class="quiet">${target}</span></span>
<span class="when"><a class="button" href="${`/admin/links/${slug}/unblock`}"
aria-label="Switch on again /${slug}">Switch on again</a></span></div></li>`
}

function ownerText({ user }: ModeratedLink): HtmlValue {
  if (user === null) return 'It was made without an account.'
  return html`<a href="${`/admin/users/${user}`}">Look at its owner</a>`
}
