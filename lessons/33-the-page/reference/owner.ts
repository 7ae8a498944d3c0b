// Who made a link: the browser that has the cookie. Only the SHA-256 of the cookie is stored. Forms
// have a token that is made of the cookie: another site can send our form, but it can't read the
// token.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import type { ReplyHeaders } from './framework/reply.ts'

const cookieName = 'owner'
const cookieForm = /^[\w-]{43}$/
const yearSeconds = 31_536_000

export type Owner = {
  /** What is stored with its links. */
  hash: string
  formToken: string
  /** Sets the cookie in a browser that has none. */
  headers: ReplyHeaders
}

/** Gives the owner of the request, a new one if it has no cookie. */
export function readOwner(context: Context): Owner {
  const known = readCookie(context.header('cookie') ?? '')
  const value = known ?? randomBytes(32).toString('base64url')
  const cookie = `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${yearSeconds}`
  return {
    hash: hashOf(`owner ${value}`),
    formToken: hashOf(`form ${value}`),
    headers: known === undefined ? { 'set-cookie': cookie } : {},
  }
}

/** Throws an HttpError 403 unless a form comes from a page that this owner got from us. */
export function checkFormToken({ formToken }: Owner, sent: string | null): void {
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(sent ?? '')]
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
  throw new HttpError(403, 'This form is from another browser, or too old: reload the page')
}

// The first one of the name counts.
function readCookie(header: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1)
  return value !== undefined && cookieForm.test(value) ? value : undefined
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
