// Names that no new link can have, in every spelling that looks like them: people would take the
// link for a page of this site, of a company or of an authority, and trust it. Links that were made
// before a name was reserved go on working. Lesson: safe-targets (tour)

import { readFileSync } from 'node:fs'

/**
 * The names, sorted, in lower case, without hyphens and underscores: `reset-password` and
 * `Reset_Password` are both `resetpassword`.
 */
export const reservedNames: readonly string[] =
  readFileSync(new URL('reservedNames.txt', import.meta.url), 'utf8').trim().split(/\s+/)

const names = new Set(reservedNames)

/**
 * Says whether people would trust a slug for its name: `PayPal`, `reset-password`, `paypa1`, or
 * `paypal-login`, where every part is such a name.
 */
export function isReserved(slug: string): boolean {
  const text = slug.toLowerCase()
  const parts = text.split(/[-_]+/).filter((part) => part !== '')
  return isName(parts.join(''), text) || parts.every((part) => isName(part, part))
}

// A few letters and digits, such as `n-2-6`, are a name only where they are written like it.
function isName(text: string, written: string): boolean {
  if (text.length < shortestDisguise) return names.has(/\d/.test(text) ? written : text)
  return names.has(text) || looks.has(lookOf(text))
}

const shortestDisguise = 5

// Digits and letters that look like other letters: a lookup ignores case, so that `/paypaI` leads
// where `/paypai` does, and an I looks like an l.
const lookAlikes: Record<string, string> = {
  '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', 'i': 'l', 'rn': 'm',
  'vv': 'w',
}

function lookOf(text: string): string {
  return text.replaceAll(/[0134578i]|rn|vv/g, (letters) => lookAlikes[letters] ?? letters)
}

const looks = new Set(reservedNames.filter((name) => name.length >= shortestDisguise).map(lookOf))
