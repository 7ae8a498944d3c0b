// The pages that the links in mails lead to. They only show a form: programs that look for viruses
// open each link in a mail, and must not use it up.

import { html, type Html } from './framework/html.ts'
import { alert } from './frame.ts'

/** Makes the form for a new password. */
export function resetPage(token: string, problem?: string): Html {
  return html`${alert(problem)}<form method="post" action="/login/reset">
<input type="hidden" name="token" value="${token}">
<p><label>New password (8 characters or more)
<input type="password" name="password" autocomplete="new-password" required></label></p>
<button>Set the password</button>
</form>
`
}

/** Makes the button that confirms an address. */
export function confirmPage(token: string, problem?: string): Html {
  return html`${alert(problem)}<form method="post" action="/login/confirm">
<input type="hidden" name="token" value="${token}">
<button>Confirm my email address</button>
</form>
`
}

/** Makes the form that asks for a link. */
export function forgotPage(formToken: string): Html {
  return html`<form method="post" action="/login/forgot">
<input type="hidden" name="token" value="${formToken}">
<p><label>Email address
<input type="email" name="email" autocomplete="username" required></label></p>
<button>Send me a link</button>
</form>
`
}

/** Says that a mail is on its way, or isn't. */
export const sentPage = html`<p>If there is an account with this address, a mail is on its way.</p>
`
