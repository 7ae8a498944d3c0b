// The charset of a Content-Type: which bytes stand for which characters. We read UTF-8 only, but it
// has several names. Lesson: reading-a-body (tour)

/**
 * Says whether a Content-Type names no charset, or UTF-8 by any label that browsers know: `utf-8`,
 * `UTF8`, `unicode-1-1-utf-8` (Encoding standard, section 4.2). One other charset is enough to
 * make it false.
 */
export function isUtf8(contentType: string): boolean {
  const [, ...parameters] = contentType.split(';')
  return parameters.every((parameter) => {
    const equals = parameter.indexOf('=')
    const name = parameter.slice(0, equals).trim().toLowerCase()
    return name !== 'charset' || isUtf8Label(unquote(parameter.slice(equals + 1).trim()))
  })
}

function unquote(value: string): string {
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
  return isQuoted ? value.slice(1, -1) : value
}

// Longer than any label of UTF-8.
const longestLabel = 20

function isUtf8Label(label: string): boolean {
  if (label.length > longestLabel) return false
  try {
    return new TextDecoder(label).encoding === 'utf-8'
  } catch {
    // A label that is unknown.
    return false
  }
}
