// Compresses responses for clients that can decompress them: with zstd, Brotli or gzip, whichever
// the client prefers. Lesson: compression (core)
//
// Trap: the length of a compressed page shows how much of it repeats. If a page contains a secret
// (a CSRF token) and text that an attacker chose (a search term), some thousand requests guess the
// secret from the lengths: the BREACH attack. So mask such a token anew for each page, or send the
// page with `cache-control: no-transform`.

import { Readable, pipeline, type Transform } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, createBrotliCompress } from 'node:zlib'
import { constants, createGzip, createZstdCompress, gzip, zstdCompress } from 'node:zlib'
import { isCompressible } from './contentTypes.ts'
import { after } from './middleware.ts'
import { addVary, negotiateEncoding } from './negotiate.ts'
import type { Reply } from './reply.ts'
import type { Context, Middleware } from './context.ts'

export type CompressOptions = {
  /** Shorter bodies aren't compressed: they fit into one packet anyway. 1024 by default. */
  thresholdBytes?: number
}

/**
 * Compresses replies that are long text, unless `cache-control: no-transform` forbids it.
 *
 * A compressed reply has other bytes, so its ETag becomes weak. If-Match needs a strong one: send
 * `no-transform` with anything that a client reads in order to change it.
 */
export function compress({ thresholdBytes = 1024 }: CompressOptions = {}): Middleware {
  return after((reply, context) => compressReply(reply, context, thresholdBytes))
}

type Coding = 'zstd' | 'br' | 'gzip'

// If the client prefers none of them, the first one is used: the least work for the size.
const codings = ['zstd', 'br', 'gzip'] as const satisfies Coding[]

function compressReply(
  reply: Reply,
  context: Context,
  thresholdBytes: number,
): Reply | Promise<Reply> {
  if (reply.status === 304) return nameWeakTag(reply, context)
  if (isShort(reply, thresholdBytes) || !mayCompress(reply)) return reply
  addVary(reply.headers, 'Accept-Encoding')
  const accepted = context.header('accept-encoding')
  if (accepted === undefined) return reply
  const coding = negotiateEncoding(accepted, codings)
  if (coding === undefined || coding === 'identity') return reply
  const { body } = reply
  describeAs(coding, reply)
  if (typeof body === 'string' || body instanceof Uint8Array) {
    return encoders[coding].whole(body).then((bytes) => ({ ...reply, body: bytes }))
  }
  // A reply to HEAD may have no body. An empty stream says that its length isn't known.
  const source = body ?? Readable.from([])
  return { ...reply, body: compressStream(source, encoders[coding].stream()) }
}

// A 304 names the copy that the client has. If that one is compressed, its tag is the weak one
// (RFC 9110, section 15.4.5).
function nameWeakTag(reply: Reply, context: Context): Reply {
  const { etag } = reply.headers
  if (typeof etag !== 'string') return reply
  if (!context.header('if-none-match')?.includes(`W/${etag}`)) return reply
  reply.headers['etag'] = `W/${etag}`
  addVary(reply.headers, 'Accept-Encoding')
  return reply
}

function isShort({ headers, body }: Reply, thresholdBytes: number): boolean {
  // UTF-8 takes at most three bytes for each unit of a string: most need no exact count.
  if (typeof body === 'string' && body.length * 3 < thresholdBytes) return true
  if (typeof body === 'string') return Buffer.byteLength(body) < thresholdBytes
  if (body instanceof Uint8Array) return body.byteLength < thresholdBytes
  return Number(headers['content-length'] ?? (body === null ? 0 : Infinity)) < thresholdBytes
}

function mayCompress({ status, headers }: Reply): boolean {
  if (!isCompressible(String(headers['content-type'] ?? ''))) return false
  if (status === 204 || status === 206) return false
  if (headers['content-encoding'] !== undefined) return false
  if (headers['content-range'] !== undefined) return false
  return !/\bno-transform\b/i.test(String(headers['cache-control'] ?? ''))
}

function describeAs(coding: Coding, { headers }: Reply): void {
  headers['content-encoding'] = coding
  // Both describe the bytes before compression.
  delete headers['content-length']
  delete headers['accept-ranges']
  const { etag } = headers
  if (typeof etag === 'string' && !etag.startsWith('W/')) headers['etag'] = `W/${etag}`
}

// Unlike `compose`, `pipeline` destroys both ends, whichever breaks off first, without throwing an
// error at nobody. Who reads the result hears of it there.
function compressStream(source: Readable, encoder: Transform): Readable {
  return pipeline(source, encoder, () => undefined)
}

type Encoder = {
  whole: (body: string | Uint8Array) => Promise<Uint8Array>
  stream: () => Transform
}

const compressGzip = promisify<string | Uint8Array, object, Buffer>(gzip)
const compressBrotli = promisify<string | Uint8Array, object, Buffer>(brotliCompress)
const compressZstd = promisify<string | Uint8Array, object, Buffer>(zstdCompress)

const gzipLevel = { level: 6 }
const brotliLevel = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const zstdLevel = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

// Streams are flushed after each piece: an event must arrive when it happens, not when the
// encoder's buffer is full.
const encoders: Record<Coding, Encoder> = {
  zstd: {
    whole: (body) => compressZstd(body, zstdLevel),
    stream: () => createZstdCompress({ ...zstdLevel, flush: constants.ZSTD_e_flush }),
  },
  br: {
    whole: (body) => compressBrotli(body, brotliLevel),
    stream: () =>
      createBrotliCompress({ ...brotliLevel, flush: constants.BROTLI_OPERATION_FLUSH }),
  },
  gzip: {
    whole: (body) => compressGzip(body, gzipLevel),
    stream: () => createGzip({ ...gzipLevel, flush: constants.Z_SYNC_FLUSH }),
  },
}
