// The open connections of a server. Those that nobody uses for a while are closed, and the longest
// unused ones sooner when connections run short, so that a new visitor still gets in. A client that
// doesn't read its response is cut off, because the response would stay in memory. And one that
// sends many requests at once (pipelining) has to share the server's time with the others.
// Lesson: deploying (tour)

import type { Socket } from 'node:net'
import type { NodeRequest } from './incoming.ts'

export type ConnectionLimits = {
  /** How many connections may be open. Above seven eighths of it, idle ones are closed. */
  maxConnections: number
  /** How many requests of all connections may be unanswered, those aside that came alone. */
  maxUnanswered: number
  /** How long a connection stays open without a request. */
  keepAliveMs: number
  /** How long a response may wait for its client to read on. */
  stallMs: number
  /** How often these two are looked at. */
  checkIntervalMs: number
}

type Connection = {
  readonly socket: Socket
  // A client may ask again before it is answered (pipelining). Responses are sent in the order of
  // the requests: when that to the latest one has been sent, all have.
  latest: NodeRequest | undefined
  /** The latest one that was begun. */
  begun: NodeRequest | undefined
  /** How many requests came before the one before them was answered, and aren't answered. */
  unanswered: number
  /** Those of them that are not begun yet. */
  waiting: Waiting[]
  /** Whether some of these will begin in the next turn. */
  isDue: boolean
  /** Grows with every connection and request, of whichever connection. */
  lastUse: number
  /** Its last use when a check found it idle, and the time of the first check that did. */
  idle: { lastUse: number; sinceMs: number } | undefined
  /** When a byte of a waiting response last left, as far as known, and when that was looked at. */
  stall: { sinceMs: number; checkedMs: number } | undefined
}

type Run = (request: NodeRequest) => void
type Waiting = { request: NodeRequest; run: Run }

// A piece of 64 KiB holds some 2,000 requests, and Node hands all of them over in one turn of the
// event loop. Nobody else would be served until then, and a client that reads nothing would have
// 2,000 responses kept for it.
const mostAtOnce = 16

export class Connections {
  readonly #open = new Map<Socket, Connection>()
  readonly #limits: ConnectionLimits
  readonly #comfortable: number
  #uses = 0
  #unanswered = 0
  /** The connections that aren't read until the next turn; undefined while all are. */
  #held: Set<Socket> | undefined = undefined

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
    const connection: Connection = {
      socket, latest: undefined, begun: undefined, unanswered: 0, waiting: [],
      isDue: false, lastUse: this.#uses += 1, idle: undefined, stall: undefined,
    }
    this.#open.set(socket, connection)
    // Node reads on after every request that has come whole, and when a response has left.
    socket.on('resume', () => {
      if (connection.waiting.length === 0 && this.#held === undefined) return
      this.#held?.add(socket)
      socket.pause()
    })
    socket.once('close', () => {
      this.#open.delete(socket)
      this.#giveBack(connection, connection.unanswered)
    })
  }

  /** Finds the latest request of a connection. */
  latest(socket: Socket): NodeRequest | undefined {
    return this.#open.get(socket)?.latest
  }

  /**
   * Notes a request as the latest of its connection, and begins it: at once, or when enough of
   * those before it are answered. After one that was the last, it is dropped.
   */
  begin(request: NodeRequest, run: Run): void {
    const connection = this.#open.get(request.peer)
    // After "Connection: close" nothing is answered, so nothing may be done (RFC 9112, 9.6).
    if (connection === undefined || connection.begun?.isLast) return
    if (request.peer.destroyed) return
    const isAlone = isIdle(connection)
    if (!isAlone && !this.#take(connection, request)) return this.#cut(connection)
    connection.latest = request
    connection.lastUse = this.#uses += 1
    // This one counts already.
    if (connection.waiting.length > 0 || countBegun(connection) > mostAtOnce) {
      return wait(connection, { request, run })
    }
    connection.begun = request
    run(request)
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

  // A request takes some 4 KiB of memory, a hundred times what a client has to send for it.
  #take(connection: Connection, { response }: NodeRequest): boolean {
    const isFull = this.#unanswered >= this.#limits.maxUnanswered
    if (isFull && connection.unanswered >= mostAtOnce) return false
    this.#unanswered += 1
    connection.unanswered += 1
    response.once('finish', () => {
      this.#giveBack(connection, Math.min(1, connection.unanswered))
      beginLater(connection)
    })
    return true
  }

  #giveBack(connection: Connection, count: number): void {
    this.#unanswered -= count
    connection.unanswered -= count
  }

  // Its memory is free when it has closed. Until then, nothing is read from the others, who may
  // have sent as much.
  #cut({ socket, waiting }: Connection): void {
    waiting.length = 0
    socket.destroy()
    if (this.#held !== undefined) return
    this.#held = new Set([...this.#open.keys()].filter((other) => !other.isPaused()))
    for (const other of this.#held) other.pause()
    setImmediate(() => this.#readOn())
  }

  #readOn(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const socket of held) {
      if (this.#open.get(socket)?.waiting.length === 0) socket.resume()
    }
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

function countBegun({ unanswered, waiting }: Connection): number {
  return unanswered - waiting.length
}

// Nothing more is read meanwhile: what waits is never longer than what was read at once.
function wait(connection: Connection, entry: Waiting): void {
  if (connection.waiting.push(entry) === 1) connection.socket.pause()
}

function beginLater(connection: Connection): void {
  if (connection.isDue || connection.waiting.length === 0) return
  connection.isDue = true
  setImmediate(beginSome, connection)
}

function beginSome(connection: Connection): void {
  const { socket, waiting } = connection
  connection.isDue = false
  for (const { request, run } of waiting.splice(0, mostAtOnce - countBegun(connection))) {
    if (connection.begun?.isLast || socket.destroyed) {
      waiting.length = 0
      break
    }
    connection.begun = request
    run(request)
  }
  if (waiting.length === 0) socket.resume()
}

function isIdle({ latest }: Connection): boolean {
  return latest === undefined || latest.response.writableFinished
}
