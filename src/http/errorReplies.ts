// The middleware that turns what a handler throws into a response. A refusal says what to change; a
// bug says nothing but the id under which the log has the rest. Lesson: middleware (core)

import type { Context, Middleware } from './context.ts'
import { HttpError, problemReply, toProblem, type Problem } from './errors.ts'
import { negotiateMediaType } from './negotiate.ts'
import { isPromise, type Reply } from './reply.ts'

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
