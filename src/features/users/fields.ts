// The parts of the forms of accounts. They work without scripts; `forms.ts` reads what they send.
// Lesson: passwords (tour)

import type { Issue } from '../../basics/check.ts'
import { html, type Html, type HtmlValue } from '../../http/html.ts'

/** What was typed, to be shown again beside what is wrong with it. Never a password. */
export type Typed = { readonly [field: string]: string | undefined }

export type FormState = { typed: Typed; issues: readonly Issue[] }

export const untouched: FormState = { typed: {}, issues: [] }

export type Field = {
  name: string
  label: string
  /** What a password manager may fill in (HTML, section 4.10.18.7): `username`, `new-password`. */
  autocomplete: string
  type?: 'text' | 'email' | 'password'
  inputMode?: 'text' | 'email' | 'numeric'
  hint?: string
  isOptional?: boolean
  /** Whether typing starts here. */
  isFirst?: boolean
}

/** A labelled input with its hint, and what is wrong with it. */
export function inputField({ typed, issues }: FormState, field: Field): Html {
  const { name, label, autocomplete, type = 'text', hint, isOptional, isFirst = false } = field
  const { inputMode = type === 'email' ? 'email' : 'text' } = field
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" inputmode="${inputMode}"
autocomplete="${autocomplete}" spellcheck="false"
autocapitalize="${autocomplete === 'name' ? 'words' : 'none'}"
value="${typed[name]}" ${!isOptional && html`required`}
aria-describedby="${name}-error${hint && ` ${name}-hint`}"
aria-invalid="${isWrong(issues, name) ? 'true' : 'false'}"
${isFocused(issues, name, isFirst) && html`autofocus`}>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${errorText(issues, name)}
</div>`
}

/** What is wrong with a field; empty when nothing is. */
export function errorText(issues: readonly Issue[], name: string): Html {
  const issue = issues.find(({ field }) => field === name)
  return html`<p class="error" id="${name}-error" role="alert">${issue && `${issue.message}.`}</p>`
}

/** What is wrong with the whole form and not with one field. */
export function general(issues: readonly Issue[]): HtmlValue {
  return issues
    .filter(({ field }) => field === '')
    .map(({ message }) => html`<p class="error" role="alert">${message}.</p>`)
}

export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

/** The field with the token that no other site can know. */
export function tokenField({ formToken }: { formToken: string }): Html {
  return hiddenField('formToken', formToken)
}

/** Tells a password manager whose password follows, where the form has no email field. */
export function hiddenUsername(email: string): Html {
  return html`<input hidden name="username" autocomplete="username" value="${email}">`
}

/** The password of the signed-in user, asked for again. */
export function passwordField(form: FormState, hint: string, isFirst = false): Html {
  return inputField(form, {
    name: 'password', label: 'Your password', type: 'password', autocomplete: 'current-password',
    hint, isFirst,
  })
}

/** A password that is chosen now. */
export function newPasswordField(form: FormState, name: string, isFirst = false): Html {
  return inputField(form, {
    name, label: 'New password', type: 'password', autocomplete: 'new-password', isFirst,
    hint: passwordHint,
  })
}

export const passwordHint = '15 characters or more are recommended: a few words work well'

function isWrong(issues: readonly Issue[], name: string): boolean {
  return issues.some(({ field }) => field === name)
}

// Typing goes on in the first field that is wrong; in a new form, it starts in the first field.
function isFocused(issues: readonly Issue[], name: string, isFirst: boolean): boolean {
  const first = issues.find(({ field }) => field !== '')
  return first === undefined ? isFirst : first.field === name
}
