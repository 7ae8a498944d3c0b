// Words inside of a line: code, emphasis, links, pictures. Every text goes through the escaping
// template tag, so nothing in a lesson can become markup by accident.

import { html, type Html } from '../../http/html.ts'

export type InlineOptions = {
  /** Turns the address of a link into the one to use; http and https are not asked. */
  link?: ((address: string) => string) | undefined
}

const places = new RegExp([
  /\\(?<escaped>[!-/:-@[-`{-~])/,
  /(?<ticks>`+)(?<code>[^]*?[^`])\k<ticks>(?!`)/,
  /\[(?<label>(?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\((?<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/,
  /<(?<auto>https?:\/\/[^<>\s]*)>/,
  /\*\*(?<strong>(?=\S)(?:[^*]|\*(?!\*))*?\S)\*\*/,
  /(?<![*\w])\*(?<emphasis>(?=\S)[^*]*?[^\s*])\*(?!\*)/,
  /(?<!\w)_(?<underlined>(?=\S)[^_]*?[^\s_])_(?!\w)/,
].map(({ source }) => source).join('|'), 'g')

/** Renders one line or paragraph of Markdown. */
export function renderInline(text: string, options: InlineOptions = {}): Html {
  const parts: (Html | string)[] = []
  let end = 0
  for (const match of text.matchAll(places)) {
    parts.push(text.slice(end, match.index), renderPlace(match.groups ?? {}, options))
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  return html`${parts}`
}

type Groups = Readonly<Record<string, string | undefined>>

function renderPlace(groups: Groups, options: InlineOptions): Html | string {
  const { escaped, code, label, address = '', auto, strong, emphasis, underlined } = groups
  if (escaped !== undefined) return escaped
  if (code !== undefined) return html`<code>${withoutPadding(code)}</code>`
  if (auto !== undefined) return html`<a href="${auto}">${auto}</a>`
  if (label !== undefined) return renderLink(renderInline(label, options), address, options)
  if (strong !== undefined) return html`<strong>${renderInline(strong, options)}</strong>`
  return html`<em>${renderInline(emphasis ?? underlined ?? '', options)}</em>`
}

function renderLink(label: Html, address: string, { link }: InlineOptions): Html {
  const isForeign = /^https?:/i.test(address)
  const target = isForeign || link === undefined ? address : link(address)
  // An address on the same page is no URL to be judged.
  if (target.startsWith('#')) return html`<a href="#${target.slice(1)}">${label}</a>`
  return html`<a href="${target}">${label}</a>`
}

// One blank on each side belongs to the marks, so that code may begin with a backtick.
function withoutPadding(code: string): string {
  const flat = code.replaceAll('\n', ' ')
  return /^ .*[^ ].* $/.test(flat) ? flat.slice(1, -1) : flat
}
