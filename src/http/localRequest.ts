// Tells this machine's own requests from those that a tunnel brings in. Both come from 127.0.0.1,
// so the socket doesn't tell; the Host alone doesn't either, because some tunnels rewrite it.
// Lesson: share-it (core)

import { isLoopbackName } from '../basics/config.ts'
import type { IncomingRequest } from './context.ts'

// What else proxies add. A browser on this machine sends none of these to a server beside it.
const forwardingHeaders = new Set(['forwarded', 'via', 'x-real-ip', 'cf-connecting-ip', 'cf-ray'])

/**
 * Says whether a request was sent to this machine's own name (`localhost`, `127.0.0.1`, `[::1]`)
 * and no proxy has passed it on. Without a Host, or with a malformed one, it's a stranger's.
 */
export function isLocalRequest(
  { headers, url }: Pick<IncomingRequest, 'headers' | 'url'>,
): boolean {
  if (isForwarded({ headers })) return false
  // A target like `http://other.example/` names its own host (RFC 9112, section 3.2.2).
  return url.startsWith('/') && isLoopbackHost(headers.host ?? '')
}

/** Says whether a proxy has passed a request on: then it has a header that tells of it. */
export function isForwarded({ headers }: Pick<IncomingRequest, 'headers'>): boolean {
  for (const name in headers) {
    if (name.startsWith('x-forwarded-') || forwardingHeaders.has(name)) return true
  }
  return false
}

function isLoopbackHost(host: string): boolean {
  // The parser would take `localhost/x` and `a@localhost` for this machine too.
  if (host.length > 255 || /[/\\?#@\s]/.test(host)) return false
  const hostname = URL.parse(`http://${host}/`)?.hostname ?? ''
  return hostname !== '' && isLoopbackName(hostname)
}
