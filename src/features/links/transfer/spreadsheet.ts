// What spreadsheets do to the cells of a CSV file: they take some slugs for numbers, dates or truth
// values, and write truth values in a person's own language.
// Lesson: pages-filters-sorting (appendix)

import { isRecord } from '../../../basics/check.ts'

// As spreadsheets write them, in capitals; and as people type them.
const spreadsheetTrue = ('true wahr vrai verdadero vero verdadeiro waar prawda sant sand истина ' +
  'істина pravda igaz tosi sann adevărat doğru').split(' ')
// toLowerCase doesn't know the language, so the Turkish `YANLIŞ` becomes `yanliş`.
const spreadsheetFalse = ('false falsch faux falso onwaar fałsz falskt falsk ложь хибність ' +
  'nepravda hamis epätosi usann fals yanlış yanliş').split(' ')
// PostgreSQL writes `t` and `f`, statistics programs `1.0` if other cells of a column are empty.
const typedTrue = '1 1.0 1,0 yes y t on ja oui si sí sì sim tak да'.split(' ')
const typedFalse = '0 0.0 0,0 no n f off nein non não nee nie nej нет'.split(' ')

const trueWords = new Set([...spreadsheetTrue, ...typedTrue])
const falseWords = new Set([...spreadsheetFalse, ...typedFalse])

/** Reads a truth value in any case; undefined when it isn't one. */
export function readTruth(text: string): boolean | undefined {
  if (text.length > 20) return undefined
  const word = text.trim().normalize('NFC').toLowerCase()
  if (trueWords.has(word)) return true
  return falseWords.has(word) ? false : undefined
}

const months = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|' +
  'sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mrz|mai|okt|dez|' +
  // French, Spanish and Italian; without `set`, `out` and `gen`, which are English words too.
  'janv|avr|juin|juil|ene|abr|ago|dic|mag|giu|lug|ott'
const rewritten = [
  // 007 becomes 7.
  /^0\d+$/,
  // 123456789012 becomes 1.23457E+11.
  /^\d{12,}$/,
  // 1e5 becomes 1.00E+05.
  /^\d+e[-+]?\d+$/,
  // 1-2, 1-1-1, 12-2026 and 2026-01-31 become dates.
  /^\d{1,2}-\d{1,2}(?:-\d{1,4})?$|^\d{1,2}-\d{4}$|^\d{4}-\d{1,2}(?:-\d{1,2})?$/,
  // So do jan-1, sept2, 1-jan, 1-jan-2026 and 1jan2026; `may` alone doesn't.
  new RegExp(`^(?:${months})-?\\d{1,4}(?:-\\d{1,4})?$`),
  new RegExp(`^\\d{1,4}-?(?:${months})(?:-?\\d{1,4})?$`),
  // How such a cell looks afterwards.
  /^\d(?:[.,]\d+)?e[+-]\d+$/, /^\d{1,4}[./]\d{1,2}[./]?\d{0,4}$/, /^#/,
]

/** Says whether a spreadsheet changes this slug when it opens a file, or has changed it already. */
export function isRewritten(slug: string): boolean {
  if (slug.length > 50) return false
  const text = slug.trim().toLowerCase()
  const isTruth = spreadsheetTrue.includes(text) || spreadsheetFalse.includes(text)
  return isTruth || rewritten.some((pattern) => pattern.test(text))
}

export type RowWarning = { row: number; field: 'slug'; message: string }

/** Finds the slugs that a spreadsheet has changed, or will change. */
export function slugWarnings(rows: readonly { row: number; input: unknown }[]): RowWarning[] {
  return rows.flatMap(({ row, input }) => {
    const slug = isRecord(input) ? input['slug'] : undefined
    if (typeof slug !== 'string' || !isRewritten(slug)) return []
    const message = `Spreadsheets turn names like "${slug}" into numbers, dates or truth values: ` +
      "check that it's the name that you want"
    return [{ row, field: 'slug', message }]
  })
}
