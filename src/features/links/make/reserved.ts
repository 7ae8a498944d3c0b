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
  if (!/\d/.test(text)) return names.has(text)
  if (text.length < shortestDisguise) return names.has(written)
  return names.has(text) || spellings(text).some((name) => names.has(name))
}

const shortestDisguise = 5

// Digits that look like letters: 1 may be an l or an i.
const lookAlikes: Record<string, string> = {
  '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b',
}

function spellings(text: string): string[] {
  const letters = text.replaceAll(/[034578]/g, (digit) => lookAlikes[digit] ?? digit)
  return [letters, letters.replaceAll('1', 'l'), letters.replaceAll('1', 'i')]
}
