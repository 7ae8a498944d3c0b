// The overview of an account: what it contains, and a link to each change.
// Lesson: roles-and-ownership (tour)

import type { User } from '../../../auth/access/users.ts'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { tokenField } from '../../site/fields.ts'
import type { Viewer } from '../../site/form.ts'
import { sitePage } from '../../site/page.ts'
import { count, timeText } from '../../site/text.ts'
import { successLine } from '../frame.ts'

export type Overview = {
  user: User
  browsers: number
  programs: number
  keys: number
  success: string | undefined
}

export function overviewPage(viewer: Viewer, overview: Overview): Reply {
  const { user, success } = overview
  return sitePage({
    title: 'Your account',
    headers: { 'cache-control': 'no-store' },
    account: viewer.account,
    scripts: ['account.js'],
    body: html`<section class="account">
<div class="list-head"><h1>Your account</h1>
<form method="post" action="/logout">${tokenField(viewer)}<button>Sign out</button></form></div>
<p class="quiet">Created ${timeText(user.createdAt)}. <a href="/">Your links</a></p>
${successLine(success)}
${you(user)}
${signingIn(overview)}
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

function signingIn({ user, browsers, programs }: Overview): Html {
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
