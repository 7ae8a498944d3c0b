// What is checked in the head of every request before a handler sees it: node:http lets through
// heads that two servers can read in two ways. Lesson: anatomy-of-http (tour)

import type { Middleware } from './context.ts'
import { HttpError } from './errors.ts'
import { isHost } from './host.ts'
import { before } from './middleware.ts'

const maxHeaderLines = 100

const hostBit = 1
const transferEncodingBit = 16

/** Makes the middleware that refuses a request whose head is malformed or ambiguous. */
export function headCheck(): Middleware {
  return before(({ request }) => checkHead(request.headerLines, request.httpVersion))
}

/**
 * Refuses what node:http lets through: a second or a malformed Host (RFC 9112, section 3.2), and a
 * second line of a field that has one value. Takes name, value, name, value …
 *
 * Throws an HttpError 400, 431 for more than 100 lines, 501 for a body coded in an unknown way, 505
 * for a version other than 1.0 and 1.1.
 */
export function checkHead(headerLines: readonly string[], httpVersion = '1.1'): void {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw unsupportedVersion(httpVersion)
  if (headerLines.length > 2 * maxHeaderLines) {
    throw new HttpError(431, 'too-many-headers', `The head has more than ${maxHeaderLines} lines`)
  }
  let seen = 0
  for (let index = 0; index < headerLines.length; index += 2) {
    const name = headerLines[index] ?? ''
    const bit = singleBit(name)
    if (bit === 0) continue
    if ((seen & bit) !== 0) throw badHead(`The head has more than one ${name} line`)
    const value = headerLines[index + 1] ?? ''
    if (bit === hostBit) checkHost(value)
    if (bit === transferEncodingBit) checkTransferEncoding(value)
    seen |= bit
  }
  if ((seen & transferEncodingBit) !== 0 && httpVersion === '1.0') throw faultyFraming()
  if ((seen & hostBit) === 0 && httpVersion === '1.1') throw badHead('The head has no Host line')
}

// The fields of one value, a bit for each. The length is compared first: most names have another
// one, so they are never copied into lower case.
function singleBit(name: string): number {
  switch (name.length) {
    case 4:
      return name.toLowerCase() === 'host' ? hostBit : 0
    case 12:
      return name.toLowerCase() === 'content-type' ? 2 : 0
    case 13:
      return name.toLowerCase() === 'authorization' ? 4 : 0
    case 14:
      return name.toLowerCase() === 'content-length' ? 8 : 0
    case 17:
      return name.toLowerCase() === 'transfer-encoding' ? transferEncodingBit : 0
    default:
      return 0
  }
}

// A client without an authority to name sends an empty Host (RFC 9110, section 7.2).
function checkHost(host: string): void {
  if (host === '' || isHost(host)) return
  throw badHead(`The Host ${JSON.stringify(host)} is malformed`)
}

// What cannot be taken off is answered with 501 (RFC 9112, section 6.1). Node takes off chunks
// only.
function checkTransferEncoding(value: string): void {
  if (value.toLowerCase() === 'chunked') return
  const message = `Send the body with Transfer-Encoding chunked, not ${JSON.stringify(value)}`
  throw new HttpError(501, 'unsupported-coding', message)
}

// A proxy of HTTP/1.0 in between would not have known where the body ends (RFC 9112, section 6.1).
function faultyFraming(): HttpError {
  const message = 'HTTP/1.0 has no Transfer-Encoding: send the body with Content-Length'
  return new HttpError(400, 'bad-head', message, { headers: { connection: 'close' } })
}

// Node's parser takes 0.9 and 2.0 for versions like any other. A line without one is 0.9 to it.
function unsupportedVersion(httpVersion: string): HttpError {
  const message = `This server speaks HTTP/1.1 and HTTP/1.0, not HTTP/${httpVersion}`
  return new HttpError(505, 'unsupported-version', message)
}

function badHead(message: string): HttpError {
  return new HttpError(400, 'bad-head', message)
}
