// Puts an app on a socket: hands it each request and lets `send.ts` write the reply that comes
// back, with the limits that node:http leaves open. Only these two touch node's ServerResponse.
// Lesson: hello-http (tour)

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { refuseInTurn, refuseTunnel } from './clientErrors.ts'
import { Connections } from './connections.ts'
import type { IncomingRequest } from './context.ts'
import { connectionLimit } from './descriptors.ts'
import { HeadFormat } from './head.ts'
import { NodeRequest } from './incoming.ts'
import { isPromise, type Reply } from './reply.ts'
import { send, type SendOptions } from './send.ts'

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
  limits?: Partial<Limits>
}

type Limits = typeof usualLimits & { maxConnections: number }

const usualLimits = {
  headTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  // How long a response may wait for its client to read on.
  stallMs: 30_000,
  maxUnanswered: 10_000,
  // Longer than the 60 s of nginx, so that a proxy never writes into a connection just closed.
  keepAliveMs: 65_000,
  // How often these four are looked at.
  checkIntervalMs: 1_000,
  // How long, and how much, a client may go on sending after it was answered.
  lingerMs: 1_000,
  lingerBytes: 16 * 1024 * 1024,
}

// How often a stopping server looks for connections that have nothing left to do.
const sweepMs = 50

type State = SendOptions & {
  limits: Limits
  isStopping: boolean
  connections: Connections
}

/** Makes a server for an app. */
export function createHttpServer({ handle, onError, limits }: ServerOptions): HttpServer {
  const state = makeState(onError, limits)
  const { connections } = state
  const server = makeServer(state.limits)
  checkOften(server, state)
  server.on('connection', (socket) => connections.add(socket))
  server.on('timeout', (socket) => connections.checkStall(socket))
  server.on('clientError', (error, socket: Socket) => {
    refuseInTurn(error, socket, connections.latest(socket))
  })
  server.on('connect', ({ socket }: IncomingMessage) => {
    refuseTunnel(socket, connections.latest(socket))
  })
  respondToRequests(server, handle, state)
  return {
    listen: (port, host) => listen(server, port, host),
    stop: (limitMs) => {
      state.isStopping = true
      return stop(server, connections, limitMs)
    },
  }
}

function makeState(onError: State['onError'], given: ServerOptions['limits'] = {}): State {
  const maxConnections = given.maxConnections ?? connectionLimit()
  const limits = { ...usualLimits, ...given, maxConnections }
  const keepAlive = `timeout=${Math.floor(limits.keepAliveMs / 1000)}`
  const headFormat = new HeadFormat(keepAlive)
  const connections = new Connections(limits)
  return { keepAlive, headFormat, onError, limits, isStopping: false, connections }
}

function makeServer(limits: Limits): Server {
  const server = createServer({
    connectionsCheckingInterval: limits.checkIntervalMs,
    headersTimeout: limits.headTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    // Node would set and clear a timer for each request. `Connections` checks all of them at once.
    keepAliveTimeout: 0,
    // `checkHead` refuses it. Node would answer "close" and hand over what follows all the same.
    requireHostHeader: false,
    // Most requests have no body: this spares them the stream.
    optimizeEmptyRequests: true,
  })
  // Node 26 answers 431 above this number, earlier versions drop lines silently: one more than
  // allowed lets us notice.
  server.maxHeadersCount = 101
  return server
}

function respondToRequests(
  server: Server, handle: ServerOptions['handle'], state: State,
): void {
  const listener = (handle: ServerOptions['handle'], expectsContinue: boolean) => {
    const begin = (request: NodeRequest) => run(handle, request, state)
    return (message: IncomingMessage, response: ServerResponse): void => {
      state.connections.begin(new NodeRequest(message, response, expectsContinue), begin)
    }
  }
  server.on('request', listener(handle, false))
  const proceed = listener(handle, true)
  const refuse = listener(() => ({ status: 417, headers: {}, body: null }), false)
  // Node also takes "y 100-continue" for it. A proxy in front might not, and would read the 100 as
  // the response.
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    if (message.headers.expect?.toLowerCase() === '100-continue') proceed(message, response)
    else refuse(message, response)
  })
  server.on('checkExpectation', refuse)
}

function run(handle: ServerOptions['handle'], request: NodeRequest, state: State): void {
  try {
    const reply = handle(request)
    if (!isPromise(reply)) return sendNow(request, reply, state)
    reply.then((late) => sendLate(request, late, state), (error) => fail(request, error, state))
  } catch (error) {
    fail(request, error, state)
  }
}

function sendLate(request: NodeRequest, reply: Reply, state: State): void {
  try {
    sendNow(request, reply, state)
  } catch (error) {
    fail(request, error, state)
  }
}

// A bug in the app, or a reply that cannot be sent: node refuses some characters in a header.
function fail(request: NodeRequest, error: unknown, state: State): void {
  state.onError(error)
  const { response } = request
  if (response.headersSent) return void response.destroy()
  // A writeHead that failed leaves its reason phrase behind: "500 OK".
  response.statusMessage = ''
  sendNow(request, { status: 500, headers: {}, body: null }, state)
}

function sendNow(request: NodeRequest, reply: Reply, state: State): void {
  if (state.isStopping && state.connections.latest(request.peer) === request) {
    reply.headers['connection'] = 'close'
  }
  send(request, reply, state)
}

function checkOften(server: Server, { connections, limits }: State): void {
  const timer = setInterval(() => connections.check(), limits.checkIntervalMs)
  timer.unref()
  server.once('close', () => clearInterval(timer))
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function stop(server: Server, connections: Connections, limitMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), limitMs)
  const sweep = setInterval(() => connections.closeIdle(), sweepMs)
  // The `close` of node:http would also cut replies that are still on their way to a slow reader.
  NetServer.prototype.close.call(server)
  await once(server, 'close')
  clearTimeout(cut)
  clearInterval(sweep)
}
