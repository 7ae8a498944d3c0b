// A small mail server on real sockets, which does what a script says: answers, is silent, hangs up.

import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { TLSSocket } from 'node:tls'

export type Received = { from: string; to: string; data: string; isTls: boolean }

export type SmtpScript = {
  /** Instead of `220 ready`. */
  greeting?: string
  /** What EHLO offers, before and after TLS. */
  extensions?: readonly string[]
  extensionsInTls?: readonly string[]
  /** Replies by command, such as `{ RCPT: '550 no' }`; the end of a mail is `.`. */
  replies?: Readonly<Record<string, string>>
  /** Says nothing more at this command. */
  silentAt?: string
  /** Closes at this command; at `DATA` after the first bytes of the mail. */
  hangUpAt?: string
  /** Closes right behind the reply to this command. */
  closeAfter?: string
  /** Sends each byte alone. */
  isSplit?: boolean
  /** TLS from the first byte. */
  isImplicit?: boolean
  certificate?: 'server' | 'expired' | 'impostor' | 'wrong-name'
  /** What somebody in between adds behind the reply to STARTTLS. */
  injected?: string
}

export type SmtpServer = {
  port: number
  mails: Received[]
  /** The lines of all clients; of a mail, only the end. */
  lines: string[]
  /** How many connections are open. */
  open(): number
  /** Settles when so many lines have come. */
  heard(lines: number): Promise<void>
  /** Settles when nobody is connected. */
  quiet(): Promise<void>
}

// Keys for these tests alone: they are public, and protect nothing.
const certificates = new URL('certificates/', import.meta.url)
/** The authority that signed all certificates but the impostor's. */
export const authority = readFileSync(new URL('authority.crt', certificates), 'utf8')

/** Starts a mail server. It is stopped after the test. */
export async function startSmtpServer(
  test: TestContext, script: SmtpScript = {},
): Promise<SmtpServer> {
  const sockets = new Set<Socket>()
  const state: State = { script, mails: [], lines: [], changed: () => undefined }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      state.changed()
    })
    new Session(socket, state).start()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  test.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise<void>((resolve) => (state.changed = resolve))
  }
  return {
    port: portOf(server.address()),
    mails: state.mails,
    lines: state.lines,
    open: () => sockets.size,
    heard: (lines) => until(() => state.lines.length >= lines),
    quiet: () => until(() => sockets.size === 0),
  }
}

type State = { script: SmtpScript; mails: Received[]; lines: string[]; changed: () => void }

class Session {
  #socket: Socket
  #state: State
  #isTls = false
  #rest = ''
  #mail = { from: '', to: '' }
  #isInMail = false
  #authSteps = 0

  constructor(socket: Socket, state: State) {
    this.#socket = socket
    this.#state = state
  }

  start(): void {
    const { isImplicit = false, greeting = '220 ready' } = this.#state.script
    if (isImplicit) this.#encrypt()
    else this.#listen()
    if (this.#state.script.silentAt !== 'greeting') this.#write(greeting)
  }

  #encrypt(): void {
    const { certificate = 'server' } = this.#state.script
    const inner = this.#socket
    inner.removeAllListeners('data')
    this.#socket = new TLSSocket(inner, {
      isServer: true,
      key: readFileSync(new URL(`${certificate}.key`, certificates)),
      cert: readFileSync(new URL(`${certificate}.crt`, certificates)),
    })
    this.#socket.on('error', () => undefined)
    // A greeting that waits for the keys keeps the connection open, though the client has left.
    this.#socket.on('end', () => inner.destroy())
    this.#isTls = true
    this.#rest = ''
    this.#listen()
  }

  #listen(): void {
    this.#socket.on('data', (piece: Buffer) => {
      this.#rest += piece.toString('latin1')
      if (this.#isInMail && this.#state.script.hangUpAt === 'DATA') this.#socket.destroy()
      else this.#readLines()
    })
  }

  #readLines(): void {
    while (true) {
      const mark = this.#isInMail ? '\r\n.\r\n' : '\r\n'
      const end = this.#rest.indexOf(mark)
      if (end === -1) return
      const text = this.#rest.slice(0, end)
      this.#rest = this.#rest.slice(end + mark.length)
      if (this.#isInMail) this.#endMail(text)
      else this.#command(text)
    }
  }

  #command(line: string): void {
    const { silentAt, hangUpAt, closeAfter, replies } = this.#state.script
    const name = this.#authSteps > 0 ? 'AUTH' : (/^[A-Z]+/.exec(line)?.[0] ?? '')
    this.#note(line)
    if (name === silentAt) return
    if (name === hangUpAt && name !== 'DATA') return void this.#socket.destroy()
    this.#write(replies?.[name] ?? this.#answer(name, line))
    if (name === closeAfter) this.#socket.end()
    if (name === 'STARTTLS' && replies?.[name] === undefined) this.#encrypt()
  }

  #answer(name: string, line: string): string {
    const { extensions = [], extensionsInTls = extensions, injected = '' } = this.#state.script
    if (name === 'EHLO') {
      const offers = ['mail.example', ...(this.#isTls ? extensionsInTls : extensions)]
      return offers.map((o, i) => `250${i === offers.length - 1 ? ' ' : '-'}${o}`).join('\r\n')
    }
    if (name === 'STARTTLS') return `220 go ahead${injected === '' ? '' : `\r\n${injected}`}`
    if (name === 'AUTH') return this.#signIn(line)
    if (name === 'MAIL') this.#mail.from = line.slice('MAIL FROM:'.length)
    if (name === 'RCPT') this.#mail.to = line.slice('RCPT TO:'.length)
    if (name === 'QUIT') return '221 bye'
    if (name !== 'DATA') return '250 ok'
    this.#isInMail = true
    return '354 go on'
  }

  #signIn(line: string): string {
    if (line.startsWith('AUTH PLAIN')) return '235 welcome'
    this.#authSteps = line === 'AUTH LOGIN' ? 2 : this.#authSteps - 1
    const questions = ['235 welcome', '334 UGFzc3dvcmQ6', '334 VXNlcm5hbWU6']
    return questions[this.#authSteps] ?? '501 what'
  }

  #endMail(data: string): void {
    const { script, mails } = this.#state
    this.#isInMail = false
    this.#note('.')
    if (script.silentAt === '.') return
    const reply = script.replies?.['.'] ?? '250 2.0.0 taken'
    if (reply.startsWith('250')) mails.push({ ...this.#mail, data, isTls: this.#isTls })
    this.#write(reply)
    if (script.closeAfter === '.') this.#socket.end()
  }

  #note(line: string): void {
    this.#state.lines.push(line)
    this.#state.changed()
  }

  #write(reply: string): void {
    const bytes = `${reply}\r\n`
    this.#socket.setNoDelay(true)
    if (!this.#state.script.isSplit) this.#socket.write(bytes, 'latin1')
    else void writeSlowly(this.#socket, bytes)
  }
}

// Each byte leaves in a turn of the event loop of its own.
async function writeSlowly(socket: Socket, bytes: string): Promise<void> {
  for (const byte of bytes) {
    await new Promise<void>((resolve) => socket.write(byte, 'latin1', () => setImmediate(resolve)))
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port
  throw new Error('The mail server has no port')
}
