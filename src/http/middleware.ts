// A middleware is a function around the handlers: it may look at the request before, change the
// reply after, or reply by itself. `compose` puts one inside the other like the skins of an onion.
// Lesson: middleware (core)

import type { Context, Handler, Middleware, ReplyChange } from './context.ts'
import { isPromise, type Reply } from './reply.ts'


/**
 * Puts middlewares around a handler: the first one is the outermost.
 *
 * Calling `next` twice throws: it would run the handler, and whatever it stores, twice.
 */
export function compose<Path extends string>(
  middlewares: readonly Middleware[],
  handler: Handler<Path>,
): Handler<Path> {
  return joinChanges(middlewares).reduceRight<Handler<Path>>(surround, handler)
}

function surround<Path extends string>(
  inner: Handler<Path>,
  middleware: Middleware,
): Handler<Path> {
  // These two need no `next`.
  const { check, change } = middleware
  if (check !== undefined) {
    return (context) => {
      check(context)
      return inner(context)
    }
  }
  if (change !== undefined) {
    return (context) => whenReplied(inner(context), (reply) => change(reply, context))
  }
  return (context) => {
    let isCalled = false
    return middleware(context, () => {
      if (isCalled) throw new Error('A middleware called next() twice')
      isCalled = true
      return inner(context)
    })
  }
}

// Neighbours that only change replies become one, so that a late reply waits for one promise and
// not for one after each of them. The innermost comes first.
function joinChanges(middlewares: readonly Middleware[]): Middleware[] {
  const joined: Middleware[] = []
  for (const middleware of middlewares) {
    const outer = joined.at(-1)?.change
    const inner = middleware.change
    if (outer === undefined || inner === undefined) joined.push(middleware)
    else joined.splice(-1, 1, after(inTurn(inner, outer)))
  }
  return joined
}

function inTurn(first: ReplyChange, second: ReplyChange): ReplyChange {
  return (reply, context) =>
    whenReplied(first(reply, context), (changed) => second(changed, context))
}

/** Does something with a reply, now or when it arrives: synchronous replies stay synchronous. */
export function whenReplied(
  reply: Reply | Promise<Reply>,
  change: (reply: Reply) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  return isPromise(reply) ? reply.then(change) : change(reply)
}

/** Makes a middleware that only looks at the request, and throws when it must not go on. */
export function before(check: (context: Context) => void): Middleware {
  const middleware: Middleware = (context, next) => {
    check(context)
    return next()
  }
  return Object.assign(middleware, { check })
}

/** Makes a middleware that only changes the reply. */
export function after(change: ReplyChange): Middleware {
  const middleware: Middleware = (context, next) =>
    whenReplied(next(), (reply) => change(reply, context))
  return Object.assign(middleware, { change })
}
