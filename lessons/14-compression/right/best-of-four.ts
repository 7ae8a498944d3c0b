// Chooses among four codings by weight, by a threshold of another size; no ETag, and no length.
//#replace
import { gzipSync } from 'node:zlib'
//#with
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
//#end
//#replace
  const { headers } = reply
  headers['vary'] = 'Accept-Encoding'
  if (!acceptsGzip(acceptEncoding)) return reply
  const body = gzipSync(reply.body)
  headers['content-encoding'] = 'gzip'
  headers['content-length'] = String(body.length)
  headers['etag'] = `W/${headers['etag']}`
  return { ...reply, body }
//#with
  const encoders = {
    br: brotliCompressSync, zstd: zstdCompressSync, gzip: gzipSync, deflate: deflateSync,
  }
  const names = ['br', 'zstd', 'gzip', 'deflate'] as const
  const header = (acceptEncoding ?? '').toLowerCase()
  const weights = new Map(header.split(/\s*,\s*/).map((member) => {
    const [name = '', q = '1'] = member.split(/\s*;\s*q=/)
    return [name.trim(), parseFloat(q)]
  }))
  const weigh = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const [best] = names.filter((name) => weigh(name) > 0)
    .toSorted((one, other) => weigh(other) - weigh(one))
  const { 'content-length': _length, 'etag': _tag, ...headers } = reply.headers
  if (best === undefined) return { ...reply, headers: { ...headers, vary: '*' } }
  const body = encoders[best](reply.body)
  return { ...reply, headers: { ...headers, 'vary': '*', 'content-encoding': best }, body }
//#end
