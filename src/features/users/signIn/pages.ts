// The pages of signing in and out, and of all browsers and programs that are signed in.
// Lesson: sessions (tour)

import type { ListedSignIn } from '../../../auth/access/identity.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import {
  choosePassword, general, hiddenField, inputField, passwordFields, tokenField, type FormState,
} from '../../site/fields.ts'
import type { ShownForm, Viewer } from '../../site/form.ts'
import { successLine } from '../../site/page.ts'
import { timeText } from '../../site/texts.ts'
import { accountPage, emailField, signedOutPage } from '../frame.ts'
import type { AccountViewer } from '../viewer.ts'
import type { SignIns } from './rules.ts'

type SignInPage = ShownForm & {
  /** Where to go on; a path of ours. */
  next: string
  success?: string | undefined
  /** The button that leads to another provider. */
  otherWay?: Html | undefined
  /** Whether to offer an account to somebody who has none. */
  canSignUp: boolean
}

export function signInPage(
  { form, next, success, otherWay, canSignUp, ...response }: SignInPage,
): Reply {
  // After a mistyped password, the email address is kept and the password field has the focus.
  const hasAddress = Boolean(form.typed['email'])
  return signedOutPage({
    title: 'Sign in',
    ...response,
    body: html`${successLine(success)}
<form method="post" action="/login" class="card">${hiddenField('next', next)}
${general(form.issues)}
${emailField(form, !hasAddress)}
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
  { ticket, next }: { ticket: string; next: string }, { form, ...response }: ShownForm,
): Reply {
  return signedOutPage({
    title: 'One more step',
    ...response,
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
<p class="quiet"><a href="/login">Start again</a></p>`,
  })
}

/** Asks whether to sign out: a link cannot, because a GET changes nothing. */
export function signOutPage(viewer: Viewer, { form, ...response }: ShownForm): Reply {
  return accountPage({
    viewer,
    title: 'Sign out?',
    ...response,
    body: html`<form method="post" action="/logout" class="card">${tokenField(viewer)}
${general(form.issues)}
<p>Your links and your settings stay as they are.</p>
<button class="primary">Sign out</button></form>`,
  })
}

/** The sign-ins of a user, as the page of them shows them. */
type ShownSignIns = SignIns & {
  success: string | undefined
  /** Whether the password has to be entered first. */
  isLocked: boolean
  /** The button of another provider, for people without a password. */
  otherWay: Html | undefined
}

export function sessionsPage(
  viewer: AccountViewer, signIns: ShownSignIns, { form, ...response }: ShownForm,
): Reply {
  const { sessions, families, success, isLocked } = signIns
  const hasOthers = sessions.length + families.length > 1
  return accountPage({
    viewer,
    title: 'Where you are signed in',
    ...response,
    success,
    lead: "If you don't recognize one, end it and change your password.",
    body: html`${!isLocked && general(form.issues)}
<h2>Browsers</h2>
<ul class="entries">${sessions.map((session) => sessionRow(viewer, session, isLocked))}</ul>
${families.length > 0 && html`<h2>Programs</h2>
<ul class="entries">${families.map((family) =>
  row(family, !isLocked && endForm(viewer, family, 'programs')))}</ul>`}
${hasOthers && (isLocked ? unlock(viewer, form, signIns) : endOthers(viewer))}`,
  })
}

function sessionRow(viewer: AccountViewer, session: ListedSignIn, isLocked: boolean): Html {
  const isCurrent = session.id === viewer.session?.id
  return row(session, isCurrent
    ? html`<span class="badge">this one</span>`
    : !isLocked && endForm(viewer, session, 'sessions'))
}

function unlock(viewer: AccountViewer, form: FormState, { otherWay }: ShownSignIns): Html {
  if (viewer.user.hasPassword === 0) {
    return otherWay === undefined ? choosePassword() : html`<p>You signed in more than ten minutes
ago. To end a sign-in, sign in again.</p>
${otherWay}`
  }
  return html`<p>You signed in more than ten minutes ago. To end a sign-in, enter your password.</p>
<form method="post" action="/account/sessions/confirm" class="unlock">${tokenField(viewer)}
${passwordFields(form, viewer.user.email)}
<button class="primary">Continue</button></form>`
}

function row({ agent, createdAt, seenAt }: ListedSignIn, act: HtmlValue): Html {
  return html`<li><div><strong>${agent}</strong>
<span class="quiet">Last seen ${timeText(seenAt)}, signed in ${timeText(createdAt)}</span></div>
${act}</li>`
}

// Several rows may have the same name; the time tells them apart for people who hear the buttons.
function endForm(
  viewer: Viewer, { id, agent, seenAt }: ListedSignIn, kind: 'sessions' | 'programs',
): Html {
  return html`<form method="post" action="/account/${kind}/${id}/end">${tokenField(viewer)}
<button>End<span class="unseen">: ${agent}, last seen ${timeText(seenAt)}</span></button></form>`
}

function endOthers(viewer: Viewer): Html {
  return html`<form method="post" action="/account/sessions/end" class="actions">
${tokenField(viewer)}<button class="danger">Sign out everywhere else</button></form>`
}
