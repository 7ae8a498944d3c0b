// Serves the files of the folder `public`, and no others.

import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'

const root = await realpath('public')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  //#region todo Name the types of style sheets, scripts, pictures (svg) and texts
  //? What does a browser do with a style sheet that is called text/plain?
  //> text/css, text/javascript, image/svg+xml, text/plain and text/csv; texts have a charset
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  //#endregion
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

  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  response.setHeader('x-content-type-options', 'nosniff')
  //#region todo Give each version of the file a tag, and answer 304 to clients that have it
  //? What of a file changes when somebody edits it? And may the client send several tags at once?
  //> Size and time of the last change, in double quotes.
  //> If-None-Match is a list, and W/ before a tag does not matter here
  const tag = `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
  response.setHeader('etag', tag)
  const known = (request.headers['if-none-match'] ?? '').split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag) || known.includes('*')) return void response.writeHead(304).end()
  //#endregion

  //#region todo Send a part when a part is asked for
  //? bytes=2-4 is how many bytes? And bytes=-4, bytes=4-?
  //> 206 with Content-Range: bytes 2-4/SIZE, or 416 with Content-Range: bytes */SIZE.
  //> What you cannot read, ignore
  //= const { start, end } = { start: 0, end: facts.size - 1 }
  response.setHeader('accept-ranges', 'bytes')
  // Only a GET has parts: HEAD ignores Range.
  const wanted = request.method === 'GET' ? request.headers.range : undefined
  const range = readRange(wanted, facts.size)
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
  //#region todo Send the file piece by piece, and never as a whole
  //? A film has four gigabytes. How much of it must be in memory, to send it?
  //> createReadStream(file, { start, end }) and pipe
  //= response.end(await (await import('node:fs/promises')).readFile(file))
  createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
  //#endregion
}

// Gives the path of the file that an address means, if it may be seen.
async function findFile(url: string): Promise<string | undefined> {
  //#region todo Let nobody out of the folder
  //? After decoding, which segments must never reach join?
  //? And what if a file is a link to another place?
  //> Split, decode each segment, refuse dots and slashes in it.
  //> realpath tells where a file really is
  //= return join(root, decodeURIComponent(url))
  const [path = ''] = url.split('?')
  const segments = path.split('/').slice(1).map(decode)
  const isFine = (segment: string | undefined) =>
    segment !== undefined && /^[^./\\\0][^/\\\0]*$/.test(segment)
  if (!segments.every(isFine)) return undefined
  const file = await realpath(join(root, segments.join(sep))).catch(() => undefined)
  return file?.startsWith(root + sep) ? file : undefined
  //#endregion
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

// Reads `bytes=2-4`. Undefined: the whole file; `nothing`: no byte of it was asked for.
function readRange(
  header: string | undefined, size: number,
): { start: number; end: number } | 'nothing' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start >= size || (first === '' && Number(last) === 0) ? 'nothing' : { start, end }
}
