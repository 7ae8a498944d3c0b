// Says whether a page of another site can show a page in a frame. In a frame that can't be seen,
// over a button that looks harmless, people press Allow without knowing (clickjacking).

import type { HttpExchange } from '../../src/course/check/exchange.ts'

/**
 * Says so for a response. `frame-ancestors` of any policy counts (CSP, level 3, section 6.4.2);
 * without one, X-Frame-Options does (RFC 7034).
 */
export function canBeFramed({ answer }: HttpExchange, ownOrigin: string): boolean {
  const policies = answer.headers('content-security-policy').flatMap((line) => line.split(','))
  const rules = policies.map(readAncestors).filter((sources) => sources !== undefined)
  const harmless = ["'none'", "'self'", ownOrigin]
  if (rules.length > 0) {
    return !rules.some((sources) => sources.every((source) => harmless.includes(source)))
  }
  const options = answer.headers('x-frame-options').map((line) => line.trim().toLowerCase())
  return !options.some((option) => ['deny', 'sameorigin'].includes(option))
}

// Of two directives with the same name, the first one counts.
function readAncestors(policy: string): readonly string[] | undefined {
  const directives = policy.split(';').map((text) => text.trim().toLowerCase().split(/\s+/))
  return directives.find(([name]) => name === 'frame-ancestors')?.slice(1)
}
