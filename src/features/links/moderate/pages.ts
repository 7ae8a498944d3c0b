// The form with which a visitor reports a link, and what they see afterwards.
// Lesson: safe-targets (tour)

import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { choiceField } from '../../site/fields.ts'
import { noticePage, startLink } from '../../site/page.ts'

/** Why a link can be reported: what is stored, and what visitors read. */
export const reasons = [
  ['phishing', 'It asks for passwords or money'],
  ['malware', 'It spreads harmful programs'],
  ['spam', 'It is spam'],
  ['illegal', 'It is illegal'],
  ['other', 'Something else'],
] as const

/** The form that reports a link. */
export function reportForm(slug: string): Html {
  return html`<section class="report" aria-labelledby="report-title">
<h2 id="report-title">Report this link</h2>
<form method="post" action="/links/${slug}/report" class="fields">
${choiceField('reason', { label: "What's wrong with it?", chosen: undefined, choices: reasons })}
<div class="field"><label for="details">Details</label>
<textarea id="details" name="details" rows="3" maxlength="1000" dir="auto"></textarea></div>
<p class="actions"><button>Report</button></p></form></section>`
}

/** Thanks for a report. */
export function reportedPage(slug: string): Reply {
  return noticePage({
    title: 'Thank you',
    headers: { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' },
    body: html`<p>Your report about /${slug} was stored. An administrator will look at it.</p>
${startLink}`,
  })
}
