// The frame that all pages share. No page has an inline script or style, so the policy that forbids
// them needs no exception. Lesson: the-page (core)

import type { Account } from '../../auth/access/identity.ts'
import type { Problem } from '../../http/errors.ts'
import { html, page, type Html, type HtmlValue } from '../../http/html.ts'
import { noStore, type Reply, type ReplyHeaders } from '../../http/reply.ts'
import { assetUrl } from './assets.ts'

export type SitePage = {
  title: string
  body: HtmlValue
  status?: number | undefined
  headers?: ReplyHeaders | undefined
  /** Who is signed in. */
  account?: Account | undefined
  /** Scripts to load, as names in the assets folder. */
  scripts?: readonly string[]
  /** Stylesheets beside the site's own, as names in the assets folder. */
  styles?: readonly string[]
}

/** The way on where nothing better is known. */
export const startLink = html`<p><a class="button" href="/">Go to the start page</a></p>`

// What search engines show below the title.
const description = 'Shorten a link, get its QR code, and see its clicks. No IP address is stored.'

/** Makes a page of the site. */
export function sitePage({
  title, body, status, headers, account, scripts = [], styles = [],
}: SitePage): Reply {
  const markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title} · Groundwork</title>
<link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
${['site.css', ...styles].map((name) => html`<link rel="stylesheet" href="${assetUrl(name)}">
`)}${scripts.map((name) => html`<script type="module" src="${assetUrl(name)}"></script>`)}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/">${mark()}<span>Groundwork</span></a>
<nav aria-label="Site"><a href="/">Links</a> <a href="/hello/page">Hello API</a>
${accountLinks(account)}</nav>
</header>
<main id="content">
${body}
</main>
<footer class="bottom">
<p>Made out of nothing but Node. ${account === undefined
  ? 'Your links belong to this browser; no' : 'No'} IP address is stored.</p>
</footer>
</body>
</html>
`
  return page(markup, status, headers)
}

/** Makes a page that says one thing; `code` is a status to show. */
export function noticePage(
  { heading, code, body, ...page }: SitePage & { heading?: string; code?: number },
): Reply {
  return sitePage({
    ...page,
    body: html`<section class="notice">
${code !== undefined && html`<p class="code">${code}</p>`}
<h1>${heading ?? page.title}</h1>
${body}
</section>`,
  })
}

/** Makes a narrow page with one form. What it shows is for one person, so no cache keeps it. */
export function formPage({ body, headers, ...page }: SitePage): Reply {
  return sitePage({
    ...page,
    headers: { ...noStore, ...headers },
    body: html`<section class="door">
<h1>${page.title}</h1>
${body}
</section>`,
  })
}

/** Shows a problem to somebody with a browser. */
export function problemPage({ title, status, detail, requestId }: Problem): Reply {
  return noticePage({
    title,
    status,
    code: status,
    body: html`<p>${detail}.</p>
${startLink}
<p class="quiet">Request ${requestId}</p>`,
  })
}

/** Says that something was done just now. */
export function successLine(sentence: string | undefined): HtmlValue {
  return sentence !== undefined && html`<p class="success" role="status">${sentence}.</p>`
}

function accountLinks(account: Account | undefined): Html {
  if (account === undefined) return html`<a href="/login">Sign in</a>`
  return html`${account.role === 'admin' && html`<a href="/admin">Admin</a> `}<a
href="/account">Account</a>`
}

function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
<path d="M3 18h18v3H3zM5 12h14v4H5zM8 6h8v4H8z"/></svg>`
}
