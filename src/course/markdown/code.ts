// Blocks of code, as figures that a keyboard can reach and scroll.

import { html, type Html } from '../../http/html.ts'
import type { BlockOf } from './block.ts'
import { highlightCode } from './highlight.ts'

/**
 * Renders a block of code. Its info string is the language and, for a quote, the file and the name
 * in it: `ts src/http/router.ts#find`.
 */
export function renderCode({ info, text }: BlockOf<'code'>): Html {
  const [language, source] = info.split(/\s+/)
  const name = language === undefined || language === '' ? 'text' : language
  const label = source === undefined ? labelOf(name) : `Code of ${source}`
  const caption = source !== undefined
    && html`<figcaption>${source.replace('#', ' · ')}</figcaption>`
  const code = html`<code class="language-${name}">${highlightCode(text, name)}</code>`
  // A group, not a region: pages have many, and landmarks should be few.
  return html`<figure class="code">${caption}<pre tabindex="0" role="group" aria-label="${label}">${
    code}</pre></figure>`
}

const labels = new Map([
  ['ts', 'Code in TypeScript'],
  ['js', 'Code in JavaScript'],
  ['json', 'JSON'],
  ['sql', 'SQL'],
  ['http', 'HTTP message'],
  ['html', 'HTML'],
  ['css', 'CSS'],
  ['sh', 'Shell commands'],
  ['bash', 'Shell commands'],
  ['console', 'Terminal'],
  ['py', 'Code in Python'],
  ['go', 'Code in Go'],
  ['text', 'Text'],
])

function labelOf(language: string): string {
  return labels.get(language) ?? 'Code'
}
