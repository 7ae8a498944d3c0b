// An origin is the scheme, host and port of a page (RFC 6454): what browsers compare before one
// page may touch another, and what they send in the Origin header. Lesson: csrf (core)

/**
 * Writes a configured origin as browsers send it: in lower case, without the scheme's own port.
 *
 * Throws a TypeError for anything but `http://host`, `https://host` and those with a port.
 */
export function toOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  // Other schemes have the origin `null`, which every sandboxed page sends as well.
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  // `https://*.example` is a URL, but no page is ever there.
  if (!isWeb || url.href !== `${url.origin}/` || url.host.includes('*')) {
    throw new TypeError(`Cannot use ${JSON.stringify(address)} as an origin: write https://host`)
  }
  return url.origin
}
