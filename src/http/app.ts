// An app is a table of routes with middleware around it: a function from a request to a reply. It
// knows nothing of sockets, so tests ask it directly through `request`. Lesson: router (tour)

import { Context, type Handler, type IncomingRequest, type Middleware } from './context.ts'
import { HttpError } from './errors.ts'
import { compose } from './middleware.ts'
import { empty, redirect, type Reply } from './reply.ts'
import { incomingRequest, type RequestInit } from './request.ts'
import { readRequestId, requestIds } from './requestId.ts'
import { Router, type Route } from './router.ts'
import { formatPath, parseTarget, type Target } from './target.ts'

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

// A pattern without parameters and without characters that a request target may have to escape.
const literalForm = /^\/[\w/-]*$/

/** Responds to a request that no route is for, or throws the error that says so. */
export type MissHandler = (miss: HttpError, context: Context) => Reply | Promise<Reply>

export class App {
  #router = new Router<Handler>()
  #middlewares: Middleware[] = []
  #pipeline: Handler = (context) => this.#dispatch(context)
  #onMiss: MissHandler = (miss) => { throw miss }
  #nextId = requestIds()
  // Each is taken apart once, and not for each request.
  #literalTargets = new Map<string, Target>()

  /** Adds middlewares around all routes, and around misses. The first is the outermost. */
  use(...middlewares: Middleware[]): this {
    this.#middlewares.push(...middlewares)
    this.#pipeline = compose(this.#middlewares, (context) => this.#dispatch(context))
    return this
  }

  /** Adds a route. Guards run before its handler, from left to right. */
  route<Path extends string>(
    method: string,
    path: Path,
    handler: Handler<Path>,
    guards: readonly Middleware[] = [],
  ): this {
    if (!knownMethods.has(method)) throw new Error(`Cannot add ${method} ${path}: unknown method`)
    this.#router.add(method, path, guards.length === 0 ? handler : compose(guards, handler))
    if (literalForm.test(path)) this.#literalTargets.set(path, parseTarget(path))
    return this
  }

  get<Path extends string>(path: Path, handler: Handler<Path>, guards?: Middleware[]): this {
    return this.route('GET', path, handler, guards)
  }

  post<Path extends string>(path: Path, handler: Handler<Path>, guards?: Middleware[]): this {
    return this.route('POST', path, handler, guards)
  }

  put<Path extends string>(path: Path, handler: Handler<Path>, guards?: Middleware[]): this {
    return this.route('PUT', path, handler, guards)
  }

  patch<Path extends string>(path: Path, handler: Handler<Path>, guards?: Middleware[]): this {
    return this.route('PATCH', path, handler, guards)
  }

  delete<Path extends string>(path: Path, handler: Handler<Path>, guards?: Middleware[]): this {
    return this.route('DELETE', path, handler, guards)
  }

  /** Says who responds when no route has the path, or when the target can't be read. */
  onMiss(handler: MissHandler): this {
    this.#onMiss = handler
    return this
  }

  /** Lists the routes, in the order in which they were added. */
  routes(): readonly Route<Handler>[] {
    return this.#router.routes()
  }

  /** Responds to a request. Stays synchronous as long as the handler does. */
  handle(request: IncomingRequest): Reply | Promise<Reply> {
    const id = readRequestId(request.headerLines) ?? this.#nextId()
    const target = this.#targetOf(request.url)
    if (!(target instanceof HttpError)) {
      return this.#pipeline(new Context(request, target, { id, params: {} }))
    }
    const unread = { path: request.url, query: '', segments: [] }
    const refuse = compose(this.#middlewares, (context) => this.#onMiss(target, context))
    return refuse(new Context(request, unread, { id, params: {} }))
  }

  /** Asks the app as a client would, without a socket. */
  async request(method: string, path: string, init?: RequestInit): Promise<Reply> {
    return this.handle(incomingRequest(method, path, init))
  }

  #targetOf(url: string): Target | HttpError {
    return this.#literalTargets.get(url) ?? readTarget(url)
  }

  #dispatch(context: Context): Reply | Promise<Reply> {
    const { method } = context
    const { segments } = context.target
    let match = this.#router.find(method, segments)
    if (match === undefined && method === 'HEAD') match = this.#router.find('GET', segments)
    if (match === undefined) return this.#miss(context)
    context.route = match.pattern
    context.params = match.params
    return match.value(context)
  }

  #miss(context: Context): Reply | Promise<Reply> {
    const { method, target } = context
    if (!knownMethods.has(method)) {
      throw new HttpError(501, 'unknown-method', `This server does not know the method ${method}`)
    }
    if (target.path === '*') return this.#answerStar(method)
    const allowed = this.#allowedFor(target.segments)
    if (allowed.length > 0) return answerMethod(method, allowed)
    const other = otherSpelling(target.segments)
    if (other !== undefined && this.#router.methodsFor(other).length > 0) {
      return redirect(formatPath(other) + (target.query && `?${target.query}`), 308)
    }
    return this.#onMiss(nothingHere(), context)
  }

  // OPTIONS * asks about the server as a whole (RFC 9110, section 9.3.7).
  #answerStar(method: string): Reply {
    if (method === 'OPTIONS') return empty(204, { allow: [...knownMethods].sort().join(', ') })
    throw new HttpError(400, 'bad-target', `Only OPTIONS can ask about "*", not ${method}`)
  }

  #allowedFor(segments: readonly string[]): string[] {
    const methods = new Set(this.#router.methodsFor(segments))
    if (methods.size === 0) return []
    if (methods.has('GET')) methods.add('HEAD')
    return [...methods.add('OPTIONS')].sort()
  }
}

function nothingHere(): HttpError {
  return new HttpError(404, 'not-found', 'There is nothing at this URL')
}

function answerMethod(method: string, allowed: string[]): Reply {
  const allow = allowed.join(', ')
  if (method === 'OPTIONS') return empty(204, { allow })
  const message = `This URL doesn't support ${method}. It supports ${allow}`
  throw new HttpError(405, 'method-not-allowed', message, { headers: { allow } })
}

/** The same path with its last slash added or taken away. */
function otherSpelling(segments: readonly string[]): string[] | undefined {
  if (segments.at(-1) !== '') return [...segments, '']
  return segments.length > 1 ? segments.slice(0, -1) : undefined
}

function readTarget(url: string): Target | HttpError {
  try {
    return parseTarget(url)
  } catch (error) {
    if (error instanceof HttpError) return error
    throw error
  }
}
