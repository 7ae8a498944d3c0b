// Writes a reply to the client: one head, one body, and nothing after it. The length is known
// wherever it can be, and a body that breaks off is never taken for a whole one.
// Lesson: methods (core)

import { pipeline, Readable } from 'node:stream'
import type { HeadFormat } from './head.ts'
import { hasBody, type NodeRequest } from './incoming.ts'
import type { Reply, ReplyHeaders } from './reply.ts'

export type SendOptions = {
  /** What Keep-Alive says of a connection that stays open. */
  keepAlive: string
  headFormat: HeadFormat
  /** Hears of a body that broke off. */
  onError: (error: unknown) => void
  limits: LingerLimits
}

/** How long, and how much, a client may go on sending after it was answered. */
type LingerLimits = { lingerMs: number; lingerBytes: number }

/** Writes a reply. Throws when node cannot send one of its headers. */
export function send(request: NodeRequest, reply: Reply, options: SendOptions): void {
  const { message, response } = request
  const { status, headers, body } = reply
  const isUnread = hasBody(message) && !message.complete
  if (isUnread || request.isExpectant) headers['connection'] = 'close'
  // After the response, Node doesn't report that a body broke off: its reader would wait forever.
  if (isUnread) request.peer.once('close', () => message.destroy())
  request.isLast = headers['connection'] === 'close'
  if (body instanceof Readable) return sendStream(request, { status, headers, body }, options)
  const bytes = body === null ? 0 : Buffer.byteLength(body)
  const content = request.method === 'HEAD' ? null : body
  // As many bytes as characters: ASCII, which is the same in Latin-1, as heads are.
  const ascii = typeof content === 'string' && content.length === bytes ? content : ''
  if (writeUsualHead(request, reply, { bytes, ascii }, options)) {
    response.end(ascii === '' ? content : null)
    return
  }
  setLength(status, headers, body === null ? undefined : bytes)
  writeHead(request, reply, options)
  if (isUnread) linger(request, content, options.limits)
  else response.end(content)
}

// Writes the head of most responses: those with a body, even an empty one, on a connection that
// stays open. A body in ASCII goes into the same string, because two strings take longer to send.
// Returns whether it did.
function writeUsualHead(
  { response, message, isLast }: NodeRequest,
  { status, headers }: Reply,
  { bytes, ascii }: { bytes: number; ascii: string },
  { headFormat }: SendOptions,
): boolean {
  if (isLast || !response.shouldKeepAlive || message.headers.expect !== undefined) return false
  if (!(status >= 200 && status <= 999) || status === 204 || status === 304) return false
  const head = headFormat.format(status, headers, bytes)
  if (head === undefined) return false
  response.statusCode = status
  response._header = head + ascii
  return response.headersSent
}

function writeHead(
  { response, isLast }: NodeRequest,
  { status, headers }: Reply,
  { keepAlive }: SendOptions,
): void {
  if (!isLast && response.shouldKeepAlive) headers['keep-alive'] = keepAlive
  response.writeHead(status, headers)
}

// 1xx and 204 have no length (RFC 9110, section 8.6); a 304 may tell that of the 200 it stands for.
function setLength(status: number, headers: ReplyHeaders, bytes: number | undefined): void {
  if (bytes !== undefined) headers['content-length'] = String(bytes)
  else if (status >= 200 && status !== 204 && status !== 304) headers['content-length'] ??= '0'
}

// A body that breaks off cuts the socket, so that the client sees it is not whole.
function sendStream(
  request: NodeRequest,
  reply: Reply & { body: Readable },
  options: SendOptions,
): void {
  const { method, response } = request
  const { headers, body } = reply
  writeHead(request, reply, options)
  if (method === 'HEAD') {
    body.destroy()
    response.end()
    return
  }
  // While `measure` waits for a source, pipeline does not tell it that the client has left.
  if (request.peer.destroyed) body.destroy()
  else response.once('close', () => body.destroy())
  const length = Number(headers['content-length'] ?? NaN)
  pipeline(body, (source: Readable) => measure(source, length), response, (error) => {
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') options.onError(error)
  })
}

// Node's own check, strictContentLength, throws where nobody can catch it.
async function* measure(body: Readable, length: number): AsyncGenerator<string | Uint8Array> {
  let left = length
  for await (const chunk of body) {
    left -= Buffer.byteLength(chunk)
    if (left < 0) break
    yield chunk
  }
  // Without a promised length this is NaN, which is neither.
  if (left < 0 || left > 0) throw new Error(`The body is not the ${length} bytes of its head`)
}

// Closing while the client still sends resets the connection, and the reset can overtake the reply.
// So the reply goes out first, and what still comes in is thrown away for a moment (RFC 9112, 9.6).
function linger(
  { message, response }: NodeRequest,
  body: string | Uint8Array | null,
  { lingerMs, lingerBytes }: LingerLimits,
): void {
  if (body !== null) response.write(body)
  else response.flushHeaders()
  // At once: when the rest of the request is malformed, node cuts the connection in this very turn.
  response.socket?.uncork()
  let left = lingerBytes
  const finish = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(finish, lingerMs)
  message.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) finish()
  })
  message.once('close', finish)
  message.resume()
}
