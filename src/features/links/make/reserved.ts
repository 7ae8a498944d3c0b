// Says which slugs are reserved, in every spelling that looks like the name. Links that were made
// before a name was reserved go on working: this is only asked about new ones.
// Lesson: safe-targets (tour)

import { reservedNames } from './reservedNames.ts'

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
