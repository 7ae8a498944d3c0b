// The open connections of a server. Those that nobody uses for a while are closed, and the longest
// unused ones sooner when connections run short, so that a new visitor still gets in. A client that
// doesn't read its response is cut off, because the response would stay in memory.
// Lesson: deploying (tour)

import type { Socket } from 'node:net'
import type { NodeRequest } from './incoming.ts'
import { isIdle, Pipelines, type Pipeline, type Run } from './pipelining.ts'

export type ConnectionLimits = {
  /** How many connections may be open. Above seven eighths of it, idle ones are closed. */
  maxConnections: number
  /** How many requests may be unanswered on all connections, apart from those that came alone. */
  maxUnanswered: number
  /** How long a connection stays open without a request. */
  keepAliveMs: number
  /** How long a response may wait for its client to read on. */
  stallMs: number
  /** How often these two are looked at. */
  checkIntervalMs: number
}

type Connection = Pipeline & {
  /** Grows with every connection and request, of whichever connection. */
  lastUse: number
  /** Its last use when a check found it idle, and the time of the first check that did. */
  idle: { lastUse: number; sinceMs: number } | undefined
  /** When a byte of a waiting response last left, as far as known, and when that was looked at. */
  stall: { sinceMs: number; checkedMs: number } | undefined
}

export class Connections {
  readonly #open = new Map<Socket, Connection>()
  readonly #limits: ConnectionLimits
  readonly #comfortable: number
  readonly #pipelines: Pipelines
  #uses = 0

  constructor(limits: ConnectionLimits) {
    this.#limits = limits
    this.#pipelines = new Pipelines(this.#open, limits.maxUnanswered)
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
    const connection: Connection = {
      socket, latest: undefined, begun: undefined, unanswered: 0, waiting: [],
      isDue: false, lastUse: this.#uses += 1, idle: undefined, stall: undefined,
    }
    this.#open.set(socket, connection)
    this.#pipelines.watch(connection)
    socket.once('close', () => this.#open.delete(socket))
  }

  /** Finds the latest request of a connection. */
  latest(socket: Socket): NodeRequest | undefined {
    return this.#open.get(socket)?.latest
  }

  /** Begins a request, now or later. Drops one that follows the last request of its connection. */
  begin(request: NodeRequest, run: Run): void {
    const connection = this.#open.get(request.peer)
    // After "Connection: close" nothing is answered, so nothing may be done (RFC 9112, 9.6).
    if (connection === undefined || connection.begun?.isLast) return
    connection.lastUse = this.#uses += 1
    this.#pipelines.begin(connection, request, run)
  }

  /** Closes every connection without a request in progress. */
  closeIdle(): void {
    for (const connection of this.#open.values()) {
      if (isIdle(connection)) connection.socket.destroySoon()
    }
  }

  /**
   * Closes the connections that were idle for too long, and begins to watch the responses that wait
   * for their client. To be called at every interval: a timer for each request would cost more.
   */
  check(): void {
    const nowMs = performance.now()
    for (const connection of this.#open.values()) {
      if (isIdle(connection)) this.#checkIdle(connection, nowMs)
      else this.#checkBusy(connection, nowMs)
    }
  }

  /** Cuts a client off that has not read for too long. To be called when a socket times out. */
  checkStall(socket: Socket): void {
    const { stall } = this.#open.get(socket) ?? {}
    if (stall === undefined) return
    const { checkIntervalMs, stallMs } = this.#limits
    const nowMs = performance.now()
    // When bytes have left, Node waits for another interval before it says that a socket timed out.
    if (nowMs - stall.checkedMs > 1.9 * checkIntervalMs) stall.sinceMs = nowMs - checkIntervalMs
    stall.checkedMs = nowMs
    if (nowMs - stall.sinceMs >= stallMs) socket.destroy()
    else socket.setTimeout(checkIntervalMs)
  }

  #checkIdle(connection: Connection, nowMs: number): void {
    const { socket, lastUse, idle } = connection
    if (idle?.lastUse !== lastUse) connection.idle = { lastUse, sinceMs: nowMs }
    else if (nowMs - idle.sinceMs >= this.#limits.keepAliveMs) socket.destroySoon()
    this.#watch(connection, false, nowMs)
  }

  #checkBusy(connection: Connection, nowMs: number): void {
    connection.idle = undefined
    this.#watch(connection, connection.socket.writableLength > 0, nowMs)
  }

  #watch(connection: Connection, isWaiting: boolean, nowMs: number): void {
    if (isWaiting === (connection.stall !== undefined)) return
    connection.stall = isWaiting ? { sinceMs: nowMs, checkedMs: nowMs } : undefined
    connection.socket.setTimeout(isWaiting ? this.#limits.checkIntervalMs : 0)
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
