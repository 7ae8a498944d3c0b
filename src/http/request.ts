// Makes a request without a socket, for tests: `app.request('POST', '/hello', { body: '{}' })`. It
// goes through the same code as one that came over the network. Lesson: methods (tour)

import { Readable } from 'node:stream'
import type { IncomingRequest } from './context.ts'

export type RequestInit = {
  headers?: Record<string, string>
  body?: string | Uint8Array | Readable
  remoteAddress?: string
  signal?: AbortSignal
}

/** Makes an incoming request as node:http would hand it over, with a Host and a length. */
export function incomingRequest(
  method: string,
  url: string,
  init: RequestInit = {},
): IncomingRequest {
  const headers = readHeaders(init)
  const { body, signal = new AbortController().signal } = init
  return {
    method,
    url,
    httpVersion: '1.1',
    headers,
    headerLines: Object.entries(headers).flat(),
    body: body instanceof Readable ? body : Readable.from(body ? [Buffer.from(body)] : []),
    peer: { remoteAddress: init.remoteAddress ?? '127.0.0.1' },
    signal: () => signal,
    sendContinue: () => undefined,
  }
}

function readHeaders({ headers = {}, body }: RequestInit): Record<string, string> {
  const lines: Record<string, string> = { host: 'localhost' }
  for (const [name, value] of Object.entries(headers)) lines[name.toLowerCase()] = value
  if (body instanceof Readable) lines['transfer-encoding'] ??= 'chunked'
  else if (body !== undefined) lines['content-length'] ??= String(Buffer.byteLength(body))
  return lines
}
