// Sends requests to the nodes over HTTP. Connections stay open, and their number is limited, as are
// the time and the size of a response. (We don't use fetch: it takes more than twice the CPU time
// of node:http, and follows redirects by itself unless it's told not to.)
// Lesson: outgrowing-one-machine (tour)

import { Agent, request, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as requestWithTls } from 'node:https'
import { DatabaseError } from '../database.ts'

export type Question = {
  path: string
  /** JSON to send with POST; without a body, the request is a GET. */
  body?: string | undefined
  /** How long the response may take, up to its last byte. */
  waitMs: number
}

export type NodeResponse = { status: number; location: string | undefined; text: string }

/**
 * The node may have done what it was asked to do, but its response can't be read. Another node's
 * response couldn't be read either.
 */
export class UnreadableResponseError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableResponseError'
  }
}

export type ClientOptions = {
  /** The value of `Authorization`, for nodes that ask for a password. */
  authorization: string | undefined
  /** Called when a connection to a node ends: the node may have stopped. */
  onDisconnect?: (origin: string) => void
  mostResponseBytes?: number
}

// The read queue has at most 20 groups under way, and the write queue 17.
const mostConnections = 40
const idleMs = 30_000
const connectionLimits = {
  keepAlive: true, maxSockets: mostConnections, maxFreeSockets: mostConnections, timeout: idleMs,
}
// No read of ours gives as much as a megabyte, and a response has the rows of at most 50 reads.
const usualResponseBytes = 64 * 1024 * 1024
const mostSentenceBytes = 300

export class NodeClient {
  readonly #agent = new Agent(connectionLimits)
  readonly #tlsAgent = new TlsAgent(connectionLimits)
  readonly #headers: Record<string, string>
  readonly #onDisconnect: ClientOptions['onDisconnect']
  readonly #mostBytes: number

  constructor(
    { authorization, onDisconnect, mostResponseBytes = usualResponseBytes }: ClientOptions,
  ) {
    this.#onDisconnect = onDisconnect
    this.#mostBytes = mostResponseBytes
    this.#headers = {
      'Content-Type': 'application/json',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    }
  }

  /**
   * Sends a request to the node at `origin`, and reads the response.
   *
   * Throws a DatabaseError for a request that no other node would accept either, and an
   * UnreadableResponseError. Any other Error means that no response came in time.
   */
  async ask(origin: string, question: Question): Promise<NodeResponse> {
    const response = await this.#send(origin, question)
    refuse(response)
    return response
  }

  #send(origin: string, { path, body, waitMs }: Question): Promise<NodeResponse> {
    const { promise, resolve, reject } = Promise.withResolvers<NodeResponse>()
    const options = { headers: this.#headers, method: body === undefined ? 'GET' : 'POST' }
    const outgoing = origin.startsWith('https:')
      ? requestWithTls(origin + path, { ...options, agent: this.#tlsAgent })
      : request(origin + path, { ...options, agent: this.#agent })
    const fail = (error: Error) => {
      reject(error)
      outgoing.destroy()
    }
    const limitMs = Math.max(1, Math.ceil(waitMs))
    const late = () => fail(new Error(`No response within ${limitMs} ms`))
    const timer = setTimeout(late, limitMs)
    let hasResponse = false
    outgoing.on('close', () => {
      clearTimeout(timer)
      // To 101, Switching Protocols, node:http says nothing else.
      if (!hasResponse) reject(new Error('The connection was closed without a response'))
    })
    outgoing.on('socket', (socket) => {
      if (!outgoing.reusedSocket) socket.on('close', () => this.#onDisconnect?.(origin))
    })
    outgoing.on('error', fail)
    outgoing.on('response', (response) => {
      hasResponse = true
      const { statusCode: status = 0, headers: { location } } = response
      readText(response, this.#mostBytes).then((text) => resolve({ status, location, text }), fail)
    })
    outgoing.end(body)
    return promise
  }
}

function readText(response: IncomingMessage, mostBytes: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const chunks: Buffer[] = []
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= mostBytes) chunks.push(chunk)
    else reject(new UnreadableResponseError(`rqlite's response has more than ${mostBytes} bytes`))
  })
  response.on('error', reject)
  response.on('end', () => resolve(Buffer.concat(chunks).toString()))
  return promise
}

// A proxy in front of a node sends these when the proxy itself is too busy.
const busyStatuses = [408, 429]

// Throws for a request that other nodes would refuse too. From 500 on, another node may do better.
function refuse({ status, text }: NodeResponse): void {
  if (status === 401 || status === 403) {
    throw new DatabaseError('unreadable', 'rqlite refuses the login in DATABASE_URL')
  }
  const sentence = text.slice(0, mostSentenceBytes).trim()
  if (status >= 400 && status < 500 && !busyStatuses.includes(status)) {
    throw new DatabaseError('failed', `rqlite responded with ${status}: ${sentence}`)
  }
  // SQLite has infinite numbers, and JSON has none.
  if (status === 500 && sentence.includes('json: unsupported value')) {
    throw new UnreadableResponseError(`rqlite can't write its rows as JSON: ${sentence}`)
  }
}

/** Says whether nothing listened there: then no node has received what was sent. */
export function isConnectionRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}
