// The frame around every page of the reader. No script or style is written into a page, so
// the policy that forbids them needs no exception.

import type { Problem } from '../../http/errors.ts'
import { html, page, type Html, type HtmlValue } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import { assetUrl, moduleNames } from './assets.ts'
import { icon } from './icons.ts'
import { keysDialog } from './keysDialog.ts'

export type ReaderPage = {
  title: string
  /** One sentence for search engines and previews. */
  description: string
  body: HtmlValue
  /** Which entry of the navigation this page is. */
  place?: 'map' | 'glossary' | 'source' | 'search'
  /** What the field for a search has in it. */
  query?: string
  status?: number
  /** Whether the page has a panel with an exercise. */
  hasExercise?: boolean
  /** A word for the stylesheet about the whole page. */
  kind: 'map' | 'lesson' | 'source' | 'guide' | 'plain'
}

/**
 * Makes a page of the reader. A browser paints it when all of it has arrived (`rel="expect"`):
 * otherwise what came first would jump when the rest is laid out.
 */
export function readerPage(content: ReaderPage): Reply {
  const { title, description, body, status, kind, hasExercise } = content
  const markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title} · Groundwork</title>
<link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrl('course.css')}">
<link rel="stylesheet" href="${assetUrl('lesson.css')}">
<link rel="stylesheet" href="${assetUrl('panel.css')}">
<link rel="stylesheet" href="${assetUrl('source.css')}">
<link rel="expect" href="#bottom" blocking="render">
<script src="${assetUrl('early.js')}"></script>
${moduleNames.map((name) => html`<link rel="modulepreload" href="${assetUrl(name)}">`)}
<script type="module" src="${assetUrl('course.js')}"></script>
</head>
<body class="${kind}">
<a class="skip" href="#content">Skip to the content</a>
${hasExercise === true && html`<a class="skip" href="#panel" data-skip-to-panel
>Skip to the exercise</a>`}
${header(content)}
<main id="content" tabindex="-1">
<p class="lost-banner" id="lost" role="alert" hidden>The course doesn't respond. Is the program that
serves it, <code>npm start</code> or <code>npm run learn</code>, still running? This page keeps
trying.</p>
${body}
</main>
<footer class="bottom" id="bottom">
<p>Groundwork runs only on this machine and sends no data anywhere.</p>
${keysDialog()}
</footer>
</body>
</html>
`
  return page(markup, status, { 'cache-control': 'no-cache' })
}

/** Shows a problem to somebody with a browser. */
export function problemPage(problem: Problem): Reply {
  return readerPage({
    title: problem.title,
    description: problem.detail,
    status: problem.status,
    kind: 'plain',
    body: html`<section class="notice">
<p class="eyebrow">${problem.status}</p>
<h1>${problem.title}</h1>
<p>${problem.detail}.</p>
<p><a class="button" href="/">Go to the course map</a></p>
</section>`,
  })
}

function header({ place, query = '' }: ReaderPage): Html {
  return html`<header class="top">
<a class="brand" href="/"><svg class="mark" viewBox="0 0 24 24" width="22" height="22"
aria-hidden="true">
<path d="M3 18h18v3H3zM5 12h14v4H5zM8 6h8v4H8z"/></svg><span>Groundwork</span></a>
<nav aria-label="Course">${link('/', 'Map', place === 'map')}
${link('/glossary', 'Glossary', place === 'glossary')}
${link('/source/', 'Source', place === 'source')}
<span class="narrow-only">${link('/search', 'Search', place === 'search')}</span></nav>
<form class="find" role="search" action="/search">
<label class="unseen" for="find">Search the course</label>
<input id="find" name="q" type="search" value="${query}" placeholder="Search" autocomplete="off">
<kbd aria-hidden="true">/</kbd>
</form>
<div class="tools">
<button class="tool needs-script" type="button" data-theme-button
aria-label="Theme: system">${icon('theme')}</button>
<button class="tool needs-script keys-button" type="button" data-keys-button
aria-label="Keyboard shortcuts">${icon('keys')}</button>
</div>
</header>`
}

function link(href: string, text: string, isHere: boolean): Html {
  return html`<a href="${href}" ${isHere && html`aria-current="page"`}>${text}</a>`
}
