// Lets pages of every origin read a reply (CORS). These endpoints take no cookies: a client
// sends a code or a token, or gets what is public anyway, so a foreign page learns nothing that
// its server couldn't ask for itself. Lesson: cors-and-react (tour)

import type { App } from '../../../http/app.ts'
import type { Handler, Middleware } from '../../../http/context.ts'
import { whenReplied } from '../../../http/middleware.ts'
import { empty } from '../../../http/reply.ts'

/** The paths that read no cookies: the check for forged requests has nothing to protect there. */
export const openPaths: readonly string[] = ['/oauth/token', '/oauth/userinfo', '/oauth/revoke']

const allowOrigin = { 'access-control-allow-origin': '*' }

const preflight: Handler = () => empty(204, {
  ...allowOrigin,
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '600',
})

/** Makes the guard of a route that every origin may read. */
export function openReply(): Middleware {
  return (_context, next) => whenReplied(next(), (reply) => {
    Object.assign(reply.headers, allowOrigin)
    return reply
  })
}

/** Answers the preflight of such a route. */
export function addPreflight(app: App, path: string): void {
  app.route('OPTIONS', path, preflight)
}
