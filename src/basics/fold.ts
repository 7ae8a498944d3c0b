// Text as a search compares it: people type a word in any case, and with any of the ways in which
// Unicode can write an accent.
// Lesson: pages-filters-sorting (core)

/** So many terms of a search count. */
export const mostTerms = 8

/**
 * Removes the differences that a search ignores: case, width, and the ways to write an accent.
 * Invisible characters, such as a soft hyphen, are left out, and the curly apostrophe that phones
 * type becomes a straight one.
 *
 * Text becomes upper case first, because only then `ß` and `SS` are the same (Unicode, section
 * 5.18); and lower case even before that, because the capital `ẞ` only becomes `ß` that way. The
 * Turkish `İ` and `I` both become `i`, because we don't know the language of a search.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return foldWidth(text).replaceAll(invisible, '').replaceAll(/[\u2018\u2019]/g, "'")
    .toLowerCase().toUpperCase().toLowerCase()
    .replaceAll('ς', 'σ').replaceAll(/i\u0307+/g, 'i').normalize('NFC')
}

// Such as a soft hyphen, a zero-width space, a direction mark or a variation selector.
const invisible = /\p{Default_Ignorable_Code_Point}+/gu

// Japanese keyboards type `ＡＢＣ` and `ｱｲｳ` as well as `ABC` and `アイウ` (Unicode, section 18.5).
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
