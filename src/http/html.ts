// Text becomes HTML by a template tag that escapes every value, so that what people type can never
// turn into markup. Lesson: html-without-xss (core)

import { placesOf, type Place } from './htmlPlaces.ts'
import type { Reply, ReplyHeaders } from './reply.ts'

/** What a template takes. Null, undefined and false show nothing; arrays are joined. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

/** `literal` has no foreign value in it, `markup` has some, `json` is what `jsonScript` made. */
export type HtmlKind = 'literal' | 'markup' | 'json'

/** A finished piece of HTML, which is not escaped again. */
export class Html {
  readonly #text: string
  readonly kind: HtmlKind

  constructor(text: string, kind: HtmlKind) {
    this.#text = text
    this.kind = kind
  }

  toString(): string {
    return this.#text
  }
}

/**
 * Makes HTML of a template, and escapes its values: `` html`<p>${comment}</p>` ``. A value that is
 * HTML already stays as it is; one that is a whole URL attribute goes through `safeUrl`.
 *
 * Throws a TypeError for a value where escaping does not help: in a tag without quotes around it,
 * in a script or style, in an `on…`, `style` or `srcdoc` attribute. A literal may be in a tag:
 * `` html`<input ${isRequired && html`required`}>` ``.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const places = placesOf(strings)
  let text = strings[0] ?? ''
  let index = 0
  for (const place of places) {
    text += render(values[index], place)
    index += 1
    text += strings[index] ?? ''
  }
  return new Html(text, places.length === 0 ? 'literal' : 'markup')
}

/** Takes text for HTML without looking at it. Every call is a place to review. */
export function trustedHtml(text: string): Html {
  return new Html(text, 'literal')
}

/**
 * Keeps a URL that is safe to click: http, https, mailto, or a path of this site. Others, such as
 * `javascript:`, become `about:invalid#blocked`.
 */
export function safeUrl(url: string): string {
  // Browsers drop tabs and line breaks before they read a URL (URL standard, section 4.4).
  const seen = url.replace(/[\t\n\r]/g, '')
  return /^(?:https?:|mailto:|\/(?![/\\]))/i.test(seen) ? url : 'about:invalid#blocked'
}

/**
 * Writes a value as JSON for `<script type="application/json">${jsonScript(value)}</script>`. No
 * character of it can end the script.
 */
export function jsonScript(value: unknown): Html {
  const text = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return new Html(text, 'json')
}

/** Makes a reply of a whole page. */
export function page(content: Html, status = 200, headers: ReplyHeaders = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: content.toString(),
  }
}

function render(value: HtmlValue, place: Place): string {
  if (typeof value === 'string') return renderText(value, place)
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return renderHtml(value, place)
  if (typeof value === 'number') return renderNumber(value, place)
  let text = ''
  for (const item of value) text += render(item, place)
  return text
}

function renderText(text: string, place: Place): string {
  if (place === 'text' || place === 'attribute') return escapeText(text)
  if (place === 'url') return escapeText(safeUrl(text))
  if (text === '') return ''
  throw new TypeError(`Cannot place ${JSON.stringify(text)} ${hints[place]}`)
}

// No number has a character that would need to be escaped.
function renderNumber(value: number, place: Place): string {
  return place === 'text' ? String(value) : renderText(String(value), place)
}

const hints = {
  tag: 'in a tag without quotes around it',
  script: 'in a script or style: put jsonScript(value) into a script of the type application/json',
}

// Text, where most values are, takes all of them.
const accepted: Record<Exclude<Place, 'text'>, readonly HtmlKind[]> = {
  attribute: [],
  url: [],
  tag: ['literal'],
  script: ['literal', 'json'],
}

function renderHtml(value: Html, place: Place): string {
  if (place === 'text' || accepted[place].includes(value.kind)) return value.toString()
  throw new TypeError(`Cannot place the HTML ${JSON.stringify(value.toString())} in a ${place}`)
}

const special = /[&<>"']/

function escapeText(text: string): string {
  const first = text.search(special)
  if (first === -1) return text
  let escaped = ''
  let start = 0
  for (let index = first; index < text.length; index += 1) {
    const entity = entityOf(text.charCodeAt(index))
    if (entity === undefined) continue
    escaped += text.slice(start, index) + entity
    start = index + 1
  }
  return escaped + text.slice(start)
}

// By code: a string of one character and a look-up in a map would take twice as long.
function entityOf(code: number): string | undefined {
  switch (code) {
    case 34:
      return '&quot;'
    case 38:
      return '&amp;'
    case 39:
      return '&#39;'
    case 60:
      return '&lt;'
    case 62:
      return '&gt;'
    default:
      return undefined
  }
}
