// Reads the times in a program's JSON: ISO 8601, or milliseconds since 1970.

const form = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/i

/**
 * Returns the milliseconds; NaN for any other text, such as a time in the format of one country.
 * Without a zone, a time is read as UTC.
 */
export function readTime(value: unknown): number {
  if (typeof value === 'number') return value
  const text = String(value)
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const [, date, time, zone = 'Z'] = form.exec(text) ?? []
  if (date === undefined) return Number.NaN
  return Date.parse(`${date}T${time}${zone.toUpperCase().replace(/\d\d(?=\d\d)/, '$&:')}`)
}
