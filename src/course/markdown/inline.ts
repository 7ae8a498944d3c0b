// Words inside a line: code, emphasis, links, pictures. Every text goes through the escaping
// template tag, so nothing in a lesson can become markup by accident.

import { html, type Html } from '../../http/html.ts'
import { readInlineTokens, type InlineToken } from './inlineTokens.ts'
import { OpenMarks } from './openMarks.ts'

export type InlineOptions = {
  /** Turns the address of a link into the one to use; one with a scheme (https:) is not asked. */
  link?: ((address: string) => string) | undefined
  /** Gives the address of a picture, or the picture itself. */
  image?: ((source: string) => string | Html) | undefined
}

/** Renders one line or paragraph of Markdown. */
export function renderInline(text: string, options: InlineOptions = {}): Html {
  const marks = new OpenMarks()
  for (const token of readInlineTokens(text)) add(token, { text, marks, options })
  return marks.finish()
}

/** Renders a picture. */
export function renderImage(alt: string, source: string, { image }: InlineOptions): Html {
  const shown = image?.(source) ?? source
  return typeof shown === 'string' ? html`<img src="${shown}" alt="${alt}" loading="lazy">` : shown
}

type Line = { text: string; marks: OpenMarks; options: InlineOptions }

function add(token: InlineToken, line: Line): void {
  const { marks } = line
  switch (token.kind) {
    case 'text': return marks.add(token.text)
    case 'code': return marks.add(html`<code>${token.text}</code>`)
    case 'address': return marks.add(html`<a href="${token.address}">${token.address}</a>`)
    case 'break': return marks.add(html`<br>`)
    case 'open-bracket': return marks.open(token.text, token.end)
    case 'close-bracket': return closeBracket(token, line)
    case 'run': return addRun(token, marks)
  }
}

type TokenOf<Kind extends InlineToken['kind']> = Extract<InlineToken, { kind: Kind }>

function closeBracket({ at, address }: TokenOf<'close-bracket'>, line: Line): void {
  const { text, marks, options } = line
  const closed = marks.close('[', '![')
  if (closed === undefined) return marks.add(address === undefined ? ']' : `](${address})`)
  if (address === undefined) return marks.add([closed.mark, closed.inner, ']'])
  if (closed.mark === '![') {
    return marks.add(renderImage(text.slice(closed.at, at), address, options))
  }
  marks.add(renderLink(closed.inner, address, options))
  // A link can't contain a link.
  marks.forget('[')
}

function renderLink(label: Html, address: string, { link }: InlineOptions): Html {
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(address)
  const target = hasScheme || link === undefined ? address : link(address)
  // A link within the page isn't a URL that needs a check.
  if (target.startsWith('#')) return html`<a href="#${target.slice(1)}">${label}</a>`
  return html`<a href="${target}">${label}</a>`
}

function addRun({ mark, length, opens, closes }: TokenOf<'run'>, marks: OpenMarks): void {
  let left = length
  while (closes && left > 0) {
    const closed = marks.close(mark, left > 1 ? mark + mark : mark)
    if (closed === undefined) break
    const isStrong = closed.mark.length === 2
    marks.add(isStrong ? html`<strong>${closed.inner}</strong>` : html`<em>${closed.inner}</em>`)
    left -= closed.mark.length
  }
  if (!opens || left > 3) return marks.add(mark.repeat(left))
  // Three open both, so that either may close first or both at once.
  if (left % 2 === 1) marks.open(mark)
  if (left >= 2) marks.open(mark + mark)
}
