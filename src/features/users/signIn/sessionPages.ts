// The page of all browsers and programs that are signed in. Lesson: sessions (tour)

import type { ListedFamily } from '../../../auth/tokens/refresh.ts'
import type { ListedSession } from '../../../auth/sessions/session.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import { general, tokenField } from '../fields.ts'
import { accountPage, timeText, type Viewer } from '../frame.ts'

export type SignIns = {
  sessions: readonly ListedSession[]
  families: readonly ListedFamily[]
  /** The session of the browser that looks. */
  current: number | undefined
  success: string | undefined
}

export function sessionsPage(
  viewer: Viewer, signIns: SignIns, { form, status, headers }: ShownForm,
): Reply {
  const { sessions, families, success } = signIns
  return accountPage({
    viewer,
    title: 'Where you are signed in',
    status,
    headers,
    success,
    lead: "If you don't recognize one, end it and change your password.",
    body: html`${general(form.issues)}
<h2>Browsers</h2>
<ul class="entries">${sessions.map((session) => sessionRow(viewer, session, signIns))}</ul>
${families.length > 0 && html`<h2>Programs</h2>
<ul class="entries">${families.map((family) => familyRow(viewer, family))}</ul>`}
${sessions.length + families.length > 1 && endOthers(viewer)}`,
  })
}

function sessionRow(viewer: Viewer, session: ListedSession, { current }: SignIns): Html {
  const isCurrent = session.id === current
  return row(session, isCurrent
    ? html`<span class="badge">this one</span>`
    : endForm(viewer, session, 'sessions'))
}

function familyRow(viewer: Viewer, family: ListedFamily): Html {
  return row(family, endForm(viewer, family, 'programs'))
}

function row({ agent, createdAt, seenAt }: ListedSession | ListedFamily, act: HtmlValue): Html {
  return html`<li><div><strong>${agent}</strong>
<span class="quiet">Last seen ${timeText(seenAt)}, signed in ${timeText(createdAt)}</span></div>
${act}</li>`
}

// Several rows may have the same name; the time tells them apart for people who hear the buttons.
function endForm(
  viewer: Viewer, { id, agent, seenAt }: ListedSession, kind: 'sessions' | 'programs',
): Html {
  return html`<form method="post" action="/account/${kind}/${id}/end">${tokenField(viewer)}
<button>End<span class="unseen">: ${agent}, last seen ${timeText(seenAt)}</span></button></form>`
}

function endOthers(viewer: Viewer): Html {
  return html`<form method="post" action="/account/sessions/end" class="actions">
${tokenField(viewer)}<button class="danger">Sign out everywhere else</button></form>`
}
