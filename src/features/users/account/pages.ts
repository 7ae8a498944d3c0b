// The pages of an account: the overview with a link to each change, the name, the password, and how
// to leave. Lesson: roles-and-ownership (tour)

import type { User } from '../../../auth/access/users.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import { noStore, type Reply } from '../../../http/reply.ts'
import {
  choosePassword, errorText, general, hiddenUsername, inputField, passwordFields, tokenField,
  type FormState,
} from '../../site/fields.ts'
import type { ShownForm, Viewer } from '../../site/form.ts'
import { sitePage, successLine } from '../../site/page.ts'
import { count, timeText } from '../../site/texts.ts'
import { accountPage, confirmHint, newPasswordField } from '../frame.ts'
import type { AccountViewer } from '../viewer.ts'

type Overview = {
  browsers: number
  programs: number
  keys: number
  success: string | undefined
}

export function overviewPage(viewer: AccountViewer, overview: Overview): Reply {
  const { user } = viewer
  return sitePage({
    title: 'Your account',
    headers: noStore,
    account: viewer.account,
    scripts: ['account.js'],
    body: html`<section class="account">
<div class="list-head"><h1>Your account</h1>
<form method="post" action="/logout">${tokenField(viewer)}<button>Sign out</button></form></div>
<p class="quiet">Created ${timeText(user.createdAt)}. <a href="/">Your links</a></p>
${successLine(overview.success)}
${you(user)}
${signingIn(user, overview)}
${rest(overview)}
</section>`,
  })
}

type Row = { name: string; value: HtmlValue; path: string; act: string }

function you({ name, email }: User): Html {
  return settings('Profile', [
    {
      name: 'Name', path: '/account/name', act: 'Change',
      value: name || html`<span class="quiet">none</span>`,
    },
    { name: 'Email address', value: email, path: '/account/email', act: 'Change' },
  ])
}

function signingIn(user: User, { browsers, programs }: Overview): Html {
  const places = [count(browsers, 'browser'), programs > 0 && count(programs, 'program')]
  const hasFactor = user.hasSecondFactor === 1
  return settings('Sign-in', [
    {
      name: 'Password', path: '/account/password', act: user.hasPassword ? 'Change' : 'Set',
      value: user.hasPassword ? 'Set' : 'None yet',
    },
    {
      name: 'Second factor', path: '/account/second-factor', act: hasFactor ? 'Change' : 'Set up',
      value: hasFactor ? html`<span class="badge">on</span>` : 'Off',
    },
    {
      name: 'Sessions', path: '/account/sessions', act: 'View',
      value: places.filter(Boolean).join(' and '),
    },
  ])
}

function rest({ keys }: Overview): Html {
  return settings('Programs and data', [
    {
      name: 'API keys', value: keys === 0 ? 'None' : count(keys, 'key'), path: '/account/keys',
      act: keys === 0 ? 'Create' : 'View',
    },
    {
      name: 'Applications', value: 'Where you sign in with this account', path: '/account/apps',
      act: 'View',
    },
    {
      name: 'Your data', value: 'Everything that is stored about you, in one file',
      path: '/api/users/me/export', act: 'Export',
    },
    {
      name: 'Delete account', value: 'Deletes your account and all your links',
      path: '/account/delete', act: 'Delete',
    },
  ])
}

// Each link is named in full for people who hear only the links of a page.
function settings(title: string, rows: readonly Row[]): Html {
  return html`<h2>${title}</h2>
<dl class="settings">${rows.map(({ name, value, path, act }) => html`<div>
<dt>${name}</dt><dd>${value}</dd>
<dd class="act"><a href="${path}" ${path.startsWith('/api/') && html`download`}>${act}<span
class="unseen">: ${name}</span></a></dd></div>
`)}</dl>`
}

export function namePage(viewer: AccountViewer, { form: sent, ...response }: ShownForm): Reply {
  const form = { ...sent, typed: { name: viewer.user.name, ...sent.typed } }
  return accountPage({
    ...response,
    viewer,
    title: 'Your name',
    body: html`<form method="post" action="/account/name" class="card">${tokenField(viewer)}
${general(form.issues)}
${inputField(form, {
    name: 'name', label: 'Name', autocomplete: 'name', isOptional: true, isFirst: true,
    hint: 'Whatever you like to be called; it can be empty',
  })}
<button class="primary">Save</button></form>`,
  })
}

export function passwordPage(
  viewer: AccountViewer, keys: number, { form, ...response }: ShownForm,
): Reply {
  return accountPage({
    ...response,
    viewer,
    title: 'Your password',
    lead: `A new password signs out every other browser, every program and every application. API
keys stay valid unless you revoke them.`,
    body: viewer.user.hasPassword === 0 ? choosePassword() : html`
<form method="post" action="/account/password" class="card">${tokenField(viewer)}
${hiddenUsername(viewer.user.email)}
${general(form.issues)}
${inputField(form, {
    name: 'currentPassword', label: 'Current password', type: 'password',
    autocomplete: 'current-password', isFirst: true,
  })}
${newPasswordField(form, 'newPassword')}
${keys > 0 && html`<div class="field checks"><label><input type="checkbox" name="revokeKeys"
value="yes" ${form.typed['revokeKeys'] === 'yes' && html`checked`}> Revoke my API keys too
(${count(keys, 'key')}): somebody else may know one</label></div>`}
<button class="primary">Change password</button></form>
<p class="quiet">Forgotten your current password? <a href="/forgot">Reset it by email</a></p>`,
  })
}

export function deletePage(viewer: AccountViewer, { form, ...response }: ShownForm): Reply {
  return accountPage({
    ...response,
    viewer,
    title: 'Delete your account',
    lead: `This deletes everything at once and for good: your links and their statistics, your keys
and your sessions. People who follow one of your links get an error page.`,
    body: html`<p>You may want to <a href="/api/users/me/export" download>export your data</a>
first.</p>
${viewer.user.hasPassword === 0 ? choosePassword() : deleteForm(viewer, form)}`,
  })
}

function deleteForm(viewer: Viewer, form: FormState): Html {
  return html`<form method="post" action="/account/delete" class="card">${tokenField(viewer)}
${passwordFields(form, viewer.account.email, { hint: confirmHint, isFirst: true })}
<div class="field checks"><label><input type="checkbox" name="sure" value="yes" required
aria-describedby="sure-error"> Yes, delete my account and all my links</label>
${errorText(form.issues, 'sure')}</div>
<p class="actions"><button class="danger">Delete my account</button>
<a class="button" href="/account">Cancel</a></p></form>`
}
