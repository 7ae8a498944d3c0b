// A connection to a mail server: one command, one reply, each within a limit of time, and the
// change to TLS in between. Lesson: reset-by-email (appendix)

import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { ReplyReader, SmtpError, type SmtpReply } from './smtpReply.ts'
import type { SmtpServer } from './smtpUrl.ts'

export type SmtpConnectionOptions = {
  /** For the way to the server, and for agreeing on keys. */
  connectLimitMs: number
  /** For each reply. */
  replyLimitMs: number
  signal: AbortSignal
  /** Authorities to believe instead of the usual ones. */
  ca?: string
}

export class SmtpConnection {
  #server: SmtpServer
  #options: SmtpConnectionOptions
  #socket: Socket
  #replies: SmtpReply[] = []
  #failure: SmtpError | undefined
  #wake = (): void => undefined

  /** Begins to connect; `reply` gives what the server says first. */
  constructor(server: SmtpServer, options: SmtpConnectionOptions) {
    this.#server = server
    this.#options = options
    const { host, port, encryption } = server
    const isTls = encryption === 'tls'
    this.#socket = isTls ? connectTls(this.#tlsOptions({ host, port })) : connect({ host, port })
    this.#listen(this.#socket)
    options.signal.addEventListener('abort', this.#interrupt)
    if (options.signal.aborted) this.#interrupt()
  }

  /** Our end of the connection, as an address literal: for a machine without a name. */
  get localAddress(): string {
    const address = this.#socket.localAddress ?? '127.0.0.1'
    return isIP(address) === 6 ? `[IPv6:${address}]` : `[${address}]`
  }

  /** Waits until the connection is there, and encrypted when it has to be from the beginning. */
  opened(): Promise<void> {
    const event = this.#server.encryption === 'tls' ? 'secureConnect' : 'connect'
    return this.#within(this.#options.connectLimitMs, this.#event(event))
  }

  /** Waits for a reply. */
  reply(limitMs = this.#options.replyLimitMs): Promise<SmtpReply> {
    return this.#within(limitMs, this.#nextReply())
  }

  /** Sends a line, or lines, and waits for the reply. */
  async command(line: string, limitMs?: number): Promise<SmtpReply> {
    // What came before the command cannot be the answer to it.
    if (this.#replies.length > 0) throw new SmtpError('The mail server replied before a command')
    this.#socket.write(`${line}\r\n`, 'latin1')
    return this.reply(limitMs)
  }

  /** Encrypts the connection from here on. */
  async startTls(): Promise<void> {
    // What came behind the reply may be from somebody in between: nothing of it may count as said
    // under TLS (CVE-2011-0411; RFC 3207, section 4.2).
    if (this.#replies.length > 0) throw new SmtpError('The mail server replied before TLS began')
    if (this.#failure !== undefined) throw this.#failure
    this.#socket.removeAllListeners('data')
    this.#socket = connectTls(this.#tlsOptions({ socket: this.#socket }))
    this.#listen(this.#socket)
    await this.#within(this.#options.connectLimitMs, this.#event('secureConnect'))
  }

  /** Ends the connection at once. */
  close(): void {
    this.#options.signal.removeEventListener('abort', this.#interrupt)
    this.#socket.destroy()
  }

  #tlsOptions(to: ConnectionOptions): ConnectionOptions {
    const { host } = this.#server
    // The name that the certificate must bear. An address is not sent as one (RFC 6066, section 3).
    const name = isIP(host) > 0 ? { host } : { host, servername: host }
    return { ...to, ...name, ...(this.#options.ca === undefined ? {} : { ca: this.#options.ca }) }
  }

  #listen(socket: Socket): void {
    const reader = new ReplyReader()
    socket.on('data', (piece: Buffer) => {
      try {
        this.#replies.push(...reader.read(piece))
        this.#wake()
      } catch (error) {
        this.#fail(error)
      }
    })
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new SmtpError('The mail server closed the connection')))
  }

  #interrupt = (): void => this.#fail(new SmtpError('Sending was interrupted'))

  // Only the first reason counts: the others follow from it.
  #fail(error: unknown): void {
    this.#failure ??= error instanceof SmtpError ? error : connectionError(error)
    this.#socket.destroy()
    this.#wake()
  }

  async #nextReply(): Promise<SmtpReply> {
    while (true) {
      const reply = this.#replies.shift()
      if (reply !== undefined) return reply
      if (this.#failure !== undefined) throw this.#failure
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async #event(name: 'connect' | 'secureConnect'): Promise<void> {
    let hasCome = false
    this.#socket.once(name, () => {
      hasCome = true
      this.#wake()
    })
    while (!hasCome && this.#failure === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  async #within<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
    const tooLate = () => this.#fail(new SmtpError('The mail server did not respond in time'))
    const timer = setTimeout(tooLate, limitMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }
}

// A message of the system may name addresses; its code says enough.
function connectionError(error: unknown): SmtpError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new SmtpError(`The connection to the mail server failed: ${code}`)
}
