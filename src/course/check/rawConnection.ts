// A connection to the learner's program on which bytes are written and read by hand. Everything
// that goes over it is recorded.

import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Exchange } from './exchange.ts'
import { startLimit, untilAsleep } from './programTime.ts'
import { toByteText, type WireTurn } from './report.ts'

export type ConnectPlan = {
  /** Speaks TLS, and trusts this authority (PEM) and no other. */
  tls?: { authority: string; serverName: string }
}

/** How waiting ended: it came, the time is over, or the connection is. */
export type WaitEnd = 'came' | 'timeout' | 'closed' | 'reset'

export class RawConnection implements Exchange {
  readonly #socket: Socket
  readonly #processId: number | undefined
  readonly #turns: WireTurn[] = []
  #waiting: (() => void)[] = []
  #received = ''
  #ending: 'closed' | 'reset' | undefined
  #error: Error | undefined

  /** `processId` is the program at the other end: its time is what a wait counts. */
  constructor(socket: Socket, processId?: number) {
    this.#socket = socket
    this.#processId = processId
    socket.setNoDelay()
    socket.on('data', (data: Uint8Array) => {
      const bytes = toByteText(data)
      this.#received += bytes
      this.#record('received', bytes)
      this.#wake()
    })
    socket.on('end', () => this.#end('closed'))
    socket.on('close', () => this.#end('closed'))
    socket.on('error', (error) => {
      this.#error = error
      this.#end('reset')
    })
  }

  get turns(): readonly WireTurn[] {
    return this.#turns
  }

  /** All that was received so far, each character one byte. */
  get received(): string {
    return this.#received
  }

  /** How the connection ended, or undefined while it is open. */
  get ending(): 'closed' | 'reset' | undefined {
    return this.#ending
  }

  /** What went wrong, such as a certificate that is not trusted. */
  get error(): Error | undefined {
    return this.#error
  }

  /** The IP address at the other end. */
  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress
  }

  /** Writes bytes at once. A text is sent as UTF-8. */
  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    this.#record('sent', toByteText(bytes))
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  /** Writes bytes in pieces, each in a packet of its own. */
  async writeInPieces(data: string | Uint8Array, pieceLength = 1, pauseMs = 0): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    for (let start = 0; start < bytes.length; start += pieceLength) {
      if (this.#ending !== undefined) return
      this.write(bytes.subarray(start, start + pieceLength))
      // Otherwise the system would join the pieces again.
      await this.untilRead(pauseMs)
    }
  }

  /** Lets the program read what was written, when it sends nothing back that could be awaited. */
  async untilRead(pauseMs = 20): Promise<void> {
    await untilAsleep(this.#processId, pauseMs)
  }

  /** Waits until what was received fits, the connection ends, or the time is over. */
  async waitFor(fits: (received: string) => boolean, timeoutMs = 2_000): Promise<WaitEnd> {
    const last = this.#turns.at(-1)
    // An earlier wait was too short: the time is not over yet.
    if (last?.ending === 'timeout') delete last.ending
    let isOver = false
    const cancel = startLimit(timeoutMs, () => this.#processIds(), () => {
      isOver = true
      this.#wake()
    })
    try {
      while (!fits(this.#received)) {
        if (this.#ending !== undefined) return this.#ending
        if (isOver) return this.#timedOut()
        await new Promise<void>((resolve) => this.#waiting.push(resolve))
      }
      return 'came'
    } finally {
      cancel()
    }
  }

  /** Waits until the other side ends the connection. */
  async waitForEnd(timeoutMs = 2_000): Promise<'timeout' | 'closed' | 'reset'> {
    const end = await this.waitFor(() => this.#ending !== undefined, timeoutMs)
    return end === 'came' ? this.#ending ?? 'closed' : end
  }

  /** Reads nothing more until `resume`, as a client with a slow connection does. */
  pause(): void {
    this.#socket.pause()
  }

  /** Reads on after `pause`. */
  resume(): void {
    this.#socket.resume()
  }

  /** Says that nothing more will be sent; receiving goes on. */
  end(): void {
    this.#socket.end()
  }

  /** Cuts the connection. */
  destroy(): void {
    this.#socket.destroy()
  }

  /** Cuts the connection with a reset, as a lost client does. */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  #processIds(): readonly number[] {
    return this.#processId === undefined ? [] : [this.#processId]
  }

  #record(direction: 'sent' | 'received', bytes: string): void {
    const last = this.#turns.at(-1)
    if (last?.direction !== direction) {
      this.#turns.push({ direction, bytes })
      return
    }
    if (direction === 'sent') {
      last.pieces ??= [last.bytes.length]
      last.pieces.push(last.bytes.length + bytes.length)
    }
    last.bytes += bytes
  }

  #timedOut(): 'timeout' {
    this.#lastReceived().ending = 'timeout'
    return 'timeout'
  }

  #end(ending: 'closed' | 'reset'): void {
    if (this.#ending !== undefined) return
    this.#ending = ending
    this.#lastReceived().ending = ending
    this.#wake()
  }

  #lastReceived(): WireTurn {
    const last = this.#turns.at(-1)
    if (last?.direction === 'received') return last
    const turn: WireTurn = { direction: 'received', bytes: '' }
    this.#turns.push(turn)
    return turn
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }
}

/** Opens a connection. A server that refuses it gives one that has ended with an error. */
export function openConnection(
  { host, port, processId }: { host: string; port: number; processId?: number },
  { tls }: ConnectPlan = {},
): Promise<RawConnection> {
  const socket = tls === undefined
    ? connectTcp({ host, port, allowHalfOpen: true })
    : connectTls({ host, port, ca: tls.authority, servername: tls.serverName })
  const connection = new RawConnection(socket, processId)
  return new Promise((resolve) => {
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => resolve(connection))
    socket.once('close', () => resolve(connection))
  })
}
