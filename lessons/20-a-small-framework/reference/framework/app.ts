// Puts the pieces together: one handler made of routes and the middlewares around them.

import type { Context, Handler, Middleware } from './context.ts'
import { HttpError } from './errors.ts'
import { compose } from './middleware.ts'
import type { Reply } from './reply.ts'
import type { Router } from './router.ts'

/** Makes the handler of a whole server. The first middleware is outermost. */
export function createApp(router: Router, middlewares: readonly Middleware[]): Handler {
  return compose(middlewares, (context) => dispatch(router, context))
}

function dispatch(router: Router, context: Context): Reply | Promise<Reply> {
  const matches = router.findMatches(context.target.segments)
  // HEAD is a GET without the body (RFC 9110, section 9.3.2).
  const wanted = context.method === 'HEAD' ? 'GET' : context.method
  const match = matches.find(({ method }) => method === wanted)
  if (match !== undefined) {
    context.params = match.params
    return match.handler(context)
  }
  if (matches.length === 0) throw new HttpError(404, 'There is nothing at this URL')
  const methods = new Set(matches.map(({ method }) => method))
  if (methods.has('GET')) methods.add('HEAD')
  const allow = [...methods].join(', ')
  throw new HttpError(405, `Use ${allow} at this address`, { allow })
}
