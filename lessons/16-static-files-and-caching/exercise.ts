// Serves the files in the folder `public`, and no others.

import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream'

const root = await realpath('public')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  //#region todo Add the types of style sheets, scripts, SVG pictures, plain text and CSV
  //? What does a browser do with a style sheet that is labelled application/octet-stream?
  //> Read "The type" in the lesson: it lists them. Each type that begins with text/ has a charset.
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
  response.setHeader('cache-control', 'no-cache')
  response.setHeader('content-length', facts.size)
  if (request.method === 'HEAD') return void response.end()
  // Reads the file piece by piece, and closes it when the client goes away.
  pipeline(createReadStream(file), response, () => {})
}

// Gives the path of the file that a URL names, if it may be served.
async function findFile(url: string): Promise<string | undefined> {
  //#region todo Let no path lead out of the folder or to a hidden file
  //? After decoding, which segments must never reach join? And what if a file in public is a link?
  //> Split first, then decode each segment, and refuse it if it begins with a dot or contains a
  //> slash, a backslash or a NUL. Then ask realpath where the file really is.
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

// Undefined for a segment with a % that isn't followed by the number of a byte, as in %zz.
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
