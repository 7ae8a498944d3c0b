// The cookies of a browser. One has the token of its session, another the token of the links that
// it made without an account. The third has a device token, which only proves that somebody has
// signed in from this browser before. It signs nobody in, but with it, a stranger who guesses
// passwords can't lock this browser out (OWASP's device cookies). The server doesn't store it: it's
// an HMAC of the account, the version of its password, and the time.
// Lesson: sessions (core)

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { dayMs, minuteMs, secondMs, type Clock } from '../../basics/clock.ts'
import type { Context } from '../../http/context.ts'
import {
  expireCookie, formatCookie, parseCookies, type CookieAttributes,
} from '../../http/cookies.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { deriveKey } from '../../services/secret.ts'
import { ownerPrefix } from '../access/owners.ts'
import { parseToken, type Token } from '../tokens/token.ts'
import { sessionLimitMs } from './session.ts'

/** The account that a token is bound to. A new password raises the version, and ends all tokens. */
export type DeviceOwner = { user: number; passwordVersion: number }

export type Devices = ReturnType<typeof createDevices>

/** How long a device is known after a sign-in. */
export const deviceLimitMs = 90 * dayMs
const prefix = 'gwd_'
// The prefix, the time in milliseconds, 16 bytes, and the HMAC of all of them.
const pattern = /^gwd_(\d{1,15})\.([\w-]{22})\.([\w-]{43})$/
const longestToken = 100
// Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5).
const ownerAgeSeconds = 400 * dayMs / secondMs

type CookieName = 'session' | 'device' | 'links'

/** Reads one of these cookies; undefined if the request doesn't have it. */
export function readCookie(
  name: CookieName, context: Context, publicOrigin: string,
): string | undefined {
  return parseCookies(context.header('cookie')).get(cookieName(name, publicOrigin))
}

/** Reads the token of the links that a browser made without an account. */
export function readOwnerCookie(context: Context, publicOrigin: string): Token | undefined {
  return parseToken(ownerPrefix, readCookie('links', context, publicOrigin) ?? '')
}

/** Makes the Set-Cookie line for that token. The browser keeps it for 400 days from now. */
export function ownerCookie(token: string, publicOrigin: string): string {
  const attributes = { ...cookieAttributes(publicOrigin), maxAgeSeconds: ownerAgeSeconds }
  return formatCookie(cookieName('links', publicOrigin), token, attributes)
}

/** Makes the headers of a response that signs a browser in and, with `device`, remembers it. */
export function signInHeaders(token: string, publicOrigin: string, device?: string): ReplyHeaders {
  const attributes = { ...cookieAttributes(publicOrigin), maxAgeSeconds: sessionLimitMs / secondMs }
  const session = formatCookie(cookieName('session', publicOrigin), token, attributes)
  return {
    'set-cookie': device === undefined ? session : [session, deviceCookie(device, publicOrigin)],
    'cache-control': 'no-store',
  }
}

/** Makes the headers that make a browser known for an account; none without a device token. */
export function deviceHeaders(device: string | undefined, publicOrigin: string): ReplyHeaders {
  return device === undefined ? {} : { 'set-cookie': deviceCookie(device, publicOrigin) }
}

function deviceCookie(device: string, publicOrigin: string): string {
  const attributes = { ...cookieAttributes(publicOrigin), maxAgeSeconds: deviceLimitMs / secondMs }
  // No other site has a reason to send it: only our own form signs anybody in.
  const name = cookieName('device', publicOrigin)
  return formatCookie(name, device, { ...attributes, sameSite: 'Strict' })
}

/**
 * Makes the headers of a response that signs a browser out. They clear everything that the browser
 * has stored of this site except for other cookies: one of them may own links that were made
 * without an account, and the device stays known.
 */
export function signOutHeaders(publicOrigin: string): ReplyHeaders {
  return {
    'set-cookie': expireCookie(cookieName('session', publicOrigin), cookieAttributes(publicOrigin)),
    'clear-site-data': '"cache", "storage"',
    'cache-control': 'no-store',
  }
}

/**
 * Gives the name of a cookie for this host alone. Browsers accept the prefix only if the cookie is
 * Secure, for this host and all of its paths. Without TLS (in development), there's no prefix.
 */
export function cookieName(name: string, publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? `__Host-${name}` : name
}

/** The attributes of such a cookie. */
export function cookieAttributes(publicOrigin: string): CookieAttributes {
  return { httpOnly: true, sameSite: 'Lax', secure: publicOrigin.startsWith('https:') }
}

/** Makes and checks device tokens. */
export function createDevices({ clock, secret }: { clock: Clock; secret: Uint8Array }) {
  const key = deriveKey(secret, 'devices')

  const sign = ({ user, passwordVersion }: DeviceOwner, issued: string): string =>
    createHmac('sha256', key).update(`${user} ${passwordVersion} ${issued}`).digest('base64url')

  return {
    /** Makes the token of a browser in which this account was just signed in to. */
    make(owner: DeviceOwner): string {
      const issued = `${clock()}.${randomBytes(16).toString('base64url')}`
      return `${prefix}${issued}.${sign(owner, issued)}`
    },

    /**
     * Gives the name of a device that knows this account, for its own throttle; undefined for
     * another account's token, for one that is too old or from before `since`, and for everything
     * else.
     */
    recognize(token: string | undefined, owner: DeviceOwner, since = 0): string | undefined {
      if (token === undefined || token.length > longestToken) return undefined
      const [, issuedAt = '', nonce = '', mac = ''] = pattern.exec(token) ?? []
      if (mac === '') return undefined
      const expected = Buffer.from(sign(owner, `${issuedAt}.${nonce}`))
      const given = Buffer.from(mac)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      if (Number(issuedAt) < since) return undefined
      const age = clock() - Number(issuedAt)
      // If the clock was set back a little, its devices are still known.
      return age > -minuteMs && age < deviceLimitMs ? `${owner.user} ${nonce}` : undefined
    },
  }
}
