// What a handler gives back: plain data. server.ts writes it to the connection.

import type { Html } from './html.ts'

export type ReplyHeaders = Record<string, string>

export type Reply = { status: number; headers: ReplyHeaders; body: string }

/** Makes a reply with a value as JSON. */
export function json(value: unknown, status = 200, headers: ReplyHeaders = {}): Reply {
  return {
    status, headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  }
}

/** Makes a reply with a whole HTML page. */
export function page(content: Html, status = 200): Reply {
  return {
    status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: content.toString(),
  }
}

/** Makes a reply without a body. */
export function empty(status = 204, headers: ReplyHeaders = {}): Reply {
  return { status, headers, body: '' }
}
