// The page of a source file: what it's for, which lesson owns it, its neighbours, and every line.

import { posix } from 'node:path'
import { html, type Html, type HtmlValue } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { codeLines, classOf, type CodeLine } from '../../markdown/codeLines.ts'
import { renderMarkdown } from '../../markdown/markdown.ts'
import type { Course } from '../course.ts'
import { readerPage } from '../frame.ts'
import { ownerLine } from './ownerLine.ts'
import { findReferences } from './references.ts'
import { isTest, sourceAddress, type SourceEntry } from './sourceTree.ts'

/** Makes the page of a file. */
export function sourcePage(course: Course, entry: SourceEntry): Reply {
  const { path, introduction } = entry
  return readerPage({
    title: path,
    description: firstSentence(introduction.text) ?? `The source of ${path}.`,
    kind: 'source',
    place: 'source',
    body: html`<article class="source-file">
<header class="source-head">
${trail(path)}
<h1>${posix.basename(path)}</h1>
${ownerLine(course, entry)}
${introduction.text !== '' && html`<div class="introduction">${
  renderMarkdown(introduction.text).html}</div>`}
${neighbours(course, entry)}
</header>
${outlineOf(course, entry)}
${codeOf(course, entry)}
</article>`,
  })
}

/** Gives the first sentence of a comment, as plain text. */
export function firstSentence(markdown: string): string | undefined {
  const [block = ''] = markdown.split('\n\n')
  const text = block.replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim()
  return text === '' ? undefined : /^.*?[.:](?= [A-Z]|$)/.exec(text)?.[0] ?? text
}

// The folders above it, each a place on the page of all files.
function trail(path: string): Html {
  const folders = path.split('/').slice(0, -1)
  return html`<p class="eyebrow trail-of-folders"><a href="/source/">Source</a>${
    folders.map((name, index) => {
      const folder = folders.slice(0, index + 1).join('-')
      return isTest(path) ? html` / ${name}` : html` / <a href="/source/#${folder}">${name}</a>`
    })}</p>`
}

function neighbours({ sources }: Course, entry: SourceEntry): Html {
  const ours = [...new Set(entry.imports.map(({ target }) => target))]
  const built = ours.filter((target) => target.startsWith('node:'))
  const files = ours.filter((target) => sources().find(target) !== undefined)
  return html`<div class="neighbours-of-file">
${pathList('Imports', files, built)}
${pathList('Imported by', entry.importedBy)}
${pathList('Tests', entry.tests)}
</div>`
}

const shownAtOnce = 6
const mostDeclared = 40

function pathList(title: string, paths: readonly string[], names: readonly string[] = []): Html {
  const items = [
    ...paths.map((path) => html`<li><a href="${sourceAddress(path)}">${path}</a></li>
`),
    ...names.map((name) => html`<li><code>${name}</code></li>
`),
  ]
  if (items.length === 0) return html``
  const [shown, folded] = [items.slice(0, shownAtOnce), items.slice(shownAtOnce)]
  return html`<section><h2>${title} <span class="quiet">${items.length}</span></h2>
<ul class="paths">${shown}</ul>
${folded.length > 0 && html`<details><summary>${folded.length} more</summary>
<ul class="paths">${folded}</ul></details>`}</section>`
}

function outlineOf({ sources }: Course, { path }: SourceEntry): HtmlValue {
  const declared = sources().declaredIn(path).filter(({ isMember }) => !isMember)
  if (declared.length < 2) return ''
  const list = html`<ul class="declared">${declared.map(({ name, line }) => html`
<li><a href="#L${line}">${name}</a></li>`)}</ul>`
  const shown = declared.length <= mostDeclared ? list
    : html`<details><summary>${declared.length} declarations</summary>${list}</details>`
  return html`<nav class="declarations" aria-label="Declarations">${shown}</nav>`
}

function codeOf({ sources }: Course, entry: SourceEntry): Html {
  const { path, text, bytes } = entry
  if (text === undefined) {
    return html`<p class="quiet">This file isn't shown as text. It has ${
      bytes.toLocaleString('en')} bytes.</p>`
  }
  const code = text.replace(/\n$/, '')
  const language = posix.extname(path).slice(1) || 'text'
  const links = findReferences({ ...entry, text: code, language, tree: sources() })
  const lines = codeLines(code, language, links)
  return html`<figure class="code numbered"><figcaption>${lines.length} lines</figcaption>
<pre tabindex="0" role="group" aria-label="Code of ${path}"><code class="language-${language}">${
  lines.map((line, index) => numberedLine(line, index + 1, index === lines.length - 1))
}</code></pre></figure>`
}

// The stylesheet shows the number, so that it isn't copied with the code.
function numberedLine({ content, ...line }: CodeLine, number: number, isLast: boolean): Html {
  return html`<span class="${classOf(line)}" id="L${number}" data-line="${number}">${content}${
    !isLast && '\n'}</span>`
}
