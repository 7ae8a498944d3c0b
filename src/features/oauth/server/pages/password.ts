// Asks the signed-in user for the password once more. Lesson: oauth-and-oidc (appendix)

import { html, type Html } from '../../../../http/html.ts'

/** A field for it; the hidden one before tells a password manager whose password it is. */
export function passwordField(email: string, mistake: string | undefined): Html {
  return html`<div class="field">
<input hidden name="username" autocomplete="username" value="${email}">
<label for="password">Your password here</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
aria-invalid="${mistake === undefined ? 'false' : 'true'}" ${mistake !== undefined &&
  html`aria-describedby="password-error"`}>
${mistake !== undefined &&
  html`<p class="error" id="password-error" role="alert">${mistake}.</p>`}
</div>`
}
