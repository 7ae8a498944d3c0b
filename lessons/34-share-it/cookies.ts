// What browsers make of the cookie.

import type { RequestPlan } from '../../src/course/check/check.ts'
import type { ShareTools } from './tunnel.ts'

/** Says whether browsers send the cookie over HTTPS only. */
export function isSecure(line: string): boolean {
  return /;\s*secure\s*(?:;|$)/i.test(line)
}

/** Says whether browsers keep a cookie with this name and these attributes. */
export function isKept(line: string): boolean {
  if (/^__Secure-/i.test(line)) return isSecure(line)
  if (!/^__Host-/i.test(line)) return true
  return isSecure(line) && /;\s*path=\/\s*(?:;|$)/i.test(line) && !/;\s*domain=/i.test(line)
}

/** Asks for a page whose public address is plain HTTP, and fails if its cookie needs HTTPS. */
export async function expectPlainCookie(
  { send, fail }: ShareTools, plan: RequestPlan,
  id: 'cookie-needs-https' | 'proto-believed' = 'cookie-needs-https',
): Promise<void> {
  const exchange = await send(plan)
  const [line] = exchange.answer.headers('set-cookie')
  if (line === undefined) return fail('no-cookie', { exchange, mark: 'head' })
  const facts = { exchange, mark: 'header set-cookie', actual: line } as const
  if (isSecure(line)) fail(id, facts)
  if (!isKept(line)) fail('cookie-refused', facts)
}
