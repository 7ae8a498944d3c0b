// The pages of API keys: the list with the form for a new one, and the key itself, this once.
// Lesson: basic-and-api-keys (tour)

import { parseScopes, type Scope } from '../../../auth/access/identity.ts'
import type { ListedKey } from '../../../auth/tokens/apiKey.ts'
import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import {
  choosePassword, errorText, general, hiddenUsername, inputField, passwordField, tokenField,
  type FormState,
} from '../../site/fields.ts'
import type { ShownForm, Viewer } from '../../site/form.ts'
import { timeText } from '../../site/texts.ts'
import { accountPage } from '../frame.ts'
import type { KeyProof } from './rules.ts'

type KeyList = {
  keys: readonly ListedKey[]
  /** The scopes that the user can grant. */
  grantable: ReadonlySet<Scope>
  now: number
  success: string | undefined
  proof: KeyProof
  /** The button that leads to another provider. */
  otherWay: Html | undefined
}

const scopeSentences: Record<Scope, string> = {
  'links:read': 'See your links and their statistics',
  'links:write': 'Create, edit and delete links',
  'account': 'Change your account: its name, its sign-ins, its keys',
  'admin': 'Everything that an administrator can do',
}

/** When a key may expire. */
export const lifetimes: readonly (readonly [days: string, name: string])[] = [
  ['30', 'In 30 days'], ['90', 'In 90 days'], ['365', 'In a year'], ['never', 'Never'],
]

// What the form shows at first: a key that does little harm.
const safeChoices = { scopes: 'links:read', days: '90' }

export function keysPage(viewer: Viewer, list: KeyList, { form, ...response }: ShownForm): Reply {
  const { keys, now, success } = list
  return accountPage({
    ...response,
    viewer,
    title: 'API keys',
    success,
    lead: html`A program sends its key in the <code>Authorization</code> header, and can then do
what you allowed. Give each program its own key.`,
    body: html`${keys.length > 0 && html`<ul class="entries">
${keys.map((key) => keyRow(viewer, key, now))}</ul>`}
<h2>Create a key</h2>
${list.proof === 'sign-in' ? signInAgain(list) : keyForm(viewer, list, form)}`,
  })
}

/** Shows a key that was just created, with a first request to try it with. */
export function madeKeyPage(
  viewer: Viewer, { key, name, scopes }: ListedKey & { key: string }, origin: string,
): Reply {
  const canRead = parseScopes(scopes).has('links:read')
  const address = `${origin}/api/${canRead ? 'links' : 'users/me'}`
  return accountPage({
    viewer,
    title: 'Your new key',
    status: 201,
    lead: html`This is “${name}”. Copy it now: you won't see it again, because only its hash is
stored.`,
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
<span class="quiet">Scopes: <code>${scopes}</code></span>
<span class="quiet">${usedAt === null ? 'Never used' : html`Last used ${timeText(usedAt)}`},
${expiresAt === null ? "doesn't expire" : html`expires ${timeText(expiresAt)}`}</span></div>
<form method="post" action="/account/keys/${id}/revoke">${tokenField(viewer)}
<button>Revoke<span class="unseen">: ${name}, …${ending}</span></button></form></li>`
}

function keyForm(
  viewer: Viewer, { grantable, proof }: KeyList, { typed: sent, issues }: FormState,
): Html {
  const typed = sent['days'] === undefined ? { ...sent, ...safeChoices } : sent
  const form = { typed, issues }
  return html`<form method="post" action="/account/keys" class="card">${tokenField(viewer)}
${general(issues)}
${inputField(form, {
    name: 'name', label: 'Name', autocomplete: 'off', hint: 'What it is for: “backup of my links”',
  })}
${scopeBoxes(form, grantable)}
<div class="field"><label for="days">Expires</label>
<select id="days" name="days" aria-describedby="days-error">${lifetimes.map(([days, name]) =>
  html`<option value="${days}" ${typed['days'] === days && html`selected`}>${name}</option>`)}
</select>${errorText(issues, 'days')}</div>
${proof === 'password' && html`${hiddenUsername(viewer.account.email)}
${passwordField(form, { hint: 'You signed in more than ten minutes ago' })}`}
<button class="primary">Create the key</button></form>`
}

function scopeBoxes({ typed, issues }: FormState, grantable: ReadonlySet<Scope>): Html {
  const ticked = parseScopes(typed['scopes'] ?? '')
  const box = (scope: Scope) => html`<label><input type="checkbox" name="scopes" value="${scope}"
${ticked.has(scope) && html`checked`}> ${scopeSentences[scope]} <code>${scope}</code></label>`
  return html`<fieldset class="field checks" aria-describedby="scopes-error">
<legend>It can</legend>${[...grantable].map(box)}${errorText(issues, 'scopes')}</fieldset>`
}

// Somebody without a password shows who they are where they sign in.
function signInAgain({ otherWay }: KeyList): Html {
  if (otherWay === undefined) return choosePassword()
  return html`<p>You signed in more than ten minutes ago. Sign in again to create a key.</p>
${otherWay}`
}
