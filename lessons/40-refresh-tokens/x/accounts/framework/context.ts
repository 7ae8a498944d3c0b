// What a handler gets: the request, and what is known about it.

import type { IncomingMessage } from 'node:http'
import type { Reply } from './reply.ts'
import { parseTarget, type Target } from './target.ts'

export type Params = Readonly<Record<string, string>>

export type Handler = (context: Context) => Reply | Promise<Reply>

/** A function around a handler; `next` runs everything that is further inside. */
export type Middleware = (context: Context, next: () => Promise<Reply>) => Reply | Promise<Reply>

export class Context {
  readonly request: IncomingMessage
  /** What the parameters of the route stand for. */
  params: Params = {}
  #target: Target | undefined

  constructor(request: IncomingMessage) {
    this.request = request
  }

  get method(): string {
    return this.request.method ?? 'GET'
  }

  /** Throws an HttpError 400 for a path that can't be decoded. */
  get target(): Target {
    return (this.#target ??= parseTarget(this.request.url ?? '/'))
  }

  /** The value of a request header, by its name in lower case. */
  header(name: string): string | undefined {
    const value = this.request.headers[name]
    return typeof value === 'string' ? value : value?.join(', ')
  }
}
