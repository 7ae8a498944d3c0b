// The pages of signing in and out. Lesson: sessions (tour)

import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import { general, hiddenField, inputField, tokenField } from '../fields.ts'
import { accountPage, doorPage, successLine, type Viewer } from '../frame.ts'

export type SignInPage = ShownForm & {
  /** Where to go on; a path of ours. */
  next: string
  success?: string | undefined
  /** The button that leads to another provider. */
  otherWay?: Html | undefined
  /** Whether to offer an account to somebody who has none. */
  canSignUp: boolean
}

export function signInPage(
  { form, status, headers, next, success, otherWay, canSignUp }: SignInPage,
): Reply {
  // After a mistyped password, the email address is kept and the password field has the focus.
  const hasAddress = Boolean(form.typed['email'])
  return doorPage({
    title: 'Sign in',
    status,
    headers,
    body: html`${successLine(success)}
<form method="post" action="/login" class="card">${hiddenField('next', next)}
${general(form.issues)}
${inputField(form, {
    name: 'email', label: 'Your email address', type: 'email', autocomplete: 'username',
    isFirst: !hasAddress,
  })}
${inputField(form, {
    name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password',
    isFirst: hasAddress,
  })}
<button class="primary">Sign in</button>
</form>
${otherWay}
${canSignUp && html`<p class="quiet">No account yet? <a href="/signup">Sign up</a></p>`}
<p class="quiet">Forgotten your password? <a href="/forgot">Reset it</a></p>`,
  })
}

/** Asks for the second factor. The ticket stands for the password that was right. */
export function codePage(
  { ticket, next }: { ticket: string; next: string }, { form, status, headers }: ShownForm,
): Reply {
  return doorPage({
    title: 'One more step',
    status,
    headers,
    body: html`<p class="lead">Open the authenticator app on your device, and type the six digits
that it shows for this site.</p>
<form method="post" action="/login/code" class="card">
${hiddenField('ticket', ticket)}${hiddenField('next', next)}
${general(form.issues)}
${inputField(form, {
    name: 'code', label: 'Code', autocomplete: 'one-time-code', isFirst: true,
    hint: 'Without the device, type one of your recovery codes',
  })}
<button class="primary">Sign in</button>
</form>
<p class="quiet"><a href="/login">Begin again</a></p>`,
  })
}

/** Asks whether to sign out: a link cannot, because a GET changes nothing. */
export function signOutPage(viewer: Viewer, { form, status, headers }: ShownForm): Reply {
  return accountPage({
    viewer,
    title: 'Sign out?',
    status,
    headers,
    body: html`<form method="post" action="/logout" class="card">${tokenField(viewer)}
${general(form.issues)}
<p>Your links and your settings stay as they are.</p>
<button class="primary">Sign out</button></form>`,
  })
}
