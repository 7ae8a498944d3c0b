// What a handler knows of one request. Everything that costs something to work out (the query, the
// body, a nonce) is worked out when it is first asked for. Lesson: router (tour)

import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { BodyReading } from './bodyMemory.ts'
import type { Target } from './target.ts'
import type { Reply } from './reply.ts'

/** A request as it came in, from a socket or from a test. */
export type IncomingRequest = {
  method: string
  /** The request target as it was sent. */
  url: string
  /** `1.1` when it is not said, or `1.0`. */
  httpVersion?: string
  /** Header fields by lower-case name. */
  headers: IncomingHttpHeaders
  /** Header lines as sent: name, value, name, value … */
  headerLines: readonly string[]
  body: Readable
  /** Set once something reads the body: a stream can be read only once. */
  reading?: BodyReading | undefined
  /** The other end of the connection: a proxy, when there is one. */
  peer: { readonly remoteAddress?: string | undefined }
  /** Aborts when the client leaves before the reply is complete. */
  signal(): AbortSignal
  /** Tells a client that sent `Expect: 100-continue` to go on; called before a body is read. */
  sendContinue(): void
}

/** The names in a path: `Params<'/books/:isbn'>` is `{ isbn: string }`. */
export type Params<Path extends string> = string extends Path
  ? Record<string, string>
  : { [Name in ParamNames<Path>]: string }

type ParamNames<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? NameOf<Segment> | ParamNames<Rest>
  : NameOf<Path>

type NameOf<Segment extends string> = Segment extends `:${infer Name}` | `*${infer Name}`
  ? Name
  : never

/** A handler's own path gives the type of `context.params`. */
export type Handler<Path extends string = string> = HandlerMethod<Path>['handle']

// Written as a method, because TypeScript lets one table hold methods of different paths.
type HandlerMethod<Path extends string> = {
  handle(context: Context<Path>): Reply | Promise<Reply>
}

type Next = () => Reply | Promise<Reply>

/** A function around the handlers. Two kinds of it say what they do, which makes them faster. */
export type Middleware = {
  (context: Context, next: Next): Reply | Promise<Reply>
  /** All that it does, if it only looks at the request: see `before`. */
  readonly check?: (context: Context) => void
  /** All that it does, if it only changes the reply: see `after`. */
  readonly change?: ReplyChange
}

export type ReplyChange = (reply: Reply, context: Context) => Reply | Promise<Reply>

export class Context<Path extends string = string> {
  readonly request: IncomingRequest
  readonly method: string
  readonly target: Target
  /** Names this request in replies and in the log. */
  readonly id: string
  /** The values of the path's `:names` and `*rest`, decoded. */
  params: Params<Path>
  /** The pattern of the route that answers, for logs and metrics; undefined on a miss. */
  route: string | undefined = undefined
  #query: URLSearchParams | undefined = undefined
  #nonce: string | undefined = undefined

  constructor(
    request: IncomingRequest,
    target: Target,
    start: { id: string; params: Params<Path> },
  ) {
    this.request = request
    this.method = request.method
    this.target = target
    this.id = start.id
    this.params = start.params
  }

  /** The query's parameters, decoded as forms are (`+` is a space). */
  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.target.query)
    return this.#query
  }

  /** A header field by its lower-case name; several lines of one name are joined by `, `. */
  header(name: string): string | undefined {
    const value = this.request.headers[name]
    return typeof value === 'object' ? value.join(', ') : value
  }

  /** Aborts when the client leaves. Hand it to whatever takes long. */
  get signal(): AbortSignal {
    return this.request.signal()
  }

  /** A fresh value for this reply's Content-Security-Policy: 128 random bits. */
  get nonce(): string {
    this.#nonce ??= randomBytes(16).toString('base64')
    return this.#nonce
  }

  /** Whether a nonce was asked for, so that the policy names it. */
  get hasNonce(): boolean {
    return this.#nonce !== undefined
  }
}
