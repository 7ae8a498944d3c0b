// Chooses what to send from what the client says it can read (RFC 9110, section 12.5): each
// preference has a weight from 0 to 1; 0 means "not this". Lesson: headers-and-negotiation (core)
//
//   Accept: text/html, text/*;q=0.5, application/json;q=0.9

import { parsePreference, parsePreferences, type Preference } from './preferences.ts'
import type { ReplyHeaders } from './reply.ts'

/**
 * Chooses the media type that the client likes best; of equals, the first offer.
 *
 * An offer has the weight of the most specific range that matches it: `text/html;level=1` before
 * `text/html` before `text/*` before any type. Without a (readable) header everything is welcome.
 */
export function negotiateMediaType<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | undefined {
  const ranges = parsePreferences(accept).filter(isMediaRange).sort(bySpecificity)
  if (ranges.length === 0) return offers[0]
  return best(offers, (offer) => {
    const type = parsePreference(offer.toLowerCase())
    return type && ranges.find((range) => coversType(range, type))?.weight
  })
}

/**
 * Chooses a content coding; of equals, the first offer.
 *
 * `identity` (no compression) is always the last resort, unless the header refuses it: then
 * undefined means that nothing is acceptable. A missing header allows any coding, but only
 * `identity` is safe.
 */
export function negotiateEncoding<Offer extends string>(
  acceptEncoding: string | undefined,
  offers: readonly Offer[],
): Offer | 'identity' | undefined {
  const weights = new Map<string, number>()
  for (const { value, weight } of parsePreferences(acceptEncoding)) weights.set(value, weight)
  // Half a thousandth: less than any coding that the client named, but acceptable.
  const unnamed = (coding: string) => weights.get('*') ?? (coding === 'identity' ? 0.5 : 0)
  return best([...offers, 'identity' as const], (coding) => weights.get(coding) ?? unnamed(coding))
}

/** Adds a name to Vary: the reply depends on that header of the request, and caches must know. */
export function addVary(headers: ReplyHeaders, name: string): void {
  const present = headers['vary']
  if (present === undefined) {
    headers['vary'] = name
    return
  }
  const names = [present].flat().join(',').split(',').map((part) => part.trim()).filter(Boolean)
  const isNamed = names.some((other) => other === '*' || other.toLowerCase() === name.toLowerCase())
  if (!isNamed) headers['vary'] = [...names, name].join(', ')
}

function isMediaRange({ value }: Preference): boolean {
  return value.includes('/') && (!value.startsWith('*/') || value === '*/*')
}

function bySpecificity(left: Preference, right: Preference): number {
  return stars(left) - stars(right) || right.parameters.size - left.parameters.size
}

function stars({ value }: Preference): number {
  if (value === '*/*') return 2
  return value.endsWith('/*') ? 1 : 0
}

function coversType(range: Preference, type: Preference): boolean {
  const start = range.value.replace(/\*$/, '')
  const isCovered = stars(range) === 1 ? type.value.startsWith(start) : range.value === type.value
  if (!isCovered && range.value !== '*/*') return false
  return [...range.parameters].every(([name, value]) => type.parameters.get(name) === value)
}

// The highest weight above 0; of equals, the first.
function best<Offer>(
  offers: readonly Offer[],
  weigh: (offer: Offer) => number | undefined,
): Offer | undefined {
  let chosen: Offer | undefined
  let highest = 0
  for (const offer of offers) {
    const weight = weigh(offer) ?? 0
    if (weight <= highest) continue
    chosen = offer
    highest = weight
  }
  return chosen
}
