// The page with the forms to sign in and to sign up.

import { html, type Html } from './framework/html.ts'
import { alert } from './frame.ts'

export type LoginParts = {
  formToken: string
  /** What was typed, when a form comes back. */
  email: string
  /** What was wrong with it. */
  problem?: string | undefined
}

/** Makes the content of the page. */
export function loginPage({ formToken, email, problem }: LoginParts): Html {
  const hidden = html`<input type="hidden" name="token" value="${formToken}">`
  const address = html`<p><label>Email address
<input type="email" name="email" value="${email}" autocomplete="username" required></label></p>`
  return html`${alert(problem)}<h2>Sign in</h2>
<form method="post" action="/login">
${hidden}
${address}
<p><label>Password
<input type="password" name="password" autocomplete="current-password" required></label></p>
<button>Sign in</button>
</form>
<p><a href="/login/forgot">Forgot your password?</a></p>
<h2>Sign up</h2>
<form method="post" action="/signup">
${hidden}
${address}
<p><label>Password (8 characters or more)
<input type="password" name="password" autocomplete="new-password" required></label></p>
<button>Sign up</button>
</form>
`
}
