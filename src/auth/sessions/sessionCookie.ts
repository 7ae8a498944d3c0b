// The cookies of sign-in: the session, and the device that is known for an account. Their names
// begin with `__Host-` wherever TLS is, and browsers then refuse them unless they're Secure and for
// this host alone.
// Lesson: sessions (core)

import { secondMs } from '../../basics/clock.ts'
import type { Context } from '../../http/context.ts'
import {
  expireCookie, formatCookie, parseCookies, type CookieAttributes,
} from '../../http/cookies.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { deviceLimitMs } from './device.ts'
import { sessionLimitMs } from './session.ts'

export function readSessionCookie(context: Context, publicOrigin: string): string | undefined {
  return parseCookies(context.header('cookie')).get(cookieName('session', publicOrigin))
}

/** Reads the device token that a browser brings. */
export function readDeviceCookie(context: Context, publicOrigin: string): string | undefined {
  return parseCookies(context.header('cookie')).get(cookieName('device', publicOrigin))
}

/** Makes the headers of a reply that signs a browser in, and makes it known for the account. */
export function signInHeaders(token: string, publicOrigin: string, device?: string): ReplyHeaders {
  const maxAgeSeconds = sessionLimitMs / secondMs
  const attributes = { ...attributesFor(publicOrigin), maxAgeSeconds }
  const session = formatCookie(cookieName('session', publicOrigin), token, attributes)
  return {
    'set-cookie': device === undefined ? session : [session, deviceCookie(device, publicOrigin)],
    'cache-control': 'no-store',
  }
}

/** Makes the Set-Cookie line that makes a browser known for an account. */
export function deviceCookie(device: string, publicOrigin: string): string {
  const attributes = { ...attributesFor(publicOrigin), maxAgeSeconds: deviceLimitMs / secondMs }
  // No other site has a reason to send it: only our own form signs anybody in.
  const name = cookieName('device', publicOrigin)
  return formatCookie(name, device, { ...attributes, sameSite: 'Strict' })
}

/**
 * Makes the headers of a reply that signs a browser out. Everything that the browser has stored of
 * this site goes, but for the other cookies: one of them may own links that were made without an
 * account, and the device stays known.
 */
export function signOutHeaders(publicOrigin: string): ReplyHeaders {
  return {
    'set-cookie': expireCookie(cookieName('session', publicOrigin), attributesFor(publicOrigin)),
    'clear-site-data': '"cache", "storage"',
    'cache-control': 'no-store',
  }
}

function cookieName(name: 'session' | 'device', publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? `__Host-${name}` : name
}

function attributesFor(publicOrigin: string): CookieAttributes {
  return { httpOnly: true, sameSite: 'Lax', secure: publicOrigin.startsWith('https:') }
}
