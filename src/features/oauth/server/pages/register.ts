// The form that registers an application. Lesson: oauth-and-oidc (appendix)

import type { Issue } from '../../../../basics/check.ts'
import { html, type Html, type HtmlValue } from '../../../../http/html.ts'

/** What was typed, and what is wrong with it. */
export type RegisterState = {
  name: string
  redirectUris: string
  isPublic: boolean
  issues: readonly Issue[]
}

export const untouchedRegister: RegisterState = {
  name: '', redirectUris: '', isPublic: false, issues: [],
}

export function registerForm(state: RegisterState, formToken: string): Html {
  const { name, redirectUris, isPublic, issues } = state
  return html`<form method="post" action="/account/apps" class="card">
<input type="hidden" name="formToken" value="${formToken}">
${mistake(issues, '')}
<div class="field"><label for="name">Name of the application</label>
<input id="name" name="name" maxlength="100" required value="${name}" ${described(issues, 'name')}>
${mistake(issues, 'name')}</div>
<div class="field"><label for="redirectUris">Redirect URIs, one per line</label>
<textarea id="redirectUris" name="redirectUris" rows="3" required spellcheck="false"
${described(issues, 'redirectUris')}>${redirectUris}</textarea>
<p class="hint">https://…, or http://127.0.0.1/… (any port) for a program on the user's machine</p>
${mistake(issues, 'redirectUris')}</div>
<div class="field checks"><label><input type="checkbox" name="isPublic" value="yes" ${
  isPublic && html`checked`}> It can't keep a secret: it runs in a browser or on a phone</label>
</div>
<p class="actions"><button class="primary">Register</button></p>
</form>`
}

function mistake(issues: readonly Issue[], name: string): HtmlValue {
  const issue = issues.find(({ field }) => field === name)
  return issue && html`<p class="error" id="error-of-${name}" role="alert">${issue.message}.</p>`
}

// A literal, because it's among the attributes of a tag.
function described(issues: readonly Issue[], name: 'name' | 'redirectUris'): HtmlValue {
  if (!issues.some(({ field }) => field === name)) return undefined
  return name === 'name'
    ? html`aria-invalid="true" aria-describedby="error-of-name"`
    : html`aria-invalid="true" aria-describedby="error-of-redirectUris"`
}
