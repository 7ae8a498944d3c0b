// The parts of a page that show a link: its short URL, its target or note, its QR code, its state.
// Lesson: the-page (core)

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import { stateOf, type Link, type LinkState } from './links.ts'
import { describeHost, readablePath, readableTarget } from './make/target.ts'

/** Shows the short URL with a button that copies it (where scripts run). */
export function shortUrl(origin: string, slug: string): Html {
  const url = `${origin}/${slug}`
  return html`<p class="short"><a href="${url}">${url.replace(/^https?:\/\//, '')}</a>
<button class="copy" type="button" data-copy="${url}" hidden>Copy</button></p>`
}

/** Where a link leads, as it's sent and, where that differs, as people read it. */
export function targetLink(target: string): Html {
  const readable = readableTarget(target)
  return html`<a href="${target}" rel="noreferrer">${target}</a>${readable !== target && html`
(<span dir="auto">${readable}</span>)`}`
}

/** The QR code of a link, as a picture and as files to keep. */
export function qrFigure(link: Link): Html {
  const base = `/links/${link.slug}/qr`
  return html`<figure class="qr" id="qr"><img src="${base}.svg" width="168" height="168"
alt="QR code of the short link">
<figcaption><a href="${base}.svg" download="${link.slug}.svg">SVG</a>
<a href="${base}.png" download="${link.slug}.png">PNG</a></figcaption></figure>`
}

const stateWords: Record<LinkState, string> = {
  'open': '',
  'locked': 'password',
  'disabled': 'off',
  'expired': 'expired',
  'used-up': 'used up',
}

/** A word for a link that doesn't lead straight to its target. */
export function stateBadge(link: Link, now: number): HtmlValue {
  const state = stateOf(link, now)
  const isForOne = state === 'locked' && link.passwordHash === null
  const word = isForOne ? 'one visit' : stateWords[state]
  return state !== 'open' && html`<span class="badge ${state}">${word}</span>`
}

/**
 * A note is read in the direction of its own language, a URL from left to right in every language
 * (RFC 3987, section 4.1).
 */
export function rowText({ note, target }: Link): Html {
  return note === ''
    ? html`<span class="target" dir="ltr">${shortTarget(target)}</span>`
    : html`<span class="target" dir="auto">${note}</span>`
}

function shortTarget(target: string): string {
  const path = readablePath(target)
  return describeHost(target) + (path === '/' ? '' : path)
}
