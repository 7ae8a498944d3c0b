// Serves the files in the folder `public`, and sends a file again only when it has changed.

import { createReadStream, type Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import {
  createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse,
} from 'node:http'
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

  const tag = makeTag(facts)
  response.setHeader('etag', tag)
  response.setHeader('last-modified', facts.mtime.toUTCString())
  response.setHeader('cache-control', 'no-cache')
  if (isCurrent(request.headers, tag, facts)) return void response.writeHead(304).end()

  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-length', facts.size)
  if (request.method === 'HEAD') return void response.end()
  pipeline(createReadStream(file), response, () => {})
}

// Makes the ETag of a file, with its quotes.
function makeTag(facts: Stats): string {
  //#region todo Give each version of a file a different tag
  //? Which facts about a file change when somebody edits it?
  //> The size alone stays the same if one letter is replaced. Read "Two validators" in the lesson.
  //= return '"1"'
  return `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
  //#endregion
}

// Says whether the client's copy is the version that is here now.
function isCurrent(headers: IncomingHttpHeaders, tag: string, facts: Stats): boolean {
  //#region todo Compare what the client has with what is here
  //? Which tags does `If-None-Match: "a", W/"b"` name? And what does `If-None-Match: *` mean?
  //> Read "What the client sends" in the lesson, and "The order" for what comes first. Dates are
  //> compared in whole seconds.
  //= return false
  const tags = headers['if-none-match']
  if (tags === undefined) {
    const since = Date.parse(headers['if-modified-since'] ?? '')
    return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
  }
  const known = tags.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(tag) || known.includes('*')
  //#endregion
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
