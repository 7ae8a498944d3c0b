// The one place that touches node's ServerResponse: it hands each request to the app and writes the
// reply that comes back, with the limits that node:http leaves open.
// Lesson 5 (hello-http) starts with twenty lines of it; lesson 62 (deploying) explains the stop.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { pipeline, Readable } from 'node:stream'
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
  limits?: Partial<typeof usualLimits>
}

const usualLimits = {
  headTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  // How often these two are looked at.
  checkIntervalMs: 1_000,
  // How long, and how much, a client may go on sending after it was answered.
  lingerMs: 1_000,
  lingerBytes: 16 * 1024 * 1024,
}

// How often a stopping server looks for connections that have nothing left to do.
const sweepMs = 50

type State = Pick<ServerOptions, 'onError'> & {
  limits: typeof usualLimits
  isStopping: boolean
  // A client may ask again before it is answered (pipelining). Replies leave in the order of the
  // requests: when that of a connection's latest request has left, all have.
  latest: Map<Socket, NodeRequest | undefined>
}

/** Makes a server for an app. */
export function createHttpServer({ handle, onError, limits }: ServerOptions): HttpServer {
  const latest: State['latest'] = new Map()
  const state: State = { onError, limits: { ...usualLimits, ...limits }, isStopping: false, latest }
  const server = makeServer(state.limits)
  server.on('connection', (socket) => {
    latest.set(socket, undefined)
    socket.once('close', () => latest.delete(socket))
  })
  const listener = (answer: ServerOptions['handle'], expectsContinue: boolean) =>
    (message: IncomingMessage, response: ServerResponse): void => {
      // After "Connection: close" nothing is answered, so nothing may be done (RFC 9112, 9.6).
      if (latest.get(message.socket)?.isLast) return
      const request = new NodeRequest(message, response, expectsContinue)
      latest.set(message.socket, request)
      run(answer, request, state)
    }
  server.on('request', listener(handle, false))
  server.on('checkContinue', listener(handle, true))
  server.on('checkExpectation', listener(() => ({ status: 417, headers: {}, body: null }), false))
  return {
    listen: (port, host) => listen(server, port, host),
    stop: (limitMs) => {
      state.isStopping = true
      return stop(server, latest, limitMs)
    },
  }
}

class NodeRequest implements IncomingRequest {
  readonly method: string
  readonly url: string
  readonly httpVersion: string
  readonly headerLines: readonly string[]
  readonly body: IncomingMessage
  readonly peer: Socket
  readonly response: ServerResponse
  /** Whether the connection closes after its reply. */
  isLast = false
  #expectsContinue: boolean
  #controller: AbortController | undefined = undefined

  constructor(message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    this.method = message.method ?? ''
    this.url = message.url ?? ''
    this.httpVersion = message.httpVersion
    this.headerLines = message.rawHeaders
    this.body = message
    this.peer = message.socket
    this.response = response
    this.#expectsContinue = expectsContinue
  }

  get headers(): IncomingMessage['headers'] {
    return this.body.headers
  }

  signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal
    const controller = (this.#controller = new AbortController())
    const leave = () => {
      if (!this.response.writableFinished) controller.abort()
    }
    // The client may have left before anybody asks for the signal.
    if (this.peer.destroyed) leave()
    else this.response.once('close', leave)
    return controller.signal
  }

  sendContinue(): void {
    if (this.#expectsContinue) this.response.writeContinue()
    this.#expectsContinue = false
  }
}

function makeServer(limits: State['limits']): Server {
  const server = createServer({
    connectionsCheckingInterval: limits.checkIntervalMs,
    headersTimeout: limits.headTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    // Longer than the 60 s of nginx, so that a proxy never writes into a connection just closed.
    keepAliveTimeout: 65_000,
    // `checkHead` refuses it. Node would answer "close" and hand over what follows all the same.
    requireHostHeader: false,
  })
  // Node 26 answers 431 above this number, earlier versions drop lines silently: one more than
  // allowed lets us notice.
  server.maxHeadersCount = 101
  return server
}

function run(answer: ServerOptions['handle'], request: NodeRequest, state: State): void {
  try {
    const reply = answer(request)
    if (!isPromise(reply)) return send(request, reply, state)
    reply.then((late) => send(request, late, state)).catch((error) => fail(request, error, state))
  } catch (error) {
    fail(request, error, state)
  }
}

// A bug in the app, or a reply that cannot be sent: node refuses some characters in a header.
function fail(request: NodeRequest, error: unknown, state: State): void {
  state.onError(error)
  if (request.response.headersSent) request.response.destroy()
  else send(request, { status: 500, headers: {}, body: null }, state)
}

function send(request: NodeRequest, { status, headers, body }: Reply, state: State): void {
  const { body: message, response } = request
  const isUnread = hasBody(message) && !message.complete
  const isEnd = state.isStopping && state.latest.get(request.peer) === request
  if (isUnread || isEnd) headers['connection'] = 'close'
  request.isLast = headers['connection'] === 'close'
  if (body instanceof Readable) return sendStream(request, { status, headers, body }, state)
  setLength(status, headers, body)
  response.writeHead(status, headers)
  const content = request.method === 'HEAD' ? null : body
  if (isUnread) return linger(request, content, state)
  response.end(content)
}

// 1xx and 204 have no length (RFC 9110, section 8.6); a 304 may tell that of the 200 it stands for.
function setLength(status: number, headers: ReplyHeaders, body: string | Uint8Array | null): void {
  if (body !== null) headers['content-length'] = String(Buffer.byteLength(body))
  else if (status >= 200 && status !== 204 && status !== 304) headers['content-length'] ??= '0'
}

// A body that breaks off cuts the socket, so that the client sees it is not whole.
function sendStream(request: NodeRequest, reply: Reply & { body: Readable }, state: State): void {
  const { method, response } = request
  const { status, headers, body } = reply
  response.writeHead(status, headers)
  if (method === 'HEAD') {
    body.destroy()
    response.end()
    return
  }
  const length = Number(headers['content-length'] ?? NaN)
  pipeline(body, (source: Readable) => measure(source, length), response, (error) => {
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') state.onError(error)
  })
}

// Node's own check, strictContentLength, throws where nobody can catch it.
async function* measure(body: Readable, length: number): AsyncGenerator<string | Uint8Array> {
  let left = length
  for await (const chunk of body) {
    left -= Buffer.byteLength(chunk)
    if (left < 0) break
    yield chunk
  }
  if (left < 0 || left > 0) throw new Error(`The body is not ${length} bytes long, as its head says`)
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'] ?? '0'
  return length !== '0' || headers['transfer-encoding'] !== undefined
}

// Closing while the client still sends resets the connection, and the reset can overtake the reply.
// So the reply goes out first, and what still comes in is thrown away for a moment (RFC 9112, 9.6).
function linger(request: NodeRequest, body: string | Uint8Array | null, state: State): void {
  const { body: message, response } = request
  if (body !== null) response.write(body)
  else response.flushHeaders()
  let left = state.limits.lingerBytes
  const finish = () => response.end()
  const timer = setTimeout(finish, state.limits.lingerMs)
  message.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) finish()
  })
  message.once('close', () => {
    clearTimeout(timer)
    finish()
  })
  message.resume()
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function stop(server: Server, latest: State['latest'], limitMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), limitMs)
  const sweep = setInterval(() => closeIdle(latest), sweepMs)
  // The `close` of node:http would also cut replies that are still on their way to a slow reader.
  NetServer.prototype.close.call(server)
  await once(server, 'close')
  clearTimeout(cut)
  clearInterval(sweep)
}

function closeIdle(latest: State['latest']): void {
  for (const [socket, request] of latest) {
    if (request === undefined || request.response.writableFinished) socket.destroySoon()
  }
}
