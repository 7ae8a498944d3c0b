// A middleware is a function around the handlers: it may look at the request before, change the
// reply after, or answer by itself. `compose` puts one inside the other like the skins of an onion.
// Lesson: middleware (core)

import { HttpError, problemReply, toProblem, type Problem } from './errors.ts'
import { isPromise, type Reply } from './reply.ts'
import { negotiateMediaType } from './negotiate.ts'
import type { Context, Handler, Middleware, ReplyChange } from './context.ts'

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
  if (change !== undefined) return (context) => changeReply(inner(context), context, change)
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
  return (reply, context) => changeReply(first(reply, context), context, second)
}

function changeReply(
  reply: Reply | Promise<Reply>,
  context: Context,
  change: ReplyChange,
): Reply | Promise<Reply> {
  return isPromise(reply) ? reply.then((late) => change(late, context)) : change(reply, context)
}

/** Does something with a reply, now or when it arrives: synchronous replies stay synchronous. */
export function whenReplied(
  reply: Reply | Promise<Reply>,
  change: (reply: Reply) => Reply,
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
  const middleware: Middleware = (context, next) => changeReply(next(), context, change)
  return Object.assign(middleware, { change })
}

/** Sends the request's id along, so that a person can quote it and the log can be searched. */
export function requestId(): Middleware {
  return after((reply, context) => {
    reply.headers['x-request-id'] = context.id
    return reply
  })
}

export type AccessEntry = {
  requestId: string
  method: string
  path: string
  route: string | undefined
  status: number
  durationMs: number
}

/** Reports each request with its status and the time until the reply was made. */
export function accessLog(report: (entry: AccessEntry, context: Context) => void): Middleware {
  return (context, next) => {
    const start = performance.now()
    return whenReplied(next(), (reply) => {
      const durationMs = Math.round((performance.now() - start) * 1000) / 1000
      const { id, method, route } = context
      const path = context.target.path
      report({ requestId: id, method, path, route, status: reply.status, durationMs }, context)
      return reply
    })
  }
}

export type ErrorOptions = {
  /** Turns errors of other layers that aren't bugs into refusals. */
  translate?: (error: unknown, context: Context) => unknown
  /** Makes the page for a browser; without it everybody gets JSON. */
  page?: (problem: Problem, context: Context) => Reply
  /** Hears of every error that is a bug and not a refusal. */
  onBug: (error: unknown, context: Context) => void
}

/** Turns what is thrown into a reply: problem+json for programs, a page for browsers. */
export function errorReplies(options: ErrorOptions): Middleware {
  return (context, next) => {
    try {
      const reply = next()
      if (!isPromise(reply)) return reply
      return reply.catch((error: unknown) => errorReply(error, context, options))
    } catch (error) {
      return errorReply(error, context, options)
    }
  }
}

function errorReply(thrown: unknown, context: Context, options: ErrorOptions): Reply {
  const error = options.translate?.(thrown, context) ?? thrown
  if (!(error instanceof HttpError)) options.onBug(error, context)
  const problem = toProblem(error, context.id)
  const headers = error instanceof HttpError ? error.headers : {}
  const reply = options.page !== undefined && prefersHtml(context)
    ? options.page(problem, context)
    : problemReply(problem)
  reply.headers = { 'cache-control': 'no-store', ...reply.headers, ...headers }
  return reply
}

/** Says whether the client would rather read a page than JSON: a browser, in short. */
export function prefersHtml(context: Context): boolean {
  const offers = ['application/problem+json', 'application/json', 'text/html']
  return negotiateMediaType(context.header('accept'), offers) === 'text/html'
}
