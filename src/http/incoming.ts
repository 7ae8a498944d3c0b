// A request as node:http hands it over, seen through our own IncomingRequest. What costs something
// to work out waits until it is asked for. Lesson: reading-a-body (tour)

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { BodyReading } from './bodyMemory.ts'
import type { IncomingRequest } from './context.ts'

export class NodeRequest implements IncomingRequest {
  readonly method: string
  readonly url: string
  readonly httpVersion: string
  readonly headerLines: readonly string[]
  readonly message: IncomingMessage
  readonly peer: Socket
  readonly response: ServerResponse
  /** Whether the connection closes after its reply. */
  isLast = false
  #expectsContinue: boolean
  #controller: AbortController | undefined = undefined
  #reading: BodyReading | undefined = undefined

  constructor(message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    this.method = message.method ?? ''
    this.url = message.url ?? ''
    this.httpVersion = message.httpVersion
    this.headerLines = message.rawHeaders
    this.peer = message.socket
    this.message = message
    this.response = response
    this.#expectsContinue = expectsContinue
  }

  get headers(): IncomingMessage['headers'] {
    return this.message.headers
  }

  // The server tells node to make no stream for a body that is not there.
  get body(): Readable {
    return hasBody(this.message) ? this.message : Readable.from([])
  }

  get reading(): BodyReading | undefined {
    return this.#reading
  }

  // An idle connection holds on to its latest request, and would hold on to a long body with it.
  set reading(reading: BodyReading | undefined) {
    this.#reading = reading
    this.response.once('finish', () => this.#reading = undefined)
  }

  signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal
    const controller = (this.#controller = new AbortController())
    const leave = () => {
      if (!this.response.writableFinished) controller.abort()
    }
    // The client may have left before anybody asks for the signal.
    if (this.peer.destroyed) leave()
    else this.response.once('close', leave)
    return controller.signal
  }

  /** Whether the client still waits for a 100. Node closes the connection after such a reply. */
  get isExpectant(): boolean {
    return this.#expectsContinue
  }

  sendContinue(): void {
    if (this.#expectsContinue) this.response.writeContinue()
    this.#expectsContinue = false
  }
}

/** Says whether a request has a body, however long (RFC 9112, section 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'] ?? '0'
  return length !== '0' || headers['transfer-encoding'] !== undefined
}
