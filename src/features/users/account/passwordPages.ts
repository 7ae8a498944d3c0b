// The pages for a new password and for deleting the account. Lesson: roles-and-ownership (tour)

import type { User } from '../../../auth/access/users.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { errorText, general, inputField, passwordField, tokenField } from '../../site/fields.ts'
import type { ShownForm, Viewer } from '../../site/form.ts'
import { count } from '../../site/text.ts'
import { accountPage, hiddenUsername, newPasswordField } from '../frame.ts'

/** What a page that needs a password shows to somebody who has none. */
export function choosePassword(): Html {
  return html`<p>You sign in with another site and don't have a password here yet. Set one first:
you get an email with a link for it.</p>
<p class="actions"><a class="button primary" href="/forgot">Set a password</a></p>`
}

export function passwordPage(
  viewer: Viewer, { user, keys }: { user: User; keys: number },
  { form, status, headers }: ShownForm,
): Reply {
  return accountPage({
    viewer,
    title: 'Your password',
    status,
    headers,
    lead: `A new password signs out every other browser, every program and every application. API
keys stay valid unless you revoke them.`,
    body: user.hasPassword === 0 ? choosePassword() : html`
<form method="post" action="/account/password" class="card">${tokenField(viewer)}
${hiddenUsername(user.email)}
${general(form.issues)}
${inputField(form, {
    name: 'currentPassword', label: 'Current password', type: 'password',
    autocomplete: 'current-password', isFirst: true,
  })}
${newPasswordField(form, 'newPassword')}
${keys > 0 && html`<div class="field checks"><label><input type="checkbox" name="revokeKeys"
value="yes" ${form.typed['revokeKeys'] === 'yes' && html`checked`}> Revoke my API keys too
(${count(keys, 'key')}): somebody else may know one</label></div>`}
<button class="primary">Change password</button></form>
<p class="quiet">Forgotten your current password? <a href="/forgot">Reset it by email</a></p>`,
  })
}

export function deletePage(
  viewer: Viewer, user: User, { form, status, headers }: ShownForm,
): Reply {
  return accountPage({
    viewer,
    title: 'Delete your account',
    status,
    headers,
    lead: `This deletes everything at once and for good: your links and their statistics, your keys
and your sessions. People who follow one of your links get an error page.`,
    body: html`<p>You may want to <a href="/api/users/me/export" download>export your data</a>
first.</p>
${user.hasPassword === 0 ? choosePassword() : deleteForm(viewer, form)}`,
  })
}

function deleteForm(viewer: Viewer, form: ShownForm['form']): Html {
  return html`<form method="post" action="/account/delete" class="card">${tokenField(viewer)}
${hiddenUsername(viewer.account.email)}
${general(form.issues)}
${passwordField(form, 'So that nobody else who uses this browser can do it', true)}
<div class="field checks"><label><input type="checkbox" name="sure" value="yes" required
aria-describedby="sure-error"> Yes, delete my account and all my links</label>
${errorText(form.issues, 'sure')}</div>
<p class="actions"><button class="danger">Delete my account</button>
<a class="button" href="/account">Cancel</a></p></form>`
}
