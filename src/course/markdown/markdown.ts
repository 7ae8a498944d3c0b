// Markdown becomes HTML, for the pages of the course. The same files read well on a code host.

import { html, type Html } from '../../http/html.ts'
import { headingIds } from '../lessons/headingId.ts'
import { parseBlocks, type Alignment, type Block } from './blocks.ts'
import { highlightCode } from './highlight.ts'
import { renderInline, type InlineOptions } from './inline.ts'

export type MarkdownOptions = InlineOptions & {
  /** Gives the address of a picture, or the picture itself. */
  image?: ((source: string) => string | Html) | undefined
}

export type Heading = { id: string; level: number; text: Html }

export type RenderedMarkdown = { html: Html; headings: readonly Heading[] }

type Renderer = MarkdownOptions & { nextHeadingId(): string }

/** Renders a text. Headings get the ids that code hosts give them. */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): RenderedMarkdown {
  const blocks = parseBlocks(text)
  const found = headingsOf(blocks)
  const ids = headingIds(found.map((heading) => heading.text))
  const left = [...ids]
  const renderer = { ...options, nextHeadingId: () => left.shift() ?? '' }
  return {
    html: renderBlocks(blocks, renderer),
    headings: found.map(({ level, text }, index) =>
      ({ id: ids[index] ?? '', level, text: renderInline(text, options) })),
  }
}

function headingsOf(blocks: readonly Block[]): Extract<Block, { kind: 'heading' }>[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') return [block]
    if (block.kind === 'details' || block.kind === 'quote') return headingsOf(block.blocks)
    return block.kind === 'list' ? block.items.flatMap(headingsOf) : []
  })
}

function renderBlocks(blocks: readonly Block[], renderer: Renderer): Html {
  return html`${blocks.map((block) => html`${renderBlock(block, renderer)}
`)}`
}

function renderBlock(block: Block, renderer: Renderer): Html {
  switch (block.kind) {
    case 'heading': return renderHeading(block, renderer)
    case 'paragraph': return html`<p>${renderInline(block.text, renderer)}</p>`
    case 'picture': return renderPicture(block, renderer)
    case 'code': return renderCode(block)
    case 'list': return renderList(block, renderer)
    case 'quote': return renderQuote(block, renderer)
    case 'table': return renderTable(block, renderer)
    case 'rule': return html`<hr>`
    case 'details': return html`<details>
<summary>${renderInline(block.summary, renderer)}</summary>
${renderBlocks(block.blocks, renderer)}</details>`
  }
}

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

function renderHeading({ level, text }: BlockOf<'heading'>, renderer: Renderer): Html {
  const id = renderer.nextHeadingId()
  const inner = renderInline(text, renderer)
  const anchor = html`<a class="anchor" href="#${id}" aria-label="Link to this section"></a>`
  if (level === 1) return html`<h1 id="${id}">${inner}</h1>`
  if (level === 2) return html`<h2 id="${id}">${inner} ${anchor}</h2>`
  return level === 3
    ? html`<h3 id="${id}">${inner} ${anchor}</h3>`
    : html`<h4 id="${id}">${inner} ${anchor}</h4>`
}

function renderPicture({ alt, source }: BlockOf<'picture'>, { image }: Renderer): Html {
  const shown = image?.(source) ?? source
  if (typeof shown !== 'string') return html`<figure class="picture">${shown}</figure>`
  return html`<figure class="picture"><img src="${shown}" alt="${alt}" loading="lazy"></figure>`
}

// The info string is the language and, for a quote, the file and the name in it.
function renderCode({ info, text }: BlockOf<'code'>): Html {
  const [language = '', source] = info.split(/\s+/)
  const label = source === undefined ? 'Code' : `Code of ${source}`
  const caption = source === undefined
    ? null
    : html`<figcaption>${source.replace('#', ' · ')}</figcaption>`
  return html`<figure class="code">${caption}<pre tabindex="0" role="region" aria-label="${label}"><code class="language-${language}">${
    highlightCode(text, language)}</code></pre></figure>`
}

function renderList({ start, items }: BlockOf<'list'>, renderer: Renderer): Html {
  const points = items.map((blocks) => html`<li>${renderItem(blocks, renderer)}</li>
`)
  if (start === undefined) return html`<ul>
${points}</ul>`
  return start === 1 ? html`<ol>
${points}</ol>` : html`<ol start="${start}">
${points}</ol>`
}

// The text of a short point stands alone, without a paragraph around it.
function renderItem(blocks: readonly Block[], renderer: Renderer): Html {
  const [first, ...rest] = blocks
  if (first?.kind !== 'paragraph') return renderBlocks(blocks, renderer)
  const text = renderInline(first.text, renderer)
  return rest.length === 0 ? text : html`${text}
${renderBlocks(rest, renderer)}`
}

function renderQuote({ alert, blocks }: BlockOf<'quote'>, renderer: Renderer): Html {
  const inner = renderBlocks(blocks, renderer)
  if (alert === undefined) return html`<blockquote>${inner}</blockquote>`
  const title = alert.charAt(0).toUpperCase() + alert.slice(1)
  return html`<aside class="alert ${alert}" aria-label="${title}"><p class="alert-title">${title}</p>
${inner}</aside>`
}

function renderTable({ alignments, head, rows }: BlockOf<'table'>, renderer: Renderer): Html {
  const cell = (text: string, index: number) =>
    html`<td class="${alignmentClass(alignments[index])}">${renderInline(text, renderer)}</td>`
  return html`<div class="table" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr>${head.map((text, index) =>
    html`<th scope="col" class="${alignmentClass(alignments[index])}">${renderInline(text, renderer)}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>
`)}</tbody></table></div>`
}

function alignmentClass(alignment: Alignment): string {
  return alignment === undefined ? '' : `align-${alignment}`
}
