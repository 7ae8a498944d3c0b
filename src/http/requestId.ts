// The middleware that names each request, in its response and so also in what a person reports.
// Lesson: middleware (core)

import { randomBytes } from 'node:crypto'
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

// Numbers from 00 to zz in base 36.
const lastDigits = Array.from({ length: 36 ** 2 }, (_, number) =>
  number.toString(36).padStart(2, '0'))

/**
 * Makes the function that gives ids to requests: a random start for each process, and a counter.
 * Its last two digits come from a list, because formatting a number each time takes longer.
 */
export function requestIds(): () => string {
  const start = randomBytes(6).toString('base64url')
  let round = 0
  let index = 0
  let firstDigits = `${start}-${round}`
  return () => {
    if (index === lastDigits.length) {
      index = 0
      round += 1
      firstDigits = `${start}-${round.toString(36)}`
    }
    return firstDigits + lastDigits[index++]
  }
}

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
