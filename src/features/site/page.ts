// What all pages share: their frame with its assets, and how they write times and numbers. No page
// has an inline script or style, so the policy that forbids them needs no exception.
// Lesson: the-page (core)

import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Account } from '../../auth/access/identity.ts'
import type { App } from '../../http/app.ts'
import type { Problem } from '../../http/errors.ts'
import { html, page, type Html, type HtmlValue } from '../../http/html.ts'
import { text, type Reply, type ReplyHeaders } from '../../http/reply.ts'
import { staticFiles } from '../../http/static.ts'
import { noStore } from './requester.ts'

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

const assetsFolder = fileURLToPath(new URL('assets/', import.meta.url))
// What search engines show below the title.
const description = 'Shorten a link, get its QR code, and see its clicks. No IP address is stored.'
const oneYearSeconds = 365 * 24 * 60 * 60
const robots = 'User-agent: *\nDisallow: /links/\nDisallow: /api/\n'

/** Adds `/assets/`, with stylesheets, scripts and icons, and `/robots.txt`. */
export function addSiteRoutes(app: App): void {
  app.get('/assets/*path',
    staticFiles({ root: assetsFolder, maxAgeSeconds: oneYearSeconds, immutable: true }))
  app.get('/robots.txt', () => text(robots))
}

/** Gives an asset's URL. It changes with the content, so that caches may keep it forever. */
export function assetUrl(name: string): string {
  const known = assetUrls.get(name)
  if (known !== undefined) return known
  const content = readFileSync(assetsFolder + name)
  const url = `/assets/${name}?v=${hash('sha256', content, 'hex').slice(0, 12)}`
  assetUrls.set(name, url)
  return url
}

const assetUrls = new Map<string, string>()

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

/** A time to the minute: `2026-01-31 11:30 UTC`; a script shows it in the visitor's time zone. */
export function timeText(timeMs: number): Html {
  const time = new Date(timeMs).toISOString()
  return html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** A number with its noun: `1 browser`, `1,200 browsers`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** Writes a number of bytes as people read it: `12.4 MB`. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${size.toLocaleString('en', { maximumSignificantDigits: 3 })} ${units[unit]}`
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
