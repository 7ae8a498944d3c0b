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

type Waiting = {
  context: Context
  reply: Promise<Reply>
  reject: (error: HttpError) => void
  /** The step in which the time is up. */
  due: number
}

const stepsOfLimit = 10

class WaitingList {
  readonly #limitMs: number
  // In the order in which the time of each is up.
  readonly #waiting = new Set<Waiting>()
  #step = 0
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(limitMs: number) {
    this.#limitMs = limitMs
  }

  race(reply: Promise<Reply>, context: Context): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const entry = { context, reply, reject, due: this.#stepAfterLimit() }
      this.#waiting.add(entry)
      reply.then(
        (late) => {
          if (this.#waiting.delete(entry)) resolve(late)
          else discard(late)
        },
        (error: unknown) => {
          this.#waiting.delete(entry)
          reject(error)
        },
      )
    })
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
    for (const entry of this.#waiting) {
      if (entry.due > this.#step) break
      this.#waiting.delete(entry)
      entry.reject(tooLate(entry.context, this.#limitMs))
    }
    if (this.#waiting.size > 0) return
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
