// The HTML of forms: labelled fields with their hints, and what is wrong with them. Forms work
// without scripts; `form.ts` handles what they send. Lesson: the-page (core)

import type { Issue } from '../../basics/check.ts'
import { html, type Html, type HtmlValue } from '../../http/html.ts'

/** What was typed, to be shown again next to what is wrong with it. Never a password. */
export type Typed = { readonly [field: string]: string | undefined }

export type FormState = { typed: Typed; issues: readonly Issue[] }

export const untouched: FormState = { typed: {}, issues: [] }

export type Field = {
  name: string
  label: string
  hint?: HtmlValue
  type?: 'text' | 'email' | 'password' | 'datetime-local'
  inputMode?: 'text' | 'email' | 'numeric' | 'url'
  /** What a password manager may fill in (HTML, section 4.10.18.7): `username`, `new-password`. */
  autocomplete?: string
  isOptional?: boolean
  /** Whether typing starts here. */
  isFirst?: boolean
  /** Text in any language, which may be written from right to left. */
  isProse?: boolean
  /** Takes a whole row of the form. */
  isWide?: boolean
}

/** A labelled input with its hint, and what is wrong with it. */
export function inputField({ typed, issues }: FormState, field: Field): Html {
  const { name, label, hint, type = 'text', autocomplete = 'off', isProse = false } = field
  const { inputMode = type === 'email' ? 'email' : 'text', isOptional, isFirst = false } = field
  return html`<div class="field${field.isWide && ' wide'}">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" inputmode="${inputMode}"
autocomplete="${autocomplete}" spellcheck="${isProse ? 'true' : 'false'}"
autocapitalize="${autocomplete === 'name' ? 'words' : isProse ? 'sentences' : 'none'}"
value="${type === 'password' ? '' : typed[name]}" ${!isOptional && html`required`}
aria-describedby="${describedBy(name, hint)}" aria-invalid="${isWrong(issues, name)}"
${isProse && html`dir="auto"`} ${isFocused(issues, name, isFirst) && html`autofocus`}>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${errorText(issues, name)}
</div>`
}

/** What is wrong with a field; empty when nothing is. */
export function errorText(issues: readonly Issue[], name: string): Html {
  const issue = issues.find(({ field }) => field === name)
  return html`<p class="error" id="${name}-error" role="alert">${issue && `${issue.message}.`}</p>`
}

/** The ids of what a screen reader says after the label of a field. */
export function describedBy(name: string, hint: HtmlValue): string {
  return hint ? `${name}-error ${name}-hint` : `${name}-error`
}

export function isWrong(issues: readonly Issue[], name: string): 'true' | 'false' {
  return issues.some(({ field }) => field === name) ? 'true' : 'false'
}

/** Typing goes on in the first field that is wrong; in a new form, it starts in the first field. */
export function isFocused(issues: readonly Issue[], name: string, isFirst = false): boolean {
  const first = issues.find(({ field }) => field !== '')
  return first === undefined ? isFirst : first.field === name
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

/** The field with the token that no other site can know, where the form needs one. */
export function tokenField({ formToken }: { formToken: string | undefined }): HtmlValue {
  return formToken !== undefined && hiddenField('formToken', formToken)
}

/** The password of the user, asked for again. */
export function passwordField(form: FormState, field: Partial<Field> = {}): Html {
  return inputField(form, {
    name: 'password', label: 'Your password', type: 'password', autocomplete: 'current-password',
    ...field,
  })
}

/** Tells a password manager whose password follows, where the form has no email field. */
export function hiddenUsername(email: string): Html {
  return html`<input hidden name="username" autocomplete="username" value="${email}">`
}

/** The beginning of a form that asks the user with this address for the password again. */
export function passwordFields(form: FormState, email: string, field: Partial<Field> = {}): Html {
  return html`${hiddenUsername(email)}
${general(form.issues)}
${passwordField(form, field)}`
}

/** A choice of a form; the empty value stands for all. */
export function choiceField(
  name: string, { label, chosen = '', choices }: {
    label: string
    chosen: string | undefined
    choices: readonly (readonly [value: string, text: string])[]
  },
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${choices.map(([value, text]) =>
  html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`)}
</select></div>`
}

/** What a page that needs a password shows to somebody who has none. */
export function choosePassword(): Html {
  return html`<p>You sign in with another site and don't have a password here yet. Set one first:
you'll get an email with a link for it.</p>
<p class="actions"><a class="button primary" href="/forgot">Set a password</a></p>`
}
