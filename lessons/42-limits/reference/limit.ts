// Limits how many requests that change something a client can send, so that nobody fills the
// database.

import type { Middleware } from './framework/context.ts'
import type { Buckets } from './buckets.ts'
import { clientOf } from './proxy.ts'

/** Makes a middleware that refuses more than 60 at once, and more than one each second. */
export function limitChanges(buckets: Buckets, trustedHops: number): Middleware {
  return (context, next) => {
    const isSafe = context.method === 'GET' || context.method === 'HEAD'
    const name = `changes ${clientOf(context, trustedHops)}`
    if (!isSafe) buckets.take({ name, most: 60, secondsPerToken: 1 })
    return next()
  }
}
