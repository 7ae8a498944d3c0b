// Makes the reply for GET and HEAD of an open file: 304 if the client has it already, parts if it
// asks for parts, and otherwise the whole file. Lesson: ranges (core)

import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  evaluatePreconditions, isRangeCurrent, notModified, preconditionFailed,
} from './conditional.ts'
import { HttpError } from './errors.ts'
import { chunkBytes, readPieces, streamPieces, type OpenFile } from './files.ts'
import { formatHttpDate } from './httpDate.ts'
import {
  formatContentRange, layOutParts, lengthOfPieces, parseRange, type ByteRange, type Piece,
} from './ranges.ts'
import type { Context } from './context.ts'
import type { Reply } from './reply.ts'

/** What the headers say about a file, whatever part of it is sent. */
export type FileHeaders = { 'content-type': string; etag: string; [name: string]: string }

/**
 * Makes the reply for an open file; its Last-Modified, Accept-Ranges and Content-Length are added.
 *
 * Throws an HttpError 412 when a precondition fails, and 416 when the file has none of the ranges.
 * The file stays open: see `closeUnlessStreamed`.
 */
export async function fileReply(
  context: Context,
  file: OpenFile,
  description: FileHeaders,
): Promise<Reply> {
  // A date in the future would be wrong (RFC 9110, section 8.8.2.1).
  const lastModifiedMs = Math.min(file.modifiedMs, Date.now())
  const current = { etag: description.etag, lastModifiedMs }
  const dated = { ...description, 'last-modified': formatHttpDate(lastModifiedMs) }
  const headers = { ...dated, 'accept-ranges': 'bytes' }
  const verdict = evaluatePreconditions(context, current)
  if (verdict === 'failed') throw preconditionFailed()
  if (verdict === 'not-modified') return notModified(headers)
  // Only GET has ranges: HEAD asks about the whole (RFC 9110, section 14.2).
  const isPartial = context.method === 'GET' && isRangeCurrent(context, current)
  const ranges = isPartial ? parseRange(context.header('range'), file.size) : 'whole'
  if (ranges === 'unsatisfiable') throw unsatisfiable(file.size)
  const content = ranges === 'whole' ? wholeOf(file) : partsOf(file, ranges, headers)
  return send(context, file, { ...content, headers: { ...headers, ...content.headers } })
}

/** Closes the file once its reply is made; a streamed body does so itself, at its end. */
export async function closeUnlessStreamed(
  file: OpenFile,
  makeReply: () => Promise<Reply>,
): Promise<Reply> {
  let isStreamed = false
  try {
    const reply = await makeReply()
    isStreamed = reply.body instanceof Readable
    return reply
  } finally {
    if (!isStreamed) await file.handle.close()
  }
}

type Content = { status: number; headers: Record<string, string>; pieces: Piece[] }

function wholeOf({ size }: OpenFile): Content {
  return { status: 200, headers: {}, pieces: [{ first: 0, last: size - 1 }] }
}

// One range is sent as it is, several as parts that each have their own headers (section 15.3.7).
function partsOf({ size }: OpenFile, ranges: ByteRange[], headers: FileHeaders): Content {
  const [range, ...more] = ranges
  if (range !== undefined && more.length === 0) {
    const contentRange = { 'content-range': formatContentRange(range, size) }
    return { status: 206, headers: contentRange, pieces: [range] }
  }
  const boundary = randomBytes(18).toString('hex')
  const contentType = { 'content-type': `multipart/byteranges; boundary=${boundary}` }
  const pieces = layOutParts(ranges, { size, contentType: headers['content-type'], boundary })
  return { status: 206, headers: contentType, pieces }
}

// What fits into one chunk is read at once, for HEAD too: what comes after (compression) can then
// treat both alike.
async function send(context: Context, file: OpenFile, content: Content): Promise<Reply> {
  const { status, pieces } = content
  const length = lengthOfPieces(pieces)
  const headers = { ...content.headers, 'content-length': String(length) }
  if (length <= chunkBytes) {
    const chunks = await Array.fromAsync(readPieces(file.handle, pieces))
    return { status, headers, body: Buffer.concat(chunks) }
  }
  if (context.method === 'HEAD') return { status, headers, body: null }
  return { status, headers, body: streamPieces(file.handle, pieces) }
}

function unsatisfiable(size: number): HttpError {
  const message = `None of the ranges is within the file's ${size} bytes`
  const headers = { 'content-range': `bytes */${size}` }
  return new HttpError(416, 'range-not-satisfiable', message, { headers })
}
