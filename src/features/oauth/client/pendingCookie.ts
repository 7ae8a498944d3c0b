// What a browser carries while it is away at another provider: the state, the nonce and the PKCE
// verifier of its sign-in, signed and for ten minutes. A browser that comes back without them began
// elsewhere: nobody is tricked into a sign-in that somebody else began (RFC 9700, section 4.7).
// Lesson: oauth-and-oidc (appendix)

import { createHmac, timingSafeEqual } from 'node:crypto'
import { cookieAttributes, cookieName } from '../../../auth/sessions/cookies.ts'
import { check, integer, nullable, object, string, type Checked } from '../../../basics/check.ts'
import { minuteMs, secondMs, type Clock } from '../../../basics/clock.ts'
import type { Context } from '../../../http/context.ts'
import { expireCookie, formatCookie, parseCookies } from '../../../http/cookies.ts'
import { deriveKey } from '../../../services/secret.ts'

/** A sign-in that is under way. */
export type PendingSignIn = Checked<typeof pendingChecker>

export type PendingCookie = ReturnType<typeof createPendingCookie>

const longestText = 2_000
const text = string({ min: 1, max: longestText })

const pendingChecker = object({
  state: text,
  nonce: text,
  verifier: text,
  /** Where to go afterwards: a path of our own. */
  next: text,
  /** The session that asked to be linked; null for a sign-in. */
  linkTo: nullable(integer({ min: 1 })),
  /** The user who has to prove that it's still them; null if anybody may sign in. */
  onlyFor: nullable(integer({ min: 1 })),
  /** The earliest time to have signed in there, in seconds since 1970; null for any. */
  signedInSince: nullable(integer()),
  expiresAt: integer(),
})

const pendingLimitMs = 10 * minuteMs

/** Makes the cookie of sign-ins that are under way. */
export function createPendingCookie(
  { secret, clock, publicOrigin }: { secret: Uint8Array; clock: Clock; publicOrigin: string },
) {
  const key = deriveKey(secret, 'provider sign-in')
  const name = cookieName('provider', publicOrigin)
  // They include SameSite=Lax, because the browser comes back from another site by a link.
  const attributes = cookieAttributes(publicOrigin)
  const macOf = (payload: string) => createHmac('sha256', key).update(payload).digest()

  return {
    /** Writes the Set-Cookie line that keeps a sign-in for its time. */
    write(pending: Omit<PendingSignIn, 'expiresAt'>): string {
      // Browsers drop a cookie of more than 4 KB (RFC 6265bis), and the sign-in would be lost.
      const next = pending.next.length > longestText ? '/' : pending.next
      const kept: PendingSignIn = { ...pending, next, expiresAt: clock() + pendingLimitMs }
      const payload = Buffer.from(JSON.stringify(kept)).toString('base64url')
      const value = `${payload}.${macOf(payload).toString('base64url')}`
      return formatCookie(name, value, { ...attributes, maxAgeSeconds: pendingLimitMs / secondMs })
    },

    /** Reads the sign-in that this browser began, undefined for none or an old one. */
    read(context: Context): PendingSignIn | undefined {
      const value = parseCookies(context.header('cookie')).get(name) ?? ''
      const [payload = '', mac = ''] = value.split('.')
      const expected = macOf(payload)
      const given = Buffer.from(mac, 'base64url')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      const result = check(pendingChecker, JSON.parse(Buffer.from(payload, 'base64url').toString()))
      if ('issues' in result || result.value.expiresAt <= clock()) return undefined
      return result.value
    },

    /** Writes the Set-Cookie line that takes it away: it works once. */
    expire: (): string => expireCookie(name, attributes),
  }
}

/** Compares what came back with what was kept, in a time that doesn't depend on either. */
export function isSameText(given: string | null, kept: string): boolean {
  const actual = Buffer.from(given ?? '')
  const expected = Buffer.from(kept)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
