// Limits how many requests with a POST a client can send, so that nobody fills the database.

import type { Middleware } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { clientOf } from './proxy.ts'

const most = 60
const windowMs = 60_000
// What is remembered has a limit, too: clients beyond it are counted together.
const mostClients = 10_000

/** Makes a middleware that refuses more than 60 POST requests of a client in a minute. */
export function limitPosts(trustedHops: number): Middleware {
  let counts = new Map<string, number>()
  let endsAt = 0
  return (context, next) => {
    if (context.method !== 'POST') return next()
    const now = Date.now()
    // All clients share a window, so what has been counted is thrown away with it.
    if (now >= endsAt) [counts, endsAt] = [new Map(), now + windowMs]
    const own = clientOf(context, trustedHops)
    const client = counts.has(own) || counts.size < mostClients ? own : 'others'
    const count = (counts.get(client) ?? 0) + 1
    counts.set(client, count)
    if (count <= most) return next()
    const seconds = Math.ceil((endsAt - now) / 1_000)
    throw new HttpError(429, `Wait ${seconds} seconds`, { 'retry-after': String(seconds) })
  }
}
