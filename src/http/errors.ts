// Expected refusals are thrown as HttpError and leave as application/problem+json (RFC 9457).
// Everything else is a bug: it leaves as a bare 500 with a request id, and the log has the rest.
// Lesson: status-codes (core)

import { STATUS_CODES } from 'node:http'
import type { Reply, ReplyHeaders } from './reply.ts'

/** The members of a problem document (RFC 9457, section 3.1), with our extensions. */
export type Problem = {
  type: 'about:blank'
  title: string
  status: number
  detail: string
  code: string
  requestId?: string
  [extension: string]: unknown
}

export type HttpErrorDetails = {
  headers?: ReplyHeaders
  /** Further members of the problem document, for instance `errors` with one entry a field. */
  members?: Record<string, unknown>
}

/**
 * A refusal that the client can do something about.
 *
 * `code` is for programs (`kebab-case`, stable), `message` for people (a sentence).
 */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: ReplyHeaders
  readonly members: Record<string, unknown>

  constructor(status: number, code: string, message: string, details: HttpErrorDetails = {}) {
    super(message)
    this.name = 'HttpError'
    this.status = status
    this.code = code
    this.headers = details.headers ?? {}
    this.members = details.members ?? {}
  }
}

/** Describes any thrown value as a problem document; a bug's own message stays private. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (!(error instanceof HttpError)) {
    const detail = 'Something went wrong on our side: the log has more under this request id'
    return { ...problem(500, 'internal-error', detail), requestId }
  }
  return { ...problem(error.status, error.code, error.message), ...error.members, requestId }
}

/** Makes the reply of a problem document. */
export function problemReply(document: Problem, headers: ReplyHeaders = {}): Reply {
  return {
    status: document.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify(document),
  }
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code }
}
