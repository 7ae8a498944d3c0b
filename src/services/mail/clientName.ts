// What we call ourselves when we greet a mail server (RFC 5321, section 4.1.1.1). Servers check it
// against spam: a name that people know us by is trusted more than `[127.0.0.1]`.
// Lesson: reset-by-email (tour)
//
//   https://go.example      →  EHLO go.example
//   http://192.0.2.1:3000   →  EHLO [192.0.2.1]

import { isIP } from 'node:net'
import { parseMailHost } from './address.ts'

/**
 * Makes the name from the public origin: its domain, or an address literal (RFC 5321, section
 * 4.1.3) where it is an IP address. Gives undefined for a host that isn't a valid domain.
 */
export function clientNameOf(publicOrigin: string): string | undefined {
  const { hostname } = new URL(publicOrigin)
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(bare) === 4) return `[${bare}]`
  if (isIP(bare) === 6) return `[IPv6:${bare}]`
  // DNS lets a name end in a dot, SMTP doesn't.
  return parseMailHost(hostname.replace(/\.$/, ''))
}
