// Greetings for every quarter of an hour. Long text is compressed for clients that can decompress
// it.
//
//   GET /greeting?name=Ada     one greeting
//   GET /greetings?name=Ada    the greetings of the whole day
//   GET /sunrise.png           a picture

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'

type Reply = { status: number; headers: Record<string, string>; body: Buffer }

const picture = readFileSync(new URL('sunrise.png', import.meta.url))

const server = createServer((request, response) => {
  const { status, headers, body } = compress(handle(request), request.headers['accept-encoding'])
  // Node sends no body if the method is HEAD.
  response.writeHead(status, headers).end(body)
})

server.listen(Number(process.env.PORT), '127.0.0.1')

// Changes a reply on its way out, as a middleware does.
function compress(reply: Reply, acceptEncoding: string | undefined): Reply {
  //#region todo Compress long text if the client accepts gzip, and correct the headers
  //? Which headers of the reply were about the bytes before, and which ones are new?
  //? And what must a cache know about the response that you don't compress?
  //> Read "Four headers change" and "What isn't worth it" in the lesson
  //= return reply
  const isText = /^(?:text\/|application\/json)/.test(reply.headers['content-type'] ?? '')
  if (!isText || reply.body.length < 1_000) return reply
  const { headers } = reply
  headers['vary'] = 'Accept-Encoding'
  if (!acceptsGzip(acceptEncoding)) return reply
  const body = gzipSync(reply.body)
  headers['content-encoding'] = 'gzip'
  headers['content-length'] = String(body.length)
  headers['etag'] = `W/${headers['etag']}`
  return { ...reply, body }
  //#endregion
}

// Whether a client with this Accept-Encoding can decompress gzip.
function acceptsGzip(acceptEncoding: string | undefined): boolean {
  //#region todo Read the codings and their weights
  //? What does `gzip;q=0` say? And which entry is about gzip in `br, *;q=0.1`?
  //> It's the list of "Content negotiation", with codings instead of media types
  //= return acceptEncoding === 'gzip'
  const accepted = new Map<string, number>()
  for (const member of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [coding = '', weight = 'q=1'] = member.split(';').map((part) => part.trim())
    accepted.set(coding, Number(weight.slice(2)))
  }
  return (accepted.get('gzip') ?? accepted.get('*') ?? 0) > 0
  //#endregion
}

function handle({ method, url = '' }: IncomingMessage): Reply {
  if (method !== 'GET' && method !== 'HEAD') return describe(405, 'text/plain', 'Only GET\n')
  const [path, query] = url.split('?')
  const name = new URLSearchParams(query).get('name') ?? 'stranger'
  if (path === '/greeting') return describe(200, 'application/json', toJson(greet(32, name)))
  if (path === '/greetings') {
    const day = Array.from({ length: 96 }, (_, quarter) => greet(quarter, name))
    return describe(200, 'application/json', toJson(day))
  }
  if (path === '/sunrise.png') return describe(200, 'image/png', picture)
  return describe(404, 'text/plain', 'Not found\n')
}

// Adds the headers that are about the body. An ETag is a name for exactly these bytes.
function describe(status: number, type: string, content: string | Buffer): Reply {
  const body = Buffer.from(content)
  const hash = createHash('sha256').update(body).digest('base64url')
  const headers: Record<string, string> = {
    'content-type': type, 'content-length': String(body.length), 'etag': `"${hash}"`,
  }
  if (status === 405) headers['allow'] = 'GET, HEAD'
  return { status, headers, body }
}

function greet(quarter: number, name: string): { time: string; text: string } {
  const part = ['night', 'morning', 'afternoon', 'evening'][Math.floor(quarter / 24)]
  const hour = String(Math.floor(quarter / 4)).padStart(2, '0')
  const minute = String((quarter % 4) * 15).padStart(2, '0')
  return { time: `${hour}:${minute}`, text: `Good ${part}, ${name}` }
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
