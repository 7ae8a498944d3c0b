// Form tokens: another site can make a browser send the cookie, but it can't read our pages, so it
// doesn't know what their forms contain. Lesson: csrf (core)

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Makes a form token for the cookie with this value. It's different each time, so that the length
 * of a compressed page says nothing about it (BREACH).
 */
export function makeFormToken(cookie: string): string {
  const salt = randomBytes(12).toString('base64url')
  return `${salt}.${sign(cookie, salt)}`
}

/** Says whether a form contains a token that was made for this cookie. */
export function matchesFormToken(cookie: string, given: string | null): boolean {
  const [salt, mac, ...more] = given?.split('.', 3) ?? []
  if (salt === undefined || mac === undefined || more.length > 0) return false
  const expected = Buffer.from(sign(cookie, salt))
  const actual = Buffer.from(mac)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

function sign(cookie: string, salt: string): string {
  return createHmac('sha256', cookie).update(`form ${salt}`).digest('base64url')
}
