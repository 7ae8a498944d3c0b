// Servers of the check, for exercises in which the learner's program is the client: they record the
// bytes that arrive.

import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { Exchange } from './exchange.ts'
import { readMessage, type Field, type Message } from './message.ts'
import { RawConnection } from './rawConnection.ts'
import { readByteText } from './report.ts'

export type TcpTargetOptions = {
  /** The address to listen on: `127.0.0.1` or `::1`. */
  host: string
  /** A free one unless said otherwise. */
  port?: number
  onConnection?(connection: RawConnection): void
}

export type TcpTarget = {
  port: number
  /** All connections so far, in order. */
  connections: readonly RawConnection[]
  close(): void
}

/** A request that a client program sent. */
export type ServedRequest = Exchange & {
  method: string
  target: string
  fields: readonly Field[]
  header(name: string): string | undefined
  /** The body, read as UTF-8. */
  text: string
  json(): unknown
}

export type HttpTarget = {
  port: number
  /** Such as `http://127.0.0.1:49152`. */
  origin: string
  /** All requests so far, in order. */
  requests: readonly ServedRequest[]
  /** Decides the responses; 204 without it. A promise keeps the client waiting. */
  answer(make: (request: ServedRequest) => TargetAnswer | Promise<TargetAnswer>): void
  close(): void
}

export type TargetAnswer = {
  status: number
  headers?: Readonly<Record<string, string>>
  body?: string
}

/** Starts a bare TCP server. Rejects if the address is unknown or the port is taken. */
export async function serveTcp(options: TcpTargetOptions): Promise<TcpTarget> {
  const connections: RawConnection[] = []
  const { port, close } = await listen(options, (socket) => {
    const connection = new RawConnection(socket)
    connections.push(connection)
    options.onConnection?.(connection)
  })
  return { port, connections, close }
}

/** Starts an HTTP server that records what arrives. */
export async function serveHttp(): Promise<HttpTarget> {
  const requests: ServedRequest[] = []
  let make: Parameters<HttpTarget['answer']>[0] = () => ({ status: 204 })
  const { port, close } = await listen({ host: '127.0.0.1' }, (socket) => {
    const connection = new RawConnection(socket)
    void serveConnection(connection, (request) => {
      requests.push(request)
      return make(request)
    })
  })
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    answer(given) {
      make = given
    },
    close,
  }
}

type Listening = { port: number; close(): void }

async function listen(
  { host, port = 0 }: TcpTargetOptions, onSocket: (socket: Socket) => void,
): Promise<Listening> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket)
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('No port was given')
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port: address.port, close }
}

async function serveConnection(
  connection: RawConnection,
  onRequest: (request: ServedRequest) => TargetAnswer | Promise<TargetAnswer>,
): Promise<void> {
  let start = 0
  while (true) {
    const read = () =>
      readRequest(connection.received.slice(start), connection.ending !== undefined)
    await connection.waitFor(() => read().state !== 'more', 30_000)
    const reading = read()
    if (reading.state !== 'whole') return refuse(connection, start)
    const request = toRequest(reading.message, connection)
    start += reading.message.end
    const closes = request.header('connection')?.toLowerCase() === 'close'
    const answer = await onRequest(request)
    writeAnswer(connection, answer, { closes, isHead: request.method === 'HEAD' })
    if (closes) return connection.end()
  }
}

function readRequest(bytes: string, hasEnded: boolean) {
  return readMessage(bytes, {
    hasEnded,
    checkStartLine: (line) => requestLine.test(line) ? undefined : "This isn't a request line",
    bodyRule: () => 'framed',
  })
}

const requestLine = /^([A-Z-]+) (\S+) HTTP\/1\.[01]$/

function refuse(connection: RawConnection, start: number): void {
  if (connection.received.length > start && connection.ending === undefined) {
    const answer = { status: 400, body: "This isn't an HTTP request\n" }
    writeAnswer(connection, answer, { closes: true, isHead: false })
  }
  connection.end()
}

function toRequest(message: Message, connection: RawConnection): ServedRequest {
  const [, method = '', target = ''] = requestLine.exec(message.startLine) ?? []
  const text = readByteText(message.body)
  const { turns } = connection
  return {
    // The client speaks first here: what it sent is what the check received.
    get turns() {
      return turns
    },
    method,
    target,
    fields: message.fields,
    header(wanted) {
      const found = message.fields.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
      return found.length === 0 ? undefined : found.map(({ value }) => value).join(', ')
    },
    text,
    json() {
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    },
  }
}

function writeAnswer(
  connection: RawConnection,
  { status, headers = {}, body = '' }: TargetAnswer,
  { closes, isHead }: { closes: boolean; isHead: boolean },
): void {
  const hasLength = status !== 204 && status !== 304
  const lines = [
    `HTTP/1.1 ${status} ${status < 400 ? 'OK' : 'Refused'}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(hasLength ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    `Connection: ${closes ? 'close' : 'keep-alive'}`,
  ]
  connection.write(`${lines.join('\r\n')}\r\n\r\n${isHead ? '' : body}`)
}
