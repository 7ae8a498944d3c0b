// The open connections of a server. When they run short, those that nobody has used for the longest
// time are closed, so that a new visitor still gets in; and a client that doesn't read its response
// is cut off, because the response would stay in memory.
// Lesson: deploying (tour)

import type { Socket } from 'node:net'
import type { NodeRequest } from './incoming.ts'

export type ConnectionLimits = {
  /** How many connections may be open. Above seven eighths of it, idle ones are closed. */
  maxConnections: number
  /** How long a response may wait for its client to read on. */
  stallMs: number
}

type Connection = {
  readonly socket: Socket
  // A client may ask again before it is answered (pipelining). Responses are sent in the order of
  // the requests: when that to the latest one has been sent, all have.
  latest: NodeRequest | undefined
  /** Grows with every connection and request, of whichever connection. */
  lastUse: number
  /** The request whose response is being watched. */
  watched: NodeRequest | undefined
}

export class Connections {
  readonly #open = new Map<Socket, Connection>()
  readonly #limits: ConnectionLimits
  readonly #comfortable: number
  #uses = 0

  constructor(limits: ConnectionLimits) {
    this.#limits = limits
    this.#comfortable = Math.ceil((limits.maxConnections * 7) / 8)
  }

  /**
   * Adds a new connection. When there are many, idle ones are closed for it; when all of them are
   * busy, it is closed itself. (Node's own `maxConnections` would close it in either case.)
   */
  add(socket: Socket): void {
    if (this.#open.size >= this.#comfortable) this.#makeRoom()
    if (this.#open.size >= this.#limits.maxConnections) {
      socket.destroy()
      return
    }
    const lastUse = (this.#uses += 1)
    this.#open.set(socket, { socket, latest: undefined, lastUse, watched: undefined })
    socket.once('close', () => this.#open.delete(socket))
  }

  /** Finds the latest request of a connection. */
  latest(socket: Socket): NodeRequest | undefined {
    return this.#open.get(socket)?.latest
  }

  /** Notes a request as the latest of its connection, unless an earlier one was the last. */
  begin(request: NodeRequest): boolean {
    const connection = this.#open.get(request.peer)
    // After "Connection: close" nothing is answered, so nothing may be done (RFC 9112, 9.6).
    if (connection === undefined || connection.latest?.isLast) return false
    connection.latest = request
    connection.lastUse = this.#uses += 1
    return true
  }

  /** Closes every connection without a request in progress. */
  closeIdle(): void {
    for (const connection of this.#open.values()) {
      if (isIdle(connection)) connection.socket.destroySoon()
    }
  }

  /** Watches the responses that wait for their client, and no others. To be called often. */
  watch(): void {
    for (const connection of this.#open.values()) {
      const { socket, latest, watched } = connection
      if (isIdle(connection)) continue
      const isWaiting = socket.writableLength > 0
      if (isWaiting === (watched === latest)) continue
      // Node measures whether any byte has left since, and destroys the socket if none has. It
      // sets a time of its own after each response.
      socket.setTimeout(isWaiting ? this.#limits.stallMs : 0)
      connection.watched = isWaiting ? latest : undefined
    }
  }

  // Several at once: to look for each one alone among all the others would take long. But at most
  // half of the idle ones, because some have only just been opened.
  #makeRoom(): void {
    const idle = [...this.#open.values()].filter(isIdle)
    const count = Math.ceil(Math.min(this.#comfortable / 16, idle.length / 2))
    idle.sort((left, right) => left.lastUse - right.lastUse)
    for (const { socket } of idle.slice(0, count)) {
      socket.destroy()
      this.#open.delete(socket)
    }
  }
}

function isIdle({ latest }: Connection): boolean {
  return latest === undefined || latest.response.writableFinished
}
