// Reads a list of preferences with weights, as in Accept, Accept-Encoding and Accept-Language
// (RFC 9110, section 12.4.2). Lesson: headers-and-negotiation (core)
//
//   text/html;level=1, text/*;q=0.5

/** One member of the list, in lower case. The weight counts in thousandths: from 0 to 1000. */
export type Preference = { value: string; parameters: Map<string, string>; weight: number }

/** A header longer than this counts as missing. Real ones have up to some 300 characters. */
const maxPreferencesLength = 2_000

/** Parses a list of preferences; malformed members are left out. */
export function parsePreferences(header: string | undefined): Preference[] {
  if (header === undefined || header.length > maxPreferencesLength) return []
  return splitOutsideQuotes(header.toLowerCase(), ',')
    .map(parsePreference)
    .filter((preference) => preference !== undefined)
}

const valueForm = /^[\w!#$%&'*+.^`|~-]+(?:\/[\w!#$%&'*+.^`|~-]+)?$/
const parameterForm = /^([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\.)*)")$/

/** Parses one member in lower case: a value and its parameters, among them `q`, the weight. */
export function parsePreference(member: string): Preference | undefined {
  const [value = '', ...rest] = splitOutsideQuotes(member, ';')
  if (!valueForm.test(value)) return undefined
  const parameters = new Map<string, string>()
  for (const part of rest) {
    if (part === '') continue
    const [, name, token, quoted = ''] = parameterForm.exec(part) ?? []
    if (name === undefined) return undefined
    parameters.set(name, token ?? quoted.replace(/\\(.)/g, '$1'))
  }
  const weight = parseWeight(parameters.get('q') ?? '1')
  parameters.delete('q')
  return weight === undefined ? undefined : { value, parameters, weight }
}

/** Splits a header at each separator that isn't inside quotes. */
export function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '"') isQuoted = !isQuoted
    else if (text[index] === '\\' && isQuoted) index++
    else if (text[index] === separator && !isQuoted) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim())
}

// Weights above 1 count as 1, decimals after the third are cut off.
function parseWeight(text: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d+)(?:\.(\d*))?$/.exec(text) ?? []
  if (whole === undefined) return undefined
  return Math.min(Number(whole) * 1000 + Number(decimals.slice(0, 3).padEnd(3, '0')), 1000)
}
