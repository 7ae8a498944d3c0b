// The page of invitations.
// Lesson: user-management (tour)

import type { Invitation } from '../../../auth/access/invitations.ts'
import type { SignUpMode } from '../../../basics/config.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { closedSentence } from './rules.ts'
import { adminPage, timeText, tokenField, type Viewer } from '../frame.ts'

export type InvitationsPage = {
  mode: SignUpMode
  invitations: readonly Invitation[]
  /** What was just done. */
  done: string | null
  /** What was typed, to be shown again. */
  email: string
  problem: string | undefined
  status: number
}

const doneSentences: Record<string, string> = {
  sent: 'The invitation is on its way',
  revoked: 'The invitation is revoked: its link no longer works',
}

const leads: Record<SignUpMode, string> = {
  open: 'Everybody can sign up. Invited people skip the confirmation email.',
  invite: 'Only people with an invitation can sign up.',
  closed: `${closedSentence}. The links of earlier invitations don't work.`,
}

export function invitationsPage(viewer: Viewer, page: InvitationsPage): Reply {
  const { mode, invitations, done, status } = page
  const sentence = done !== null && Object.hasOwn(doneSentences, done) && doneSentences[done]
  return adminPage({
    viewer,
    title: 'Invitations',
    part: '/admin/invitations',
    status,
    body: html`${sentence && html`<p class="success" role="status">${sentence}.</p>`}
<p>${leads[mode]}</p>
${mode !== 'closed' && inviteForm(viewer, page)}
<section aria-labelledby="open-title"><h2 id="open-title">Open invitations</h2>
${invitations.length === 0
  ? html`<p class="quiet">There are none.</p>`
  : html`<ul class="admin-list">${invitations.map((each) => invitationRow(viewer, each))}</ul>`}
</section>`,
  })
}

function inviteForm(viewer: Viewer, { email, problem }: InvitationsPage): Html {
  return html`<form method="post" action="/admin/invitations" class="unlock">${tokenField(viewer)}
<label for="email">Email address</label>
<input id="email" name="email" type="email" inputmode="email" autocomplete="off" maxlength="254"
required spellcheck="false" autocapitalize="none" value="${email}"
aria-invalid="${problem === undefined ? 'false' : 'true'}"
aria-describedby="email-hint email-error">
<p class="hint" id="email-hint">It gets a link that works once, for seven days. The person chooses
their own password.</p>
<p class="error" id="email-error" role="alert">${problem !== undefined && `${problem}.`}</p>
<button class="primary">Send invitation</button></form>`
}

function invitationRow(viewer: Viewer, { id, email, createdAt, expiresAt }: Invitation): Html {
  return html`<li><div class="admin-row"><span class="what">${email}</span>
<span class="quiet">Sent ${timeText(createdAt)}<br>Expires ${timeText(expiresAt)}</span>
<form method="post" action="${`/admin/invitations/${id}/revoke`}">${tokenField(viewer)}
<button aria-label="${`Revoke the invitation of ${email}`}">Revoke</button></form></div></li>`
}
