// Clients that send requests before earlier ones are answered (pipelining). A piece of 64 KiB holds
// some 2,000 requests, and Node hands all of them over in one turn of the event loop. Handled at
// once, they would keep everybody else waiting, and for a client that reads nothing, 2,000
// responses would stay in memory. Lesson: deploying (tour)

import type { Socket } from 'node:net'
import type { NodeRequest } from './incoming.ts'

/** The requests of a connection. */
export type Pipeline = {
  readonly socket: Socket
  // Responses are sent in the order of the requests: when the response to the
  // latest one has been sent, all have.
  latest: NodeRequest | undefined
  /** The latest one that was begun. */
  begun: NodeRequest | undefined
  /** How many requests are unanswered, apart from those that came when all others were answered. */
  unanswered: number
  /** Those of them that haven't begun yet. */
  waiting: Waiting[]
  /** Whether some of these will begin in the next turn. */
  isDue: boolean
}

export type Run = (request: NodeRequest) => void

type Waiting = { request: NodeRequest; run: Run }

const mostAtOnce = 16

/** Says whether all requests of a connection are answered. */
export function isIdle({ latest }: Pipeline): boolean {
  return latest === undefined || latest.response.writableFinished
}

export class Pipelines {
  readonly #open: ReadonlyMap<Socket, Pipeline>
  readonly #maxUnanswered: number
  #unanswered = 0
  /** The connections that aren't read until the next turn; undefined when no such pause is on. */
  #held: Set<Socket> | undefined = undefined

  /** Takes all open connections, and how many of their requests may be unanswered. */
  constructor(open: ReadonlyMap<Socket, Pipeline>, maxUnanswered: number) {
    this.#open = open
    this.#maxUnanswered = maxUnanswered
  }

  /** Begins to watch a new connection. */
  watch(pipeline: Pipeline): void {
    const { socket } = pipeline
    // Node resumes a socket after each complete request, and when a response has been sent.
    socket.on('resume', () => {
      if (pipeline.waiting.length === 0 && this.#held === undefined) return
      this.#held?.add(socket)
      socket.pause()
    })
    socket.once('close', () => this.#giveBack(pipeline, pipeline.unanswered))
  }

  /**
   * Begins a request: at once, or when enough of those before it are answered. One that is too many
   * ends its connection.
   */
  begin(pipeline: Pipeline, request: NodeRequest, run: Run): void {
    if (!isIdle(pipeline)) {
      if (pipeline.socket.destroyed) return
      if (!this.#take(pipeline, request)) return this.#cut(pipeline)
    }
    pipeline.latest = request
    // The request itself is counted already.
    if (pipeline.waiting.length > 0 || countBegun(pipeline) > mostAtOnce) {
      return wait(pipeline, { request, run })
    }
    pipeline.begun = request
    run(request)
  }

  // A request takes some 4 KiB of memory, a hundred times what a client has to send for it.
  #take(pipeline: Pipeline, { response }: NodeRequest): boolean {
    const isFull = this.#unanswered >= this.#maxUnanswered
    if (isFull && pipeline.unanswered >= mostAtOnce) return false
    this.#unanswered += 1
    pipeline.unanswered += 1
    response.once('finish', () => {
      this.#giveBack(pipeline, Math.min(1, pipeline.unanswered))
      beginLater(pipeline)
    })
    return true
  }

  #giveBack(pipeline: Pipeline, count: number): void {
    this.#unanswered -= count
    pipeline.unanswered -= count
  }

  // Its memory is freed once it has closed. Until then, nothing is read from the others, whose
  // clients may have sent as much.
  #cut({ socket, waiting }: Pipeline): void {
    waiting.length = 0
    socket.destroy()
    if (this.#held !== undefined) return
    this.#held = new Set([...this.#open.keys()].filter((other) => !other.isPaused()))
    for (const other of this.#held) other.pause()
    setImmediate(() => this.#readOn())
  }

  #readOn(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const socket of held) {
      if (this.#open.get(socket)?.waiting.length === 0) socket.resume()
    }
  }
}

function countBegun({ unanswered, waiting }: Pipeline): number {
  return unanswered - waiting.length
}

// Nothing more is read meanwhile, so what waits is never more than was read at once.
function wait(pipeline: Pipeline, entry: Waiting): void {
  if (pipeline.waiting.push(entry) === 1) pipeline.socket.pause()
}

function beginLater(pipeline: Pipeline): void {
  if (pipeline.isDue || pipeline.waiting.length === 0) return
  pipeline.isDue = true
  setImmediate(beginSome, pipeline)
}

function beginSome(pipeline: Pipeline): void {
  const { socket, waiting } = pipeline
  pipeline.isDue = false
  for (const { request, run } of waiting.splice(0, mostAtOnce - countBegun(pipeline))) {
    if (pipeline.begun?.isLast || socket.destroyed) {
      waiting.length = 0
      break
    }
    pipeline.begun = request
    run(request)
  }
  if (waiting.length === 0) socket.resume()
}
