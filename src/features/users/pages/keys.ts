// The pages of API keys: the list with the form for a new one, and the key itself, this once.
// Lesson 35 (api-keys).

import type { ListedKey } from '../../../auth/apiKey.ts'
import { parseScopes, type Scope } from '../../../auth/identity.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { ShownForm } from '../forms.ts'
import { errorText, general, inputField, tokenField, type FormState } from './form.ts'
import { accountPage, timeText, type Viewer } from './frame.ts'

export type KeyList = {
  keys: readonly ListedKey[]
  /** The rights that the user can hand on. */
  rights: ReadonlySet<Scope>
  now: number
  success: string | undefined
}

const scopeSentences: Record<Scope, string> = {
  'links:read': 'See your links and how often they are used',
  'links:write': 'Make, change and delete links',
  'account': 'Change your account: its name, its sign-ins, its keys',
  'admin': 'All that an administrator may do',
}

const lifetimes: readonly (readonly [days: string, name: string])[] = [
  ['30', 'In 30 days'], ['90', 'In 90 days'], ['365', 'In a year'], ['never', 'Never'],
]

/** What the form shows at first: a key that does little harm. */
export const safeChoices = { scopes: 'links:read', days: '90' }

export function keysPage(
  viewer: Viewer, list: KeyList, { form, status, headers }: ShownForm,
): Reply {
  const { keys, now, success } = list
  return accountPage({
    viewer,
    title: 'API keys',
    status,
    headers,
    success,
    lead: html`A program sends a key in the header <code>Authorization</code>, and may then do what
you allowed it. Give each program its own.`,
    body: html`${keys.length > 0 && html`<ul class="entries">
${keys.map((key) => keyRow(viewer, key, now))}</ul>`}
<h2>Make a key</h2>
${keyForm(viewer, list, form)}`,
  })
}

/** Shows a key that was made just now, with a first request to try it with. */
export function madeKeyPage(
  viewer: Viewer, { key, name, scopes }: ListedKey & { key: string }, origin: string,
): Reply {
  const canRead = parseScopes(scopes).has('links:read')
  const address = `${origin}/api/${canRead ? 'links' : 'users/me'}`
  return accountPage({
    viewer,
    title: 'Your new key',
    status: 201,
    lead: html`This is “${name}”. Copy it now: it is shown this once, because only its hash is
kept.`,
    body: html`<p class="secret"><code id="key">${key}</code>
<button class="copy" type="button" data-copy="${key}" hidden>Copy</button></p>
<h2>Try it</h2>
<pre>curl -H "Authorization: Bearer ${key}" ${address}</pre>
<p class="actions"><a class="button primary" href="/account/keys">I have copied it</a></p>`,
  })
}

function keyRow(viewer: Viewer, key: ListedKey, now: number): Html {
  const { id, name, ending, scopes, expiresAt, usedAt } = key
  const isOver = expiresAt !== null && expiresAt <= now
  return html`<li><div><strong>${name}</strong> <code>…${ending}</code>
${isOver && html` <span class="badge expired">expired</span>`}
<span class="quiet">May: <code>${scopes}</code></span>
<span class="quiet">${usedAt === null ? 'Never used' : html`Used ${timeText(usedAt)}`},
${expiresAt === null ? 'without an end' : html`ends ${timeText(expiresAt)}`}</span></div>
<form method="post" action="/account/keys/${id}/revoke">${tokenField(viewer)}
<button>Revoke<span class="unseen">: ${name}, …${ending}</span></button></form></li>`
}

function keyForm(viewer: Viewer, { rights }: KeyList, form: FormState): Html {
  const { typed, issues } = form
  return html`<form method="post" action="/account/keys" class="card">${tokenField(viewer)}
${general(issues)}
${inputField(form, {
    name: 'name', label: 'Name', autocomplete: 'off', hint: 'What it is for: “backup of my links”',
  })}
${scopeBoxes(form, rights)}
<div class="field"><label for="days">It ends</label>
<select id="days" name="days" aria-describedby="days-error">${lifetimes.map(([days, name]) =>
  html`<option value="${days}" ${typed['days'] === days && html`selected`}>${name}</option>`)}
</select>${errorText(issues, 'days')}</div>
<button class="primary">Make the key</button></form>`
}

function scopeBoxes({ typed, issues }: FormState, rights: ReadonlySet<Scope>): Html {
  const ticked = parseScopes(typed['scopes'] ?? '')
  const box = (scope: Scope) => html`<label><input type="checkbox" name="scopes" value="${scope}"
${ticked.has(scope) && html`checked`}> ${scopeSentences[scope]} <code>${scope}</code></label>`
  return html`<fieldset class="field checks" aria-describedby="scopes-error">
<legend>It may</legend>${[...rights].map(box)}${errorText(issues, 'scopes')}</fieldset>`
}
