// Reads the body of a request, which nobody may trust: not its size, its encoding or its end.
// Lesson: reading-a-body (core)

import type { Readable } from 'node:stream'
import { BodyMemory } from './bodyMemory.ts'
import { isUtf8 } from './charset.ts'
import type { Context, IncomingRequest } from './context.ts'
import { HttpError } from './errors.ts'
import { parseJson } from './json.ts'

export type BodyLimits = { maxBytes?: number }

const defaultMaxBytes = 1024 * 1024
const maxFields = 1000
const jsonType = /^application\/(?:[\w!#$&^.+-]+\+)?json$/
const formType = /^application\/x-www-form-urlencoded$/

const decoder = new TextDecoder('utf-8', { fatal: true })

const memory = new BodyMemory()

/**
 * Reads the whole body, 1 MiB of it at most unless another limit is given. A second call gives the
 * same bytes.
 *
 * Throws an HttpError 413 above the limit (before any of it is read, when Content-Length says so),
 * 415 for a compressed body, 400 for one that breaks off, and 503 for a long one while many others
 * are arriving.
 */
export async function readBytes(context: Context, limits: BodyLimits = {}): Promise<Uint8Array> {
  const { maxBytes = defaultMaxBytes } = limits
  refuseCompression(context)
  if (Number(context.header('content-length')) > maxBytes) throw tooLarge(maxBytes)
  const bytes = await readOnce(context.request, maxBytes)
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  return bytes
}

/** Says whether a body is being read that isn't complete yet. */
export function isArriving({ reading }: IncomingRequest): boolean {
  return reading !== undefined && !reading.share.isOver
}

/** Reads the body as UTF-8. Throws an HttpError 400 for other bytes, 415 for another charset. */
export async function readText(context: Context, limits: BodyLimits = {}): Promise<string> {
  if (!isUtf8(context.header('content-type') ?? '')) {
    throw new HttpError(415, 'unsupported-charset', 'Send the body as UTF-8')
  }
  const bytes = await readBytes(context, limits)
  try {
    return decoder.decode(bytes)
  } catch {
    throw badEncoding('The body is not UTF-8')
  }
}

/**
 * Reads the body as JSON: `application/json`, or any `application/…+json`. The value still has to
 * be checked. Throws an HttpError 415 for another type, and 400 as `parseJson` does.
 */
export async function readJson(context: Context, limits: BodyLimits = {}): Promise<unknown> {
  refuseOtherTypes(context, jsonType, 'application/json')
  const text = await readText(context, limits)
  if (text === '') throw new HttpError(400, 'missing-body', 'The body is empty: send some JSON')
  return parseJson(text)
}

/** Reads the bytes of a JSON body, to be parsed in pieces. Throws an HttpError 415, 413 or 400. */
export async function readJsonBytes(
  context: Context, limits: BodyLimits = {},
): Promise<Uint8Array> {
  refuseOtherTypes(context, jsonType, 'application/json')
  if (isUtf8(context.header('content-type') ?? '')) return readBytes(context, limits)
  throw new HttpError(415, 'unsupported-charset', 'Send the body as UTF-8')
}

/**
 * Reads the body as the fields of an HTML form, 1000 of them at most. Throws an HttpError 415 for
 * another type, 400 for more fields or for an escape that is not UTF-8.
 */
export async function readForm(
  context: Context,
  limits: BodyLimits = {},
): Promise<URLSearchParams> {
  refuseOtherTypes(context, formType, 'application/x-www-form-urlencoded')
  const text = await readText(context, limits)
  if (text.split('&', maxFields + 1).length > maxFields) {
    throw new HttpError(400, 'too-many-fields', `The form has more than ${maxFields} fields`)
  }
  refuseBadEscapes(text)
  // URLSearchParams drops one question mark at the start: this one, and never the form's own. It
  // takes a tenth of a second for a million plus signs, and next to nothing for spaces.
  return new URLSearchParams(`?${text.split('+').join(' ')}`)
}

// Decompressed, a small body may be huge (RFC 9110, section 15.5.16 names the header).
function refuseCompression(context: Context): void {
  const encoding = context.header('content-encoding')
  if (encoding === undefined) return
  const message = `Send the body without Content-Encoding ${JSON.stringify(encoding)}`
  const headers = { 'accept-encoding': 'identity' }
  throw new HttpError(415, 'unsupported-encoding', message, { headers })
}

function refuseOtherTypes(context: Context, accepted: RegExp, name: string): void {
  const contentType = context.header('content-type') ?? ''
  const mediaType = contentType.split(';', 1).join().trim().toLowerCase()
  if (accepted.test(mediaType)) return
  // RFC 9110, section 12.5.1, and for PATCH RFC 5789, section 2.2.
  const header = context.method === 'PATCH' ? 'accept-patch' : 'accept'
  const given = contentType === ''
    ? ': this request has none' : `, not ${JSON.stringify(contentType)}`
  const message = `Send the body with Content-Type ${name}${given}`
  throw new HttpError(415, 'unsupported-media-type', message, { headers: { [header]: name } })
}

function readOnce(request: IncomingRequest, maxBytes: number): Promise<Uint8Array> {
  if (request.reading !== undefined) return request.reading.bytes
  if (request.body.readableDidRead || request.body.readableEnded) {
    throw new TypeError('Cannot read the body: its stream was read by something else')
  }
  request.sendContinue()
  const share = memory.begin()
  const refuse = (size: number): HttpError | undefined => {
    if (size > maxBytes) return tooLarge(maxBytes)
    return share.grow(size) ? undefined : tooMany()
  }
  const bytes = collect(request.body, { maxBytes, refuse, finish: () => share.end() })
  request.reading = { bytes, share }
  return bytes
}

type CollectOptions = {
  maxBytes: number
  refuse: (size: number) => HttpError | undefined
  /** Called when the body is complete, refused or broken off. */
  finish: () => void
}

// Written with events, because leaving a `for await` early destroys the stream. Nobody could read
// the rest of the body then, and a client that is still sending it may miss the refusal.
function collect(
  body: Readable, { maxBytes, refuse, finish }: CollectOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let bytes: Uint8Array = new Uint8Array()
    let size = 0
    function add(piece: Uint8Array | string): void {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
      const refusal = refuse(size + chunk.length)
      if (refusal !== undefined) {
        body.off('data', add).pause()
        finish()
        reject(refusal)
        return
      }
      bytes = size === 0 ? chunk : append(bytes, { size, chunk, maxBytes })
      size += chunk.length
    }
    const breakOff = (): void => {
      finish()
      reject(aborted())
    }
    if (body.readableAborted) breakOff()
    body.on('data', add)
    body.on('end', () => {
      body.off('close', breakOff)
      finish()
      resolve(bytes.subarray(0, size))
      // The listeners stay with the stream, and the stream with its connection.
      bytes = new Uint8Array()
    })
    body.on('error', breakOff)
    body.on('close', breakOff)
  })
}

type Growth = { size: number; chunk: Uint8Array; maxBytes: number }

// Doubling copies each byte about twice. A list of the pieces would cost a hundred bytes for each,
// and a client can send a million pieces of one byte.
function append(bytes: Uint8Array, { size, chunk, maxBytes }: Growth): Uint8Array {
  const needed = size + chunk.length
  const room = needed <= bytes.length ? bytes : new Uint8Array(Math.min(2 * needed, maxBytes))
  if (room !== bytes) room.set(bytes.subarray(0, size))
  room.set(chunk, size)
  return room
}

// URLSearchParams would write a replacement character where this throws.
function refuseBadEscapes(text: string): void {
  try {
    decodeURIComponent(text)
  } catch {
    throw badEncoding('The form has an escape that is not UTF-8')
  }
}

function badEncoding(message: string): HttpError {
  return new HttpError(400, 'bad-encoding', message)
}

function tooLarge(maxBytes: number): HttpError {
  const mebibytes = maxBytes / 1024 ** 2
  const limit = Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${maxBytes} bytes`
  const message = `The body has more than ${limit}`
  return new HttpError(413, 'body-too-large', message, { headers: { connection: 'close' } })
}

function tooMany(): HttpError {
  const message = 'Many long bodies are arriving: send this one again in a few seconds'
  const headers = { 'retry-after': '5', 'connection': 'close' }
  return new HttpError(503, 'busy', message, { headers })
}

function aborted(): HttpError {
  return new HttpError(400, 'aborted', 'The request broke off before its body was complete')
}
