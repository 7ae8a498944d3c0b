// Asks for the password again, before an action that a stranger at an unlocked computer must not
// do. Lesson: user-management (appendix)

import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import {
  choosePassword, hiddenField, passwordFields, tokenField, type FormState,
} from '../../site/fields.ts'
import type { ShownForm } from '../../site/form.ts'
import { adminPage, partOf } from '../frame.ts'
import type { AdminViewer } from '../requester.ts'

type ShownConfirm = ShownForm & { next: string; hasPassword: boolean }

export function confirmPage(
  viewer: AdminViewer, { form, next, hasPassword, ...response }: ShownConfirm,
): Reply {
  return adminPage({
    ...response,
    viewer,
    title: 'Confirm your password',
    part: partOf(next),
    body: hasPassword ? confirmForm(viewer, form, next) : choosePassword(),
  })
}

function confirmForm(viewer: AdminViewer, form: FormState, next: string): Html {
  return html`<p class="lead">Type your password to continue. You won't have to type it again for
10 minutes.</p>
<form method="post" action="/admin/confirm" class="unlock">${tokenField(viewer)}
${hiddenField('next', next)}
${passwordFields(form, viewer.account.email, { isFirst: true })}
<button class="primary">Continue</button></form>`
}
