// Text as a search compares it: people type a word in any case, and with any of the ways in which
// Unicode can write an accent.
// Lesson: pages-filters-sorting (core)

/** So many terms of a search count. */
export const mostTerms = 8

/**
 * Makes letters alike that differ only in case or width, and accents alike that are written
 * differently. Characters that nobody sees, such as a soft hyphen, are left out, and the
 * apostrophe that phones type is the one of a keyboard.
 *
 * Through capitals, because `ß` and `SS` meet only there (Unicode, section 5.18); and first through
 * small letters, because the capital `ẞ` has no other way to `ß`. The Turkish `İ` and `I` are both
 * an `i`, because nobody says in which language a search is.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return foldWidth(text).replaceAll(invisible, '').replaceAll(/[\u2018\u2019]/g, "'")
    .toLowerCase().toUpperCase().toLowerCase()
    .replaceAll('ς', 'σ').replaceAll(/i\u0307+/g, 'i').normalize('NFC')
}

// A soft hyphen, a zero-width space, a mark for the direction of text, a variation selector.
const invisible = /\p{Default_Ignorable_Code_Point}+/gu

// Japanese keyboards write `ＡＢＣ` and `ｱｲｳ` as well as `ABC` and `アイウ` (Unicode, section 18.5).
function foldWidth(text: string): string {
  return text.replaceAll(/[\uFF01-\uFFEF]+/g, (wide) => wide.normalize('NFKC'))
}

/** Splits what somebody typed into folded terms, at most eight. A text must contain all of them. */
export function parseTerms(search: string): string[] {
  const words = fold(search).split(/\s+/).filter((word) => word !== '')
  return [...new Set(words)].slice(0, mostTerms)
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
