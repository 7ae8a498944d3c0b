// The page: a form for new links, and the links of this browser. It works without JavaScript.

import { html, safeUrl, type Html, type HtmlValue } from './framework/html.ts'
import type { Link } from './store.ts'
import { describeHost } from './targets.ts'

export type PageParts = {
  publicOrigin: string
  formToken: string
  links: readonly Link[]
  /** What was typed, when the form comes back. */
  typed: URLSearchParams
  /** What was wrong with it. */
  problem?: string | undefined
}

/** Makes the page. */
export function homePage({ publicOrigin, formToken, links, typed, problem }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Short links</title>
<link rel="stylesheet" href="/style.css">
<h1>Short links</h1>
${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
<form method="post" action="/links">
<input type="hidden" name="token" value="${formToken}">
${field(typed, 'target', 'Long URL')}
${field(typed, 'slug', 'Custom name (optional)')}
${field(typed, 'visitLimit', 'Visit limit (optional)')}
${field(typed, 'note', 'Note (only you see it)')}
<button>Shorten</button>
</form>
<h2>Links of this browser</h2>
<ul>${links.map((link) => listed(link, publicOrigin))}</ul>
</html>
`
}

function field(typed: URLSearchParams, name: string, label: string): Html {
  return html`<p><label>${label} <input name="${name}" value="${typed.get(name) ?? ''}"></label></p>
`
}

function listed({ slug, target, note, clicks, robots }: Link, publicOrigin: string): HtmlValue {
  const shortUrl = `${publicOrigin}/${slug}`
  return html`<li><a href="${shortUrl}">${shortUrl}</a>
leads to <a href="${safeUrl(target)}" rel="noreferrer">${target}</a> at ${describeHost(target)}
<p>${note}</p>
<p>${clicks} clicks, and ${robots} visits of robots</p>
<img src="/links/${slug}/qr.svg" width="160" height="160" alt="QR code of ${shortUrl}"></li>
`
}
