// Basic: an address and a password with every request, in base64, which hides nothing (RFC 7617).

/** What a Basic header says. */
export type BasicCredentials = { email: string; password: string }

const longestHeader = 4_096

/**
 * Reads the value of an Authorization header: `Basic YW5uOnNlY3JldA==`. undefined for everything
 * that isn't exactly what RFC 7617 asks for.
 */
export function parseBasic(header: string): BasicCredentials | undefined {
  if (header.length > longestHeader) return undefined
  // The name of a scheme can be written in capitals, too (RFC 9110, section 11.1).
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
  const text = encoded === undefined ? undefined : decode(encoded)
  if (text === undefined || /\p{Cc}/u.test(text)) return undefined
  // The first colon: a name can't have one, a password can (RFC 7617, section 2).
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  return { email: text.slice(0, colon), password: text.slice(colon + 1) }
}

function decode(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64')
  // Node reads some texts that aren't base64: encoding the bytes again shows them.
  if (bytes.toString('base64') !== encoded) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
