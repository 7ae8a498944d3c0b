// The mails that a developer's server keeps instead of sending them.
// Lesson: user-management (appendix)

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { OutboxEntry } from '../../../services/mail/fileTransport.ts'
import { adminPage, timeText, type Viewer } from '../frame.ts'

export function outboxPage(viewer: Viewer, mails: readonly OutboxEntry[]): Reply {
  return adminPage({
    viewer,
    title: 'Outbox',
    part: '/admin/outbox',
    body: html`<p class="lead">This server doesn't send emails: it keeps them here for you to
read.</p>
${mails.length === 0 && html`<p class="quiet">It's empty.</p>`}
${mails.map(({ recipient, subject, time, text }) => html`<section class="case">
<h2>${subject}</h2><p class="quiet">To ${recipient}, ${timeText(time.getTime())}</p>
<pre>${text}</pre></section>`)}`,
  })
}
