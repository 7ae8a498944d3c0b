// Answers what Node's parser can't read as HTTP/1.1, or what comes too slowly: there is no request
// that a handler could look at, so the response is written straight into the socket.
// Lesson: anatomy-of-http (tour)

import type { Socket } from 'node:net'
import type { NodeRequest } from './incoming.ts'

const unsupportedVersion = '505 HTTP Version Not Supported'
const statusLines = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ['CONNECT', '501 Not Implemented'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['HPE_PAUSED_H2_UPGRADE', unsupportedVersion],
])
// The parser has one code for versions that it doesn't know and for lines that have none.
const otherVersions = new Set(['Invalid HTTP version', 'Expected HTTP/2 Connection Preface'])

// Clients that get a response before their refusal, and how much they have sent since.
const ignoredBytes = new WeakMap<Socket, number>()
const mostIgnoredBytes = 1024 * 1024

/** Refuses a client, once the responses to the whole requests that it sent before are sent. */
export function refuseInTurn(error: Error, socket: Socket, latest: NodeRequest | undefined): void {
  const refuse = (): void => refuseClient(error, socket, latest)
  if (latest === undefined || latest.response.writableFinished) return refuse()
  const ignored = ignoredBytes.get(socket)
  if (ignored !== undefined) return ignore(error, socket, ignored)
  const { message, response } = latest
  if (message.complete) response.once('finish', refuse)
  // The mistake is in the body of a request whose turn hasn't come. After 'socket', Node sends what
  // a handler has responded already.
  else if (response.socket === null) response.once('socket', () => setImmediate(refuse))
  else return refuse()
  ignoredBytes.set(socket, 0)
}

// When more bytes come, Node reports the same mistake again, with the bytes.
function ignore(error: Error, socket: Socket, before: number): void {
  const packet: unknown = 'rawPacket' in error ? error.rawPacket : undefined
  const bytes = before + (Buffer.isBuffer(packet) ? packet.length : 0)
  ignoredBytes.set(socket, bytes)
  if (bytes > mostIgnoredBytes) socket.destroy()
}

/** Refuses to open a tunnel: Node would close the connection without a response. */
export function refuseTunnel(socket: Socket, latest: NodeRequest | undefined): void {
  // Node has left the socket to us: an error without a listener would end the process, and bytes
  // that nobody reads would reset the connection.
  socket.on('error', () => undefined)
  socket.resume()
  // Nobody watches any more whether the client reads the responses to its earlier requests.
  if (latest?.response.writableFinished === false) socket.destroy()
  else refuseClient(Object.assign(new Error('No tunnels'), { code: 'CONNECT' }), socket, latest)
}

/** Says what is wrong, unless a response is on its way, and closes the connection. */
export function refuseClient(error: Error, socket: Socket, latest: NodeRequest | undefined): void {
  if (socket.writable && isSilent(latest)) {
    socket.write(`HTTP/1.1 ${statusLineOf(error)}\r\nConnection: close\r\n\r\n`)
  }
  socket.destroySoon()
}

function statusLineOf(error: Error): string {
  const { code, reason } = { code: '', reason: '', ...error }
  if (otherVersions.has(reason)) return unsupportedVersion
  return statusLines.get(code) ?? '400 Bad Request'
}

// A response has its socket only while it is its turn: an earlier one may still be under way.
function isSilent(latest: NodeRequest | undefined): boolean {
  if (latest === undefined || latest.response.writableFinished) return true
  return latest.response.socket !== null && !latest.response.headersSent
}
