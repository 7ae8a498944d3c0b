// Answers for a handler that takes too long. Most handlers that wait do so for a few milliseconds,
// so one timer serves all of them: to set and clear one for each would cost more than the rest.
// Lesson: middleware (tour)

import { isArriving } from './body.ts'
import type { Context, Middleware } from './context.ts'
import { HttpError } from './errors.ts'
import { isPromise, type Reply } from './reply.ts'

/**
 * Throws an HttpError 503 when a handler takes longer than this, or 408 when it is still waiting
 * for the client's body; what it responds later is thrown away. The limit may be exceeded by a
 * tenth.
 */
export function timeLimit(limitMs: number): Middleware {
  const waiting = new WaitingList(limitMs)
  return (context, next) => {
    const reply = next()
    return isPromise(reply) ? waiting.race(reply, context) : reply
  }
}

// A member of a linked list, in the order in which the time of each is up. Not a Set: for tens of
// thousands of members a second, each of which stays for milliseconds, its tables keep the garbage
// collector busy.
type Waiting = {
  readonly context: Context
  readonly reject: (error: HttpError) => void
  /** The step in which the time is up. */
  readonly due: number
  isOver: boolean
  previous: Waiting | undefined
  next: Waiting | undefined
}

const stepsOfLimit = 10

class WaitingList {
  readonly #limitMs: number
  #first: Waiting | undefined = undefined
  #last: Waiting | undefined = undefined
  #step = 0
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(limitMs: number) {
    this.#limitMs = limitMs
  }

  race(reply: Promise<Reply>, context: Context): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const entry = this.#add(context, reject)
      reply.then(
        (late) => {
          if (entry.isOver) return discard(late)
          this.#remove(entry)
          resolve(late)
        },
        (error: unknown) => {
          if (entry.isOver) return
          this.#remove(entry)
          reject(error)
        },
      )
    })
  }

  #add(context: Context, reject: (error: HttpError) => void): Waiting {
    const previous = this.#last
    const due = this.#stepAfterLimit()
    const entry: Waiting = { context, reject, due, isOver: false, previous, next: undefined }
    if (previous === undefined) this.#first = entry
    else previous.next = entry
    this.#last = entry
    return entry
  }

  #remove(entry: Waiting): void {
    const { previous, next } = entry
    if (previous === undefined) this.#first = next
    else previous.next = next
    if (next === undefined) this.#last = previous
    else next.previous = previous
    entry.isOver = true
    entry.previous = undefined
    entry.next = undefined
  }

  // A step that has begun already doesn't count.
  #stepAfterLimit(): number {
    if (this.#timer !== undefined) return this.#step + stepsOfLimit + 1
    this.#timer = setInterval(() => this.#endStep(), this.#limitMs / stepsOfLimit)
    this.#timer.unref()
    return this.#step + stepsOfLimit
  }

  #endStep(): void {
    this.#step += 1
    while (this.#first !== undefined && this.#first.due <= this.#step) {
      const { context, reject } = this.#first
      this.#remove(this.#first)
      reject(tooLate(context, this.#limitMs))
    }
    if (this.#first !== undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

function tooLate({ request }: Context, limitMs: number): HttpError {
  const limit = `${limitMs / 1000} seconds`
  if (isArriving(request)) {
    const message = `The body of the request did not arrive within ${limit}`
    return new HttpError(408, 'slow-body', message, { headers: { connection: 'close' } })
  }
  const message = `The server could not answer within ${limit}`
  return new HttpError(503, 'time-limit', message, { headers: { 'retry-after': '10' } })
}

function discard({ body }: Reply): void {
  if (body !== null && typeof body === 'object' && 'destroy' in body) body.destroy()
}
