// How pages write times, numbers and sizes. Lesson: the-page (tour)

import { html, type Html } from '../../http/html.ts'

/** A time to the minute: `2026-01-31 11:30 UTC`; a script shows it in the visitor's time zone. */
export function timeText(timeMs: number): Html {
  const time = new Date(timeMs).toISOString()
  return html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** A number with thousands separators: `1,200`. */
export function numberText(number: number): string {
  return number.toLocaleString('en')
}

/** A number with its noun: `1 browser`, `1,200 browsers`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${numberText(number)} ${number === 1 ? one : many}`
}

/** Writes a number of bytes as people read it: `12.4 MB`. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${size.toLocaleString('en', { maximumSignificantDigits: 3 })} ${units[unit]}`
}
