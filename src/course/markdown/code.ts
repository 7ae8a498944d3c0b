// Blocks of code, as figures that a keyboard can reach and scroll.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import type { BlockOf } from './block.ts'
import { codeLines, renderLines } from './codeLines.ts'

export type CodeOptions = {
  /** Gives the address of a quoted file, at the quoted name; undefined when it has no page. */
  source?: ((path: string, name: string | undefined) => string | undefined) | undefined
}

/**
 * Renders a block of code. Its info string is the language and, for a quote, the file and the name
 * in it: `ts src/http/router.ts#find`. A file in `examples/` is in the lesson's own folder, and as
 * `console` its output is shown.
 */
export function renderCode({ info, text }: BlockOf<'code'>, options: CodeOptions = {}): Html {
  const [language, source] = info.split(/\s+/)
  const name = language === undefined || language === '' ? 'text' : language
  const file = source?.replace(/^examples\//, '')
  const title = file !== undefined && name === 'console' ? `Output of ${file}` : file
  const label = title === undefined ? labelOf(name) : labelOfFile(title)
  const caption = source !== undefined
    && html`<figcaption>${captionOf(source, title ?? source, options)}</figcaption>`
  const lines = renderLines(codeLines(text, name))
  const code = html`<code class="language-${name}">${lines}</code>`
  // A group, not a region: pages have many, and landmarks should be few.
  return html`<figure class="code">${caption}<pre tabindex="0" role="group" aria-label="${label}">${
    code}</pre></figure>`
}

function labelOfFile(title: string): string {
  return title.startsWith('Output of ') ? title : `Code of ${title}`
}

function captionOf(source: string, title: string, options: CodeOptions): HtmlValue {
  const [path = '', name] = source.split('#')
  const address = options.source?.(path, name)
  const words = title.replace('#', ' · ')
  return address === undefined ? words : html`<a href="${address}">${words}</a>`
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
