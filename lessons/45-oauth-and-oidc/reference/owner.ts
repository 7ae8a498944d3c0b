// Who looks at a page: a signed-in user, or a browser that has the owner's cookie. Forms have a
// token that is made of the cookie: another site can send our form, but it can't read the token.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import type { ReplyHeaders } from './framework/reply.ts'
import { readCookie, readSessionCookie } from './cookies.ts'
import type { Sessions } from './sessions.ts'
import type { LinkOwner } from './store.ts'
import type { User } from './users.ts'

export type OwnerParts = { sessions: Sessions; publicOrigin: string }

export type Owner = {
  user: User | undefined
  /** What is stored with the owner's links. */
  of: LinkOwner
  formToken: string
  /** Sets the cookie in a browser that has none. */
  headers: ReplyHeaders
}

const cookieForm = /^[\w-]{43}$/
const yearSeconds = 31_536_000

/** Gives the owner of the request, a new one if it has no cookie. */
export function readOwner(context: Context, { sessions, publicOrigin }: OwnerParts): Owner {
  const token = readSessionCookie(context, publicOrigin) ?? ''
  const user = sessions.find(token)?.user
  if (user === undefined) return readBrowser(context, publicOrigin)
  // Made of the session, so a token of another user, or of an earlier session, isn't accepted.
  const formToken = hashOf(`form ${token}`)
  return { user, of: { user: user.id, owner: null }, formToken, headers: {} }
}

/** Throws an HttpError 403 unless a form comes from a page that this owner got from us. */
export function checkFormToken({ formToken }: Owner, sent: string | null): void {
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(sent ?? '')]
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
  throw new HttpError(403, 'This form is from another browser, or too old: reload the page')
}

/** Gives the browser, even if a user is signed in. */
export function readBrowser(context: Context, publicOrigin: string): Owner {
  // What the browser uses decides, and not X-Forwarded-Proto, which anyone can send. A browser
  // takes a cookie with this prefix over HTTPS only, and no other host can set it.
  const isSecure = publicOrigin.startsWith('https:')
  const name = isSecure ? '__Host-owner' : 'owner'
  const sent = readCookie(context, name)
  const known = sent !== undefined && cookieForm.test(sent) ? sent : undefined
  const value = known ?? randomBytes(32).toString('base64url')
  const flags = `HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  const cookie = `${name}=${value}; Path=/; Max-Age=${yearSeconds}; ${flags}`
  return {
    user: undefined,
    of: { user: null, owner: hashOf(`owner ${value}`) },
    formToken: hashOf(`form ${value}`),
    headers: known === undefined ? { 'set-cookie': cookie } : {},
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
