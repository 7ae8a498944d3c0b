// The codings of a response, and what an Accept-Encoding header says about them (RFC 9110,
// section 12.5.3). Written apart from the server's own code, so that neither
// hides a mistake of the other.

import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type { Answer } from '../../src/course/check/exchange.ts'

const decoders: Record<string, (body: Buffer) => Buffer> = {
  'gzip': gunzipSync, 'x-gzip': gunzipSync, 'deflate': inflateSync, 'br': brotliDecompressSync,
  'zstd': zstdDecompressSync,
}

/** The codings that Content-Encoding names, in lower case; `identity` isn't one. */
export function codingsOf(answer: Answer): string[] {
  const names = (answer.header('content-encoding') ?? '').toLowerCase().split(',')
  return names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
}

/** The bytes after decompression as a text of bytes; undefined if that isn't possible. */
export function decompress(body: string, codings: readonly string[]): string | undefined {
  const undo = (bytes: Buffer, coding: string) => {
    const decode = decoders[coding]
    if (decode === undefined) throw new Error(`There is no coding ${coding}`)
    return decode(bytes)
  }
  try {
    return codings.toReversed().reduce(undo, Buffer.from(body, 'latin1')).toString('latin1')
  } catch {
    return undefined
  }
}

/** Says whether these bytes begin as gzip does. */
export function isGzip(body: string): boolean {
  return body.startsWith('\x1f\x8b')
}

/** Says whether a client that sends this header accepts a coding. */
export function accepts(header: string | undefined, coding: string): boolean {
  const weights = new Map((header ?? '').toLowerCase().split(',').map((member) => {
    const [name = '', weight = 'q=1'] = member.split(';').map((part) => part.trim())
    return [name.replace(/^x-(?=gzip$)/, ''), Number(weight.slice(2))]
  }))
  const name = coding.replace(/^x-(?=gzip$)/, '')
  return (weights.get(name) ?? weights.get('*') ?? (name === 'identity' ? 1 : 0)) > 0
}
