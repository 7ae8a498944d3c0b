// What every response tells the browser to be careful about, whatever the handler does.
// Lesson: html-without-xss (tour)

import type { Context, Middleware } from './context.ts'
import { after } from './middleware.ts'
import { toOrigin } from './origin.ts'
import type { Reply } from './reply.ts'

// For a year (ASVS 5.0, 3.4.1), but not for the names below ours: they may be other people's.
const transportPolicy = 'max-age=31536000'

const otherPolicy = "default-src 'none'; frame-ancestors 'none'"

const pagePolicy =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'"

/**
 * Makes the middleware that gives every reply the headers which keep a browser careful. A header
 * that the handler has set stays as it is.
 *
 * It writes into the reply, so a handler must make a new one for each request. What a handler
 * throws has to become a reply further in.
 */
export function securityHeaders({ publicOrigin }: { publicOrigin: string }): Middleware {
  const overTls = toOrigin(publicOrigin).startsWith('https:')
  return after((reply, context) => {
    const { headers } = reply
    headers['x-content-type-options'] ??= 'nosniff'
    headers['referrer-policy'] ??= 'strict-origin-when-cross-origin'
    if (overTls) headers['strict-transport-security'] ??= transportPolicy
    const isHtml = isPage(reply)
    if (isHtml) headers['cross-origin-opener-policy'] ??= 'same-origin'
    headers['content-security-policy'] ??= isHtml ? pagePolicyFor(context) : otherPolicy
    return reply
  })
}

function isPage(reply: Reply): boolean {
  return String(reply.headers['content-type']).startsWith('text/html')
}

function pagePolicyFor(context: Context): string {
  if (!context.hasNonce) return pagePolicy
  const nonce = `'self' 'nonce-${context.nonce}'`
  return `${pagePolicy}; script-src ${nonce}; style-src ${nonce}`
}
