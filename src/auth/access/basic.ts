// Basic: a name and a password in every request, in base64, which hides nothing (RFC 7617). So it
// is for programs, and over TLS or localhost only: the caller sees to that.
// Lesson: basic-and-api-keys (core)

export type Credentials = { name: string; password: string }

// Twice what a password may have, in base64, and room for a long name.
const maxHeaderLength = 4 * 1024

// A byte order mark is a character like any other here.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the value of an Authorization header: `Basic YW5uOnNlY3JldA==`. undefined for another
 * scheme, and for credentials that are not strictly what RFC 7617 asks for.
 */
export function parseBasic(header: string | undefined): Credentials | undefined {
  if (header === undefined || header.length > maxHeaderLength) return undefined
  // The scheme is written in any case (RFC 9110, section 11.1).
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
  const text = encoded === undefined ? undefined : decode(encoded)
  if (text === undefined || hasControls(text)) return undefined
  // A name has no colon, a password may have some (RFC 7617, section 2).
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  return { name: text.slice(0, colon), password: text.slice(colon + 1) }
}

function decode(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64')
  // Node takes missing padding and bits that are left over: then it writes another text again.
  if (bytes.toString('base64') !== encoded) return undefined
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

function hasControls(text: string): boolean {
  return /[\0-\x1f\x7f]/.test(text)
}
