// Lesson 13: puts middlewares around a handler, and the first of them.

import { randomUUID } from 'node:crypto'
import type { Handler, Middleware } from './context.ts'
import type { Reply } from './reply.ts'

/** Makes one handler of many middlewares and the handler inside them. The first is outermost. */
export function compose(middlewares: readonly Middleware[], handler: Handler): Handler {
  return (context) => {
    let reached = -1
    async function run(index: number): Promise<Reply> {
      if (index <= reached) throw new Error('A middleware called next twice')
      reached = index
      const middleware = middlewares[index]
      return middleware ? middleware(context, () => run(index + 1)) : handler(context)
    }
    return run(0)
  }
}

/** Gives each reply an id of its own, by which people can ask about it. */
export const requestId: Middleware = async (_context, next) => {
  const reply = await next()
  reply.headers['x-request-id'] = randomUUID()
  return reply
}
