// The middleware that names each request, in its response and so also in what a person reports.
// Lesson: middleware (core)

import type { Middleware } from './context.ts'
import { after } from './middleware.ts'

/** Sends the request's id along, so that a person can quote it and the log can be searched. */
export function requestId(): Middleware {
  return after((reply, context) => {
    reply.headers['x-request-id'] = context.id
    return reply
  })
}

const name = 'x-request-id'
const mostLength = 128

/**
 * Reads the id that a proxy in front of us has given the request, so that both logs have the same.
 * Gives undefined for anything but 1 to 128 letters, digits and `. _ -`: it goes into our log.
 */
export function readRequestId(headerLines: readonly string[]): string | undefined {
  let found: string | undefined
  for (let index = 0; index < headerLines.length; index += 2) {
    const line = headerLines[index] ?? ''
    if (line.length !== name.length || line.toLowerCase() !== name) continue
    const value = headerLines[index + 1] ?? ''
    // Of two ids, neither is the right one.
    if (found !== undefined || value.length > mostLength) return undefined
    if (!/^[\w.-]+$/.test(value)) return undefined
    found = value
  }
  return found
}
