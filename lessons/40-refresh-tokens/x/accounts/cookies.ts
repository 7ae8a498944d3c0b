// The cookie of a session. Scripts can't read it, and other sites' forms don't send it.

import type { Context } from './framework/context.ts'

// As long as a session lasts at most: 90 days.
const maxAgeSeconds = 7_776_000

/** Reads the token of the session, undefined if there's no such cookie. */
export function readSessionCookie(context: Context, publicOrigin: string): string | undefined {
  return readCookie(context, nameOf(publicOrigin))
}

/** Makes the Set-Cookie line that signs a browser in. */
export function sessionCookie(token: string, publicOrigin: string): string {
  return line(token, publicOrigin, maxAgeSeconds)
}

/** Makes the Set-Cookie line that takes the cookie away. */
export function endedCookie(publicOrigin: string): string {
  return line('', publicOrigin, 0)
}

/** Reads a cookie of the request. The first one of the name counts. */
export function readCookie(context: Context, name: string): string | undefined {
  const pairs = (context.header('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

function line(value: string, publicOrigin: string, seconds: number): string {
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(publicOrigin)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`
    + secure
}

// A browser takes a cookie with this prefix over HTTPS only, and no other host can set it.
function nameOf(publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? '__Host-session' : 'session'
}
