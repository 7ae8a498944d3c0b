// A client that speaks in bytes. A well-behaved one cannot send what these tests have to send, and
// hides what they have to see: the order of answers, a body that breaks off, a closed connection.

import { createConnection, type Socket } from 'node:net'

export type Answer = {
  version: string
  status: number
  /** By lower-case name; the values of several lines of one name are joined by `, `. */
  headers: Record<string, string>
  body: string
  /** Whether the body was as long as its head had promised. */
  isWhole: boolean
}

const waitLimitMs = 5_000

/** Opens a connection to a port of this machine. */
export async function connect(port: number): Promise<RawClient> {
  const socket = createConnection({ port, host: '127.0.0.1' })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return new RawClient(socket)
}

/** Sends these bytes on a connection of their own, and gives the first answer that is not a 1xx. */
export async function ask(port: number, bytes: string): Promise<Answer> {
  const client = await connect(port)
  try {
    client.send(bytes)
    return await client.answer(bytes.startsWith('HEAD ') ? 'HEAD' : 'GET')
  } finally {
    client.cut()
  }
}

/** Writes a head of these lines, with the empty line that ends it. */
export function head(...lines: readonly string[]): string {
  return [...lines, '', ''].join('\r\n')
}

export class RawClient {
  readonly socket: Socket
  // One character for each byte, so that lengths are right.
  #received = ''
  #isOver = false
  #wake = (): void => undefined

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#received += chunk.toString('latin1')
      this.#wake()
    })
    // A reset tells the same as an end: nothing more comes.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#isOver = true
      this.#wake()
    })
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes)
  }

  /** Ends the connection without a word, as a client does that loses its patience. */
  cut(): void {
    this.socket.destroy()
  }

  /** Waits for the next answer. An answer to HEAD has no body, whatever its length says. */
  async answer(method = 'GET'): Promise<Answer> {
    const next = await this.interim(method)
    return next.status < 200 ? this.answer(method) : next
  }

  /** Waits for the next answer, which may be a 1xx. */
  async interim(method = 'GET'): Promise<Answer> {
    await this.#until(() => this.#isOver || readAnswer(this.#received, method) !== undefined)
    const complete = readAnswer(this.#received, method)
    const found = complete ?? readAnswer(this.#received, method, true)
    if (found === undefined) throw new Error(`No answer: ${JSON.stringify(this.#received)}`)
    this.#received = this.#received.slice(found.length)
    return found.answer
  }

  /** Waits until so many bytes have come in that nobody has read as an answer. */
  async received(bytes: number): Promise<string> {
    await this.#until(() => this.#isOver || this.#received.length >= bytes)
    return this.#received
  }

  /** Waits until the server has closed the connection, and gives what it had sent before. */
  async ended(): Promise<string> {
    await this.#until(() => this.#isOver)
    return this.#received
  }

  async #until(isTrue: () => boolean): Promise<void> {
    const limit = AbortSignal.timeout(waitLimitMs)
    while (!isTrue()) {
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve
        limit.onabort = () => reject(this.#silence())
      })
    }
  }

  #silence(): Error {
    return new Error(`Nothing came after ${JSON.stringify(this.#received.slice(-1_000))}`)
  }
}

type Found = { answer: Answer; length: number }

/** Reads the first answer of a text; undefined while it is not complete, unless `isOver`. */
function readAnswer(text: string, method: string, isOver = false): Found | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const [statusLine = '', ...lines] = text.slice(0, headEnd).split('\r\n')
  const [, version = '', status = ''] = /^HTTP\/(\d\.\d) (\d{3}) .*$/.exec(statusLine) ?? []
  const headers = readHeaders(lines)
  const rest = text.slice(headEnd + 4)
  const hasBody = method !== 'HEAD' && Number(status) >= 200 && !['204', '304'].includes(status)
  const body = hasBody ? readBody(rest, headers) : { text: '', length: 0, isWhole: true }
  if (!body.isWhole && !isOver) return undefined
  const answer = {
    version,
    status: Number(status),
    headers,
    body: Buffer.from(body.text, 'latin1').toString(),
    isWhole: body.isWhole || (isOver && isEndedByClose(headers)),
  }
  return { answer, length: headEnd + 4 + body.length }
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return headers
}

type Body = { text: string; length: number; isWhole: boolean }

function readBody(text: string, headers: Record<string, string>): Body {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(text)
  const length = Number(headers['content-length'] ?? Infinity)
  return {
    text: text.slice(0, length),
    length: Math.min(length, text.length),
    isWhole: text.length >= length,
  }
}

function isEndedByClose(headers: Record<string, string>): boolean {
  return headers['transfer-encoding'] === undefined && headers['content-length'] === undefined
}

function readChunks(text: string): Body {
  let content = ''
  let position = 0
  while (true) {
    const lineEnd = text.indexOf('\r\n', position)
    const size = Number.parseInt(text.slice(position, lineEnd), 16)
    const start = lineEnd + 2
    if (lineEnd === -1 || text.length < start + size + 2) {
      return { text: content, length: text.length, isWhole: false }
    }
    content += text.slice(start, start + size)
    position = start + size + 2
    if (size === 0) return { text: content, length: position, isWhole: true }
  }
}
