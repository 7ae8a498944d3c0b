// The page of invitations.
// Lesson: user-management (tour)

import type { Invitation } from '../../../auth/access/invitations.ts'
import type { SignUpMode } from '../../../basics/config.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { general, inputField, tokenField, type FormState } from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import { timeText } from '../../site/texts.ts'
import { adminPage, doneLine } from '../frame.ts'
import type { AdminViewer } from '../requester.ts'
import { closedSentence } from './rules.ts'

type InvitationsPage = ShownForm & {
  mode: SignUpMode
  invitations: readonly Invitation[]
  /** What was just done. */
  done: string | null
}

const doneSentences = {
  sent: 'The invitation is on its way',
  revoked: 'The invitation is revoked: its link no longer works',
}

const leads: Record<SignUpMode, string> = {
  open: 'Everybody can sign up. Invited people skip the confirmation email.',
  invite: 'Only people with an invitation can sign up.',
  closed: `${closedSentence}. The links of earlier invitations don't work.`,
}

export function invitationsPage(
  viewer: AdminViewer, { mode, invitations, done, form, ...response }: InvitationsPage,
): Reply {
  return adminPage({
    ...response,
    viewer,
    title: 'Invitations',
    part: '/admin/invitations',
    body: html`${doneLine(doneSentences, done)}
<p>${leads[mode]}</p>
${general(form.issues)}
${mode !== 'closed' && inviteForm(viewer, form)}
<section aria-labelledby="open-title"><h2 id="open-title">Open invitations</h2>
${invitations.length === 0
  ? html`<p class="quiet">There are none.</p>`
  : html`<ul class="admin-list">${invitations.map((each) => invitationRow(viewer, each))}</ul>`}
</section>`,
  })
}

function inviteForm(viewer: AdminViewer, form: FormState): Html {
  return html`<form method="post" action="/admin/invitations" class="unlock">${tokenField(viewer)}
${inputField(form, {
  name: 'email', label: 'Email address', type: 'email',
  hint: 'It gets a link that works once, for seven days. The person chooses their own password.',
})}
<button class="primary">Send invitation</button></form>`
}

function invitationRow(viewer: AdminViewer, invitation: Invitation): Html {
  const { id, email, createdAt, expiresAt } = invitation
  return html`<li><div class="admin-row"><span class="what">${email}</span>
<span class="quiet">Sent ${timeText(createdAt)}<br>Expires ${timeText(expiresAt)}</span>
<form method="post" action="${`/admin/invitations/${id}/revoke`}">${tokenField(viewer)}
<button aria-label="${`Revoke the invitation of ${email}`}">Revoke</button></form></div></li>`
}
