// A reply is plain data: a status, headers and a body. Handlers return one and never touch the
// socket, so "sent twice" and "forgot to send" are mistakes that cannot be written.
// Lesson: hello-http (core)

import type { Readable } from 'node:stream'

/** Names in lower case. An array stands for several lines of one name, as Set-Cookie needs. */
export type ReplyHeaders = Record<string, string | string[]>

type ReplyBody = string | Uint8Array | Readable | null

/**
 * What a handler returns. Middlewares add to `headers`, so each reply needs an object of its own:
 * in a shared one, the headers of one response would also be in the next.
 */
export type Reply = { status: number; headers: ReplyHeaders; body: ReplyBody }

/** For a reply that is for one person, or for one moment: no cache may keep it. */
export const noStore: Readonly<ReplyHeaders> = { 'cache-control': 'no-store' }

/** Makes a plain text reply. */
export function text(body: string, status = 200, headers: ReplyHeaders = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body }
}

/** Makes a JSON reply. The value must be something that JSON can hold. */
export function json(value: unknown, status = 200, headers?: ReplyHeaders): Reply {
  const body = JSON.stringify(value)
  if (headers === undefined) {
    return { status, headers: { 'content-type': 'application/json' }, body }
  }
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

/** Makes a reply without content: 204, or 304 and the like. */
export function empty(status = 204, headers: ReplyHeaders = {}): Reply {
  return { status, headers: { ...headers }, body: null }
}

/**
 * Makes a redirect. The location must be ASCII, as `URL.href` always is: node refuses to send
 * anything else in a header.
 *
 * 302 and 307 are not cached unless asked to be; 301 and 308 are (RFC 9110, section 15.4); 303
 * turns a POST into a GET.
 */
export function redirect(
  location: string,
  status: 301 | 302 | 303 | 307 | 308 = 303,
  headers: ReplyHeaders = {},
): Reply {
  return { status, headers: { location, ...headers }, body: null }
}

/** Says whether a value is still on its way. A handler that did not wait is never awaited. */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return value instanceof Promise
}
