// Lesson 19: a template tag that escapes every value, so that text never becomes markup.

/** A finished piece of HTML, which isn't escaped again. */
export class Html {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

export type HtmlValue = string | number | Html | readonly HtmlValue[]

/** Makes HTML of a template: html`<p>${comment}</p>`. Lists are joined, text is escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const text = strings.map((piece, index) => piece + render(values[index] ?? '')).join('')
  return new Html(text)
}

/** Keeps URLs that are safe to click; others, such as javascript:, lead nowhere. */
export function safeUrl(url: string): string {
  const { protocol } = URL.parse(url) ?? { protocol: '' }
  return protocol === 'http:' || protocol === 'https:' ? url : '#'
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.toString()
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value))
  return value.map(render).join('')
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
