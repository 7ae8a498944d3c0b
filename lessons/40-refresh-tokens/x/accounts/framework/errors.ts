// Lesson 8 and 10: a refusal that the client can do something about, and how it is described.

import { STATUS_CODES } from 'node:http'
import type { Reply, ReplyHeaders } from './reply.ts'

/** Thrown anywhere to end the request with this status. The message is for the client. */
export class HttpError extends Error {
  readonly status: number
  readonly headers: ReplyHeaders

  constructor(status: number, message: string, headers: ReplyHeaders = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** Makes a problem document (RFC 9457): what went wrong, for programs and for people. */
export function problem(status: number, detail: string, headers: ReplyHeaders = {}): Reply {
  const document = { type: 'about:blank', title: STATUS_CODES[status], status, detail }
  return {
    status, headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify(document),
  }
}
