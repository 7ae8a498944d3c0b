// The pages of the second factor: why, the QR code for the device, the recovery codes.
// Lesson: second-factor (tour)

import { drawQrSvg } from '../../../basics/qr/draw.ts'
import { encodeQr } from '../../../basics/qr/encode.ts'
import { html, trustedHtml, type Html } from '../../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../../http/reply.ts'
import {
  choosePassword, general, inputField, passwordFields, tokenField,
} from '../../site/fields.ts'
import type { ShownForm, Viewer } from '../../site/form.ts'
import { accountPage, confirmHint } from '../frame.ts'
import type { AccountViewer } from '../viewer.ts'
import type { Enrolment } from './rules.ts'

/** Offers to switch it on, or off. */
export function secondFactorPage(viewer: AccountViewer, { form, ...response }: ShownForm): Reply {
  const { user } = viewer
  const isOn = user.hasSecondFactor === 1
  return accountPage({
    ...response,
    viewer,
    title: 'Second factor',
    lead: isOn
      ? 'Signing in asks for your password and for a code from your device.'
      : `With it, signing in asks for your password and for six digits that an app on your phone
shows. Somebody who finds out only your password can't get in.`,
    body: user.hasPassword === 0 ? choosePassword() : html`
<form method="post" action="/account/second-factor${isOn && '/off'}" class="card">
${tokenField(viewer)}
${passwordFields(form, user.email, { hint: confirmHint, isFirst: true })}
${isOn && inputField(form, {
  name: 'code', label: 'Code', autocomplete: 'one-time-code',
  hint: 'Six digits from your app, or one of your recovery codes',
})}
${isOn
  ? html`<button class="danger">Switch it off</button>`
  : html`<button class="primary">Continue</button>`}</form>
${!isOn && html`<p class="quiet">You need an authenticator app; any app with TOTP works.</p>`}`,
  })
}

/** Shows the secret as a picture and as text, and asks for the first code. */
export function enrolmentPage(
  viewer: Viewer, { uri, secret }: Enrolment, { form, ...response }: ShownForm,
): Reply {
  return accountPage({
    ...response,
    viewer,
    title: 'Add this site to your app',
    lead: 'Scan the picture with your authenticator app. Then type the six digits that it shows.',
    body: html`<div class="enrolment">
<figure class="qr">${qrPicture(uri)}<figcaption>Only for your own device</figcaption></figure>
<div><p>If the app can't scan it, type this key into the app:</p>
<p class="secret"><code>${secret.replaceAll(/....\B/g, '$& ')}</code>
<button class="copy" type="button" data-copy="${secret}" hidden>Copy</button></p>
<form method="post" action="/account/second-factor/code" class="card">${tokenField(viewer)}
${general(form.issues)}
${inputField(form, {
    name: 'code', label: 'Code', autocomplete: 'one-time-code', inputMode: 'numeric', isFirst: true,
    hint: 'Six digits, new ones every half minute',
  })}
<button class="primary">Switch it on</button></form></div></div>`,
  })
}

/** Shows the recovery codes, this once. */
export function recoveryPage(
  viewer: Viewer, codes: readonly string[], headers: ReplyHeaders,
): Reply {
  return accountPage({
    viewer,
    headers,
    title: 'The second factor is on',
    success: "Keep these codes: you won't see them again",
    lead: `Each of these recovery codes lets you sign in once without your device. Print them and
keep them in a safe place, or copy them into a password manager.`,
    body: html`<ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
<p class="actions"><button class="copy" type="button" data-copy="${codes.join('\n')}"
hidden>Copy</button> <button class="print" type="button" hidden>Print</button>
<a class="button primary" href="/account?done=second-factor">I have saved them</a></p>
<p class="quiet">Other browsers and programs stay signed in.
<a href="/account/sessions">See them, and sign them out</a></p>`,
  })
}

// The drawing has no text of its own, so it needs words for people who can't see it.
function qrPicture(uri: string): Html {
  const svg = drawQrSvg(encodeQr(uri))
  const words = 'role="img" aria-label="QR code with the key for your authenticator app"'
  return trustedHtml(svg.replace('<svg ', `<svg ${words} `))
}
