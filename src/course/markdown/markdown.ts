// Markdown becomes HTML, for the pages of the course. The same files read well on a code host.

import { html, type Html } from '../../http/html.ts'
import { headingIds } from '../lessons/headingId.ts'
import type { Alignment, Block, BlockOf } from './block.ts'
import { parseBlocks } from './blocks.ts'
import { renderCode, type CodeOptions } from './code.ts'
import { renderImage, renderInline, type InlineOptions } from './inline.ts'

export type MarkdownOptions = InlineOptions & CodeOptions

export type Heading = { id: string; level: number; text: Html }

export type RenderedMarkdown = { html: Html; headings: readonly Heading[] }

type Renderer = MarkdownOptions & { ids: ReadonlyMap<Block, string> }

/** Renders a text. Headings get the ids that code hosts give them. */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): RenderedMarkdown {
  const blocks = parseBlocks(text)
  const found = headingsOf(blocks)
  const ids = headingIds(found.map((heading) => heading.text))
  const idOf = new Map(found.map((heading, index) => [heading, ids[index] ?? '']))
  return {
    html: renderBlocks(blocks, { ...options, ids: idOf }),
    headings: found.map(({ level, text }, index) =>
      ({ id: ids[index] ?? '', level, text: renderInline(text, options) })),
  }
}

function headingsOf(blocks: readonly Block[]): BlockOf<'heading'>[] {
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
    case 'code': return renderCode(block, renderer)
    case 'list': return renderList(block, renderer)
    case 'quote': return renderQuote(block, renderer)
    case 'table': return renderTable(block, renderer)
    case 'rule': return html`<hr>`
    case 'details': return renderDetails(block, renderer)
  }
}

function renderHeading(block: BlockOf<'heading'>, renderer: Renderer): Html {
  const id = renderer.ids.get(block) ?? ''
  const inner = renderInline(block.text, renderer)
  const anchor = html`<a class="anchor" href="#${id}" aria-label="Link to this section"></a>`
  switch (block.level) {
    case 1: return html`<h1 id="${id}">${inner}</h1>`
    case 2: return html`<h2 id="${id}">${inner} ${anchor}</h2>`
    case 3: return html`<h3 id="${id}">${inner} ${anchor}</h3>`
    default: return html`<h4 id="${id}">${inner} ${anchor}</h4>`
  }
}

function renderPicture({ alt, source }: BlockOf<'picture'>, renderer: Renderer): Html {
  return html`<figure class="picture">${renderImage(alt, source, renderer)}</figure>`
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

// The text of a short point has no paragraph around it.
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
  return html`<div class="alert ${alert}" role="note" aria-label="${title}">
<p class="alert-title">${title}</p>
${inner}</div>`
}

function renderDetails({ summary, blocks }: BlockOf<'details'>, renderer: Renderer): Html {
  return html`<details>
<summary>${renderInline(summary, renderer)}</summary>
${renderBlocks(blocks, renderer)}</details>`
}

function renderTable({ alignments, head, rows }: BlockOf<'table'>, renderer: Renderer): Html {
  const name = (scope: 'col' | 'row', text: string, index: number) =>
    html`<th scope="${scope}" class="${alignmentClass(alignments[index])}">${
      renderInline(text, renderer)}</th>`
  const value = (text: string, index: number) => html`<td class="${
    alignmentClass(alignments[index])}">${renderInline(text, renderer)}</td>`
  // Where the corner is empty, the first column names the rows.
  const namesRows = head[0] === ''
  const headCell = (text: string, index: number) =>
    text === '' ? value(text, index) : name('col', text, index)
  const bodyCell = (text: string, index: number) =>
    namesRows && index === 0 ? name('row', text, index) : value(text, index)
  return html`<div class="table" tabindex="0" role="group" aria-label="Table"><table>
<thead><tr>${head.map(headCell)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(bodyCell)}</tr>
`)}</tbody></table></div>`
}

function alignmentClass(alignment: Alignment): string {
  return alignment === undefined ? '' : `align-${alignment}`
}
