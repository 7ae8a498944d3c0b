// The form that makes a link, and the same fields for changing one. It works without JavaScript;
// what it sends is read by `forms.ts`. Lesson: the-page (core)

import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Issue } from '../../../basics/check.ts'

/** What was typed, to be shown again next to what is wrong with it. */
export type Typed = { readonly [field: string]: string | undefined }

export type FormState = { typed: Typed; issues: readonly Issue[] }

export const untouched: FormState = { typed: {}, issues: [] }

/** The form for a new link. `token` binds it to the owner, when there is one already. */
export function newLinkForm(state: FormState, token: string | undefined): Html {
  const { typed, issues } = state
  const isOpen = ['slug', 'expiresAt', 'visitLimit', 'password', 'note', 'redirect', 'forwardQuery']
    .some((field) => typed[field] || issueOf(issues, field))
  return html`<form class="shorten" method="post" action="/links" id="shorten">
${hiddenToken(token)}
${general(issues)}
<div class="main-field">
<label for="target">Long address</label>
<div class="join">
<input id="target" name="target" type="text" inputmode="url" autocomplete="off" spellcheck="false"
autocapitalize="none" required maxlength="2048"
placeholder="https://example.com/a/very/long/address"
value="${typed['target']}" aria-describedby="${describedBy(issues, 'target')}"
aria-invalid="${isWrong(issues, 'target')}"
${(firstWrong(issues) ?? 'target') === 'target' && html`autofocus`}>
<button class="primary">Shorten</button>
</div>
<p class="hint" id="target-hint">Any http or https address</p>
${issueText(issues, 'target')}
</div>
<details ${isOpen && html`open`}>
<summary>Own name, expiry, password</summary>
<div class="fields">
${textField(state, {
  name: 'slug', label: 'Own name',
  hint: 'Instead of a random one: 3 to 50 letters, digits, - or _',
})}
${termFields(state, { password: 'Visitors have to type it' })}
</div>
</details>
</form>`
}

/** The fields that a new link and a changed one share. */
export function termFields(state: FormState, hints: { password: string }): Html {
  const { typed } = state
  return html`${textField(state, {
    name: 'expiresAt', label: 'Expires', type: 'datetime-local',
    // A script names the time zone of the browser here, and turns the time into UTC.
    hint: html`<span data-zone>In UTC (universal time)</span>. After that, the link stops working`,
  })}
${textField(state, {
    name: 'visitLimit', label: 'Visit limit', inputMode: 'numeric',
    hint: 'How many people can use the link: with 1, it works once',
  })}
${textField(state, { name: 'password', label: 'Password', type: 'password', hint: hints.password })}
${textField(state, { name: 'note', label: 'Note', hint: 'Only you see it', isProse: true })}
<div class="field checks">
<label><input type="checkbox" name="forwardQuery" value="yes" ${typed['forwardQuery'] === 'yes'
  && html`checked`}>
Pass on the query: visiting <code>/name?a=1</code> adds <code>a=1</code> to the target</label>
<label><input type="checkbox" name="redirect" value="307" ${typed['redirect'] === '307'
  && html`checked`}> For programs that send data: pass their request on unchanged</label>
</div>`
}

export type TextField = {
  /** Takes a whole row of the form. */
  isWide?: boolean
  name: string
  label: string
  hint: HtmlValue
  /** Text in any language, which may be written from right to left. */
  isProse?: boolean
  type?: string
  inputMode?: string
}

/** A labelled input with its hint, and what is wrong with it. */
export function textField({ typed, issues }: FormState, field: TextField): Html {
  const { name, label, hint, type = 'text', inputMode = 'text' } = field
  const { isWide = false, isProse = false } = field
  return html`<div class="field ${isWide && 'wide'}">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" inputmode="${inputMode}" autocomplete="${
  type === 'password' ? 'new-password' : 'off'}" value="${type === 'password' ? '' : typed[name]}"
aria-describedby="${describedBy(issues, name)}" aria-invalid="${isWrong(issues, name)}"
${isProse && html`dir="auto"`} ${firstWrong(issues) === name && html`autofocus`}>
<p class="hint" id="${name}-hint">${hint}</p>
${issueText(issues, name)}
</div>`
}

export function hiddenToken(token: string | undefined): HtmlValue {
  return token !== undefined && html`<input type="hidden" name="formToken" value="${token}">`
}

/** What is wrong with the whole and not with one field. */
export function general(issues: readonly Issue[]): HtmlValue {
  return issues
    .filter(({ field }) => field === '')
    .map(({ message }) => html`<p class="error" role="alert">${message}.</p>`)
}

function issueOf(issues: readonly Issue[], name: string): Issue | undefined {
  return issues.find(({ field }) => field === name)
}

function issueText(issues: readonly Issue[], name: string): HtmlValue {
  const issue = issueOf(issues, name)
  return issue && html`<p class="error" id="${name}-error" role="alert">${issue.message}.</p>`
}

function isWrong(issues: readonly Issue[], name: string): 'true' | 'false' {
  return issueOf(issues, name) === undefined ? 'false' : 'true'
}

// Where somebody goes on typing. On the page of a link, focus would scroll past the numbers, so a
// field gets it only when something is wrong.
function firstWrong(issues: readonly Issue[]): string | undefined {
  return issues.find(({ field }) => field !== '')?.field
}

// The ids of what a screen reader says after the label.
function describedBy(issues: readonly Issue[], name: string): string {
  return issueOf(issues, name) === undefined ? `${name}-hint` : `${name}-error ${name}-hint`
}
