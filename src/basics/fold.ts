// Text as a search compares it: people type a word in any case, and with any of the ways in which
// Unicode can write an accent.
// Lesson: pages-filters-sorting (core)

const mostTerms = 8

/**
 * Makes letters alike that differ only in case, and accents alike that are written differently.
 * Through capitals, because `ß` and `SS` meet only there (Unicode, section 5.18); and first through
 * small letters, because the capital `ẞ` has no other way to `ß`.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
}

/** Splits what somebody typed into folded terms, at most eight. A text must contain all of them. */
export function parseTerms(search: string): string[] {
  const words = fold(search).split(/\s+/).filter((word) => word !== '')
  return [...new Set(words)].slice(0, mostTerms)
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
