// The one place that touches node's ServerResponse: it hands each request to the app and writes the
// reply that comes back, with the limits that node:http leaves open.
// Lesson 5 (hello-http) starts with twenty lines of it; lesson 62 (deploying) explains the stop.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import type { IncomingHttpHeaders } from 'node:http'
import type { IncomingRequest } from './context.ts'
import { isPromise, type Reply, type ReplyHeaders } from './reply.ts'

export type HttpServer = {
  /** Starts to listen; gives the port, which the system chooses when 0 was asked for. */
  listen(port: number, host: string): Promise<number>
  /** Stops accepting, lets what is under way finish within the limit, then cuts the rest. */
  stop(limitMs: number): Promise<void>
}

export type ServerOptions = {
  handle: (request: IncomingRequest) => Reply | Promise<Reply>
  /** Hears of errors that no reply can tell: a handler's own bug, a body that broke off. */
  onError: (error: unknown) => void
}

// How long and how much a client may go on sending after it was answered.
const lingerMs = 1_000
const lingerBytes = 16 * 1024 * 1024

/** Makes a server for an app. Limits are those of the architecture: 10 s of head, 30 s in all. */
export function createHttpServer({ handle, onError }: ServerOptions): HttpServer {
  let isStopping = false
  const server = createServer({
    connectionsCheckingInterval: 1_000,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    // Longer than the 60 s of nginx, so that a proxy never writes into a connection just closed.
    keepAliveTimeout: 65_000,
  })
  // Node drops the lines above this number silently; one more than allowed lets us notice.
  server.maxHeadersCount = 101

  const answer = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
    const request = new NodeRequest(message, response, expectsContinue)
    const reply = handle(request)
    if (!isPromise(reply)) return send(request, reply, { isStopping, onError })
    reply.then((late) => send(request, late, { isStopping, onError })).catch(fail)
    function fail(error: unknown): void {
      onError(error)
      response.destroy()
    }
  }
  server.on('request', (message, response) => answer(message, response, false))
  server.on('checkContinue', (message, response) => answer(message, response, true))

  return {
    listen: (port, host) => listen(server, port, host),
    stop: (limitMs) => {
      isStopping = true
      return stop(server, limitMs)
    },
  }
}

class NodeRequest implements IncomingRequest {
  readonly method: string
  readonly url: string
  readonly message: IncomingMessage
  readonly response: ServerResponse
  #expectsContinue: boolean
  #controller: AbortController | undefined = undefined

  constructor(message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    this.method = message.method ?? ''
    this.url = message.url ?? ''
    this.message = message
    this.response = response
    this.#expectsContinue = expectsContinue
  }

  get headers(): IncomingHttpHeaders {
    return this.message.headers
  }

  get headerLines(): readonly string[] {
    return this.message.rawHeaders
  }

  get body(): Readable {
    return this.message
  }

  get peer(): { readonly remoteAddress?: string | undefined } {
    return this.message.socket
  }

  signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal
    const controller = (this.#controller = new AbortController())
    this.response.once('close', () => {
      if (!this.response.writableFinished) controller.abort()
    })
    return controller.signal
  }

  sendContinue(): void {
    if (!this.#expectsContinue) return
    this.#expectsContinue = false
    this.response.writeContinue()
  }
}

type SendOptions = { isStopping: boolean; onError: (error: unknown) => void }

function send(request: NodeRequest, reply: Reply, options: SendOptions): void {
  const { message, response } = request
  const { status, headers, body } = reply
  const isUnread = hasBody(message) && !message.complete
  if (isUnread || options.isStopping) headers['connection'] = 'close'
  if (body !== null && typeof body === 'object' && !(body instanceof Uint8Array)) {
    return sendStream(request, { status, headers, body }, options)
  }
  setLength(status, headers, body)
  response.writeHead(status, headers)
  const content = request.method === 'HEAD' ? null : body
  if (isUnread) return linger(message, response, content)
  response.end(content)
}

// 1xx and 204 have no length (RFC 9110, section 8.6); a 304 may tell that of the 200 it stands for.
function setLength(status: number, headers: ReplyHeaders, body: string | Uint8Array | null): void {
  if (body !== null) headers['content-length'] = String(Buffer.byteLength(body))
  else if (status >= 200 && status !== 204 && status !== 304) headers['content-length'] ??= '0'
}

// A body that breaks off cuts the socket, so that the client sees it is not whole.
function sendStream(
  { method, response }: NodeRequest,
  reply: { status: number; headers: ReplyHeaders; body: Readable },
  { onError }: SendOptions,
): void {
  // A stream that is longer or shorter than its Content-Length is an error, not a torn reply.
  response.strictContentLength = true
  response.writeHead(reply.status, reply.headers)
  if (method === 'HEAD') {
    reply.body.destroy()
    response.end()
    return
  }
  pipeline(reply.body, response, (error) => {
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') onError(error)
  })
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  if (length !== undefined) return length !== '0'
  return headers['transfer-encoding'] !== undefined
}

// Closing while the client still sends resets the connection, and the reset can overtake the reply.
// So the reply goes out first, and what still comes in is thrown away for a moment (RFC 9112, 9.6).
function linger(
  message: IncomingMessage,
  response: ServerResponse,
  body: string | Uint8Array | null,
): void {
  if (body !== null) response.write(body)
  else response.flushHeaders()
  let left = lingerBytes
  const finish = () => response.end()
  const timer = setTimeout(finish, lingerMs)
  message.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) finish()
  })
  message.once('close', () => {
    clearTimeout(timer)
    finish()
  })
  message.once('end', finish)
  message.resume()
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function stop(server: Server, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), limitMs)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
