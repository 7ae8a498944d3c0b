// Serves the files in the folder `public`, whole or in part.

import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream'

const root = await realpath('public')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    console.error(error)
    if (response.headersSent) response.destroy()
    else response.writeHead(500).end()
  })
})

server.listen(Number(process.env.PORT), '127.0.0.1')

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
  }
  const file = await findFile(request.url ?? '/')
  const facts = file === undefined ? undefined : await stat(file).catch(() => undefined)
  if (file === undefined || !facts?.isFile()) return void response.writeHead(404).end('Not found\n')

  const tag = `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
  response.setHeader('etag', tag)
  response.setHeader('cache-control', 'no-cache')
  if (namesTag(request.headers['if-none-match'], tag)) return void response.writeHead(304).end()

  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('accept-ranges', 'bytes')
  // HEAD has no parts, and a part of another version doesn't fit what the client has.
  const ifRange = request.headers['if-range']
  const mayBePart = request.method === 'GET' && (ifRange === undefined || ifRange === tag)
  const range = mayBePart ? readRange(request.headers.range, facts.size) : undefined
  //#region todo Send 416 if the range contains no byte of the file, and otherwise 206
  //? How does the client learn where the part belongs, and how long the whole file is?
  //> Read "Three responses" in the lesson. Without a range, send the whole file with 200.
  //= const { start, end } = { start: 0, end: facts.size - 1 }
  if (range === 'nothing') {
    return void response.writeHead(416, { 'content-range': `bytes */${facts.size}` }).end()
  }
  const { start, end } = range ?? { start: 0, end: facts.size - 1 }
  if (range !== undefined) {
    response.statusCode = 206
    response.setHeader('content-range', `bytes ${start}-${end}/${facts.size}`)
  }
  //#endregion

  response.setHeader('content-length', end - start + 1)
  if (request.method === 'HEAD' || end < start) return void response.end()
  pipeline(createReadStream(file, { start, end }), response, () => {})
}

// Reads `bytes=2-4`. Undefined: the whole file. `nothing`: no byte of the file was asked for.
function readRange(
  header: string | undefined, size: number,
): { start: number; end: number } | 'nothing' | undefined {
  //#region todo Read the three forms of a range, and ignore everything else
  //? How many bytes are bytes=2-4? And which ones are bytes=4- and bytes=-4?
  //> Read "Three forms" in the lesson. A regular expression must match the whole header. An end
  //> after the last byte means the last byte.
  //= return undefined
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start >= size || (first === '' && Number(last) === 0) ? 'nothing' : { start, end }
  //#endregion
}

// Says whether an If-None-Match contains the tag.
function namesTag(header: string | undefined, tag: string): boolean {
  const known = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(tag) || known.includes('*')
}

// Gives the path of the file that a URL names, if it may be served.
async function findFile(url: string): Promise<string | undefined> {
  const [path = ''] = url.split('?')
  const segments = path.split('/').slice(1).map(decode)
  const isFine = (segment: string | undefined) =>
    segment !== undefined && /^[^./\\\0][^/\\\0]*$/.test(segment)
  if (!segments.every(isFine)) return undefined
  const file = await realpath(join(root, segments.join(sep))).catch(() => undefined)
  return file?.startsWith(root + sep) ? file : undefined
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
