// The two frames of accounts: a narrow page with one form for somebody who isn't signed in, and the
// pages of an account, which all lead back to the overview. Lesson: user-management (tour)

import type { Account } from '../../auth/access/identity.ts'
import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply, ReplyHeaders } from '../../http/reply.ts'
import { sitePage } from '../site/page.ts'

/** Who looks at a page of their account, and the token of its forms. */
export type Viewer = { account: Account; formToken: string }

type Shown = {
  title: string
  body: HtmlValue
  status?: number | undefined
  headers?: ReplyHeaders | undefined
}

/**
 * An address with a token in it must not go to another site as the one that led there. Not
 * `no-referrer`: a form would then be sent with `Origin: null`, and look like another site's.
 */
export const ownReferrer: ReplyHeaders = { 'referrer-policy': 'same-origin' }

/** Makes a page for somebody who is not signed in. */
export function doorPage({ title, body, status = 200, headers }: Shown): Reply {
  return sitePage({
    title,
    status,
    headers: { 'cache-control': 'no-store', ...headers },
    scripts: ['account.js'],
    body: html`<section class="door">
<h1>${title}</h1>
${body}
</section>`,
  })
}

export type AccountPage = Shown & {
  viewer: Viewer
  lead?: HtmlValue
  /** A sentence about what was done just now. */
  success?: string | undefined
}

/** Makes a page below the overview of an account. */
export function accountPage(
  { viewer, title, lead, body, success, status = 200, headers }: AccountPage,
): Reply {
  return sitePage({
    title,
    status,
    headers: { 'cache-control': 'no-store', ...headers },
    account: viewer.account,
    scripts: ['account.js'],
    body: html`<section class="account">
<nav class="back" aria-label="Account"><a href="/account">Your account</a></nav>
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${successLine(success)}
${body}
</section>`,
  })
}

/** Says that something was done. */
export function successLine(sentence: string | undefined): HtmlValue {
  return sentence !== undefined && html`<p class="success" role="status">${sentence}.</p>`
}

/** Says what a learner wants to know: where the email is that isn't sent. */
export function outboxHint(outboxFolder: string | undefined): HtmlValue {
  return outboxFolder !== undefined && html`<p class="aside">This server doesn't send emails,
because <code>SMTP_URL</code> isn't set. It keeps them as files in <code>${outboxFolder}</code>
instead; <code>npm start</code> prints this folder too.</p>`
}

/** A time in the words of all other pages: minutes, UTC. */
export function timeText(timeMs: number): Html {
  const time = new Date(timeMs).toISOString()
  return html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** Writes a number with its noun: `1 browser`, `2 browsers`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
