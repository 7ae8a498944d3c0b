// The cookie that carries a session. Its name begins with `__Host-` wherever TLS is, and browsers
// then refuse it unless it is Secure and for this host alone. Lesson 32 (sessions).

import { secondMs } from '../basics/clock.ts'
import type { Context } from '../http/context.ts'
import { expireCookie, formatCookie, parseCookies, type CookieAttributes } from '../http/cookies.ts'
import type { ReplyHeaders } from '../http/reply.ts'
import { sessionLimitMs } from './session.ts'

export function readSessionCookie(context: Context, publicOrigin: string): string | undefined {
  return parseCookies(context.header('cookie')).get(cookieName(publicOrigin))
}

/** Makes the headers of a reply that signs a browser in. */
export function signInHeaders(token: string, publicOrigin: string): ReplyHeaders {
  const maxAgeSeconds = sessionLimitMs / secondMs
  const attributes = { ...attributesFor(publicOrigin), maxAgeSeconds }
  return {
    'set-cookie': formatCookie(cookieName(publicOrigin), token, attributes),
    'cache-control': 'no-store',
  }
}

/**
 * Makes the headers of a reply that signs a browser out. Everything that the browser has stored of
 * this site goes, but for the cookies: one of them may own links that were made without an account.
 */
export function signOutHeaders(publicOrigin: string): ReplyHeaders {
  return {
    'set-cookie': expireCookie(cookieName(publicOrigin), attributesFor(publicOrigin)),
    'clear-site-data': '"cache", "storage"',
    'cache-control': 'no-store',
  }
}

function cookieName(publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? '__Host-session' : 'session'
}

function attributesFor(publicOrigin: string): CookieAttributes {
  return { httpOnly: true, sameSite: 'Lax', secure: publicOrigin.startsWith('https:') }
}
