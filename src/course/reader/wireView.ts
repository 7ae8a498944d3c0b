// The bytes of a conversation as people can read them: line ends can be seen, each part says what
// it is and leads to its lesson, and the wrong part is marked.

import { html, type Html, type HtmlValue } from '../../http/html.ts'
import { markedPlaces } from '../check/markedPlaces.ts'
import { labelWire, type WirePart } from '../check/wire.ts'
import type { WireTurn } from '../check/report.ts'

export type WireOptions = {
  /** Says of each part what it is. */
  isLabelled: boolean
  /** Whether there is such a lesson to lead to. */
  hasLesson(id: string): boolean
}

const longest = 4_000

/** Shows what was sent and received, in order. */
export function wireView(turns: readonly WireTurn[], options: WireOptions): Html {
  return html`<div class="wire">${turns.map((turn) => turnView(turn, options))}</div>`
}

function turnView(turn: WireTurn, options: WireOptions): Html {
  const isSent = turn.direction === 'sent'
  const title = isSent ? 'Sent' : 'Received'
  const label = isSent ? 'Bytes that were sent' : 'Bytes that were received'
  return html`
<figure class="turn ${turn.direction}">
<figcaption>${title} <span class="quiet">${amountOf(turn.bytes)}</span></figcaption>
<pre class="bytes" tabindex="0" role="group" aria-label="${label}">${
  turn.bytes === '' ? html`<span class="nothing">nothing</span>` : pieces(turn, options)}</pre>
${turn.ending !== undefined && html`<p class="ending">${endings[turn.ending]}</p>`}
</figure>`
}

const endings = {
  closed: 'Then the connection was closed.',
  reset: 'Then the connection was cut off (a reset).',
  timeout: 'Then nothing more came before the time limit.',
}

function amountOf(bytes: string): string {
  return bytes.length === 1 ? '1 byte' : `${bytes.length.toLocaleString('en')} bytes`
}

function pieces(turn: WireTurn, options: WireOptions): HtmlValue {
  const parts = labelWire(turn.bytes)
  const places = markedPlaces(turn)
  return visibleRanges(turn).map((range) => {
    if ('hidden' in range) {
      return html`<span class="left-out">… ${amountOf(range.hidden)} …</span>\n`
    }
    const inside = parts.filter(({ start, end }) => start < range.end && end > range.start)
    return inside.map((part) => partView(clip(part, range), { bytes: turn.bytes, places }, options))
  })
}

type Range = { start: number; end: number }

// Of a long text the beginning and what is around the mark are enough.
function visibleRanges({ bytes, mark }: WireTurn): (Range | { hidden: string })[] {
  if (bytes.length <= longest) return [{ start: 0, end: bytes.length }]
  const head = { start: 0, end: longest / 2 }
  if (mark === undefined || mark.start < head.end) {
    return [{ start: 0, end: longest }, { hidden: bytes.slice(longest) }]
  }
  const start = Math.max(head.end, mark.start - 200)
  const end = Math.min(bytes.length, mark.start + longest / 2)
  return [
    head, { hidden: bytes.slice(head.end, start) }, { start, end }, { hidden: bytes.slice(end) },
  ].filter((range) => !('hidden' in range) || range.hidden !== '')
}

function clip(part: WirePart, { start, end }: Range): WirePart {
  return { ...part, start: Math.max(part.start, start), end: Math.min(part.end, end) }
}

type Marked = { bytes: string; places: readonly Range[] }

function partView(part: WirePart, { bytes, places }: Marked, options: WireOptions): Html {
  const cuts = places.flatMap(({ start, end }) => [start, end])
  const edges = [part.start, ...cuts.filter((cut) => cut > part.start && cut < part.end), part.end]
  const texts = edges.slice(1).map((end, index) => {
    const start = edges[index] ?? end
    const text = showBytes(bytes.slice(start, end))
    const isWrong = places.some((place) => start >= place.start && end <= place.end)
    return isWrong ? html`<mark>${text}</mark>` : text
  })
  return wrap(part, { texts, isShort: isShort(bytes.slice(part.start, part.end)) }, options)
}

// Shorter than a finger is wide; a line's end can't be made wider.
function isShort(text: string): boolean {
  return text.length <= 3 && !/[\r\n]/.test(text)
}

type Shown = { texts: HtmlValue; isShort: boolean }

function wrap({ kind, label, lesson }: WirePart, shown: Shown, options: WireOptions): Html {
  const { texts } = shown
  if (!options.isLabelled) return html`<span class="w-${kind}">${texts}</span>`
  if (lesson === undefined || !options.hasLesson(lesson)) {
    return html`<span class="w-${kind}" title="${label}" data-label="${label}">${texts}</span>`
  }
  const short = shown.isShort && ' short'
  return html`<a class="w-${kind}${short}" href="/lessons/${lesson}" title="${label}"
data-label="${label}" data-lesson="${lesson}">${texts}</a>`
}

const invisible = /\r\n|[\r\n]|[^\P{Cc}\r\n]/gu

/** Shows bytes as text, with the characters that nobody sees made visible. */
export function showBytes(bytes: string): HtmlValue {
  const text = decode(bytes)
  const shown: HtmlValue[] = []
  let at = 0
  for (const match of text.matchAll(invisible)) {
    const [character] = match
    shown.push(
      text.slice(at, match.index),
      html`<span class="unprinted">${signOf(character)}</span>`,
    )
    if (character.endsWith('\n')) shown.push('\n')
    at = match.index + character.length
  }
  return [...shown, text.slice(at)]
}

function signOf(character: string): string {
  if (character === '\t') return '\\t'
  if (character.endsWith('\n') || character === '\r') {
    return character.replace('\r', '\\r').replace('\n', '\\n')
  }
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

// Bytes that aren't UTF-8 are shown as numbers.
function decode(bytes: string): string {
  try {
    return decoder.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`)
  }
}
