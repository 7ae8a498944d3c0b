// Guesses which link was meant by an address that came with punctuation from the text around it:
// `/abc-def.`, `/abc-def)` or `/abc-def…`. Lesson: create-and-redirect (appendix)

import { isSlug } from '../make/slug.ts'

// How much of a name is looked at. A slug has at most 50 characters.
const longestName = 100

/**
 * Returns the slugs that a name may stand for, the likeliest first: at most two, and never the
 * name itself.
 */
export function similarSlugs(name: string): string[] {
  const text = plain(name.slice(0, longestName))
  const candidates = [withoutEnds(text), firstPart(text)]
  return [...new Set(candidates)].filter((slug) => slug !== name && isSlug(slug))
}

// Full-width letters become plain ones, and every kind of dash a hyphen. Characters that can't be
// seen, such as a soft hyphen or a zero-width space, are dropped.
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\p{Dash_Punctuation}|\u2212/gu, '-')
    .toLowerCase()
}

/** `(abc-def).` without what is around the slug. */
function withoutEnds(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && !isLetterOrDigit(text.charAt(start))) start += 1
  while (end > start && !isLetterOrDigit(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** `abc-def.Then` up to the first character that no slug has. */
function firstPart(text: string): string {
  const trimmed = withoutEnds(text)
  const end = trimmed.search(/[^a-z0-9_-]/)
  return end === -1 ? trimmed : withoutEnds(trimmed.slice(0, end))
}

function isLetterOrDigit(character: string): boolean {
  return /^[a-z0-9]$/.test(character)
}
