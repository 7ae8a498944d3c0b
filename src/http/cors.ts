// Lets pages of other origins read our replies (CORS, Fetch standard, section 3.2). Without it no
// browser hands them over; it never keeps a request away. Lesson: cors-and-react (core)

import type { Context, Middleware } from './context.ts'
import { whenReplied } from './middleware.ts'
import { addVary } from './negotiate.ts'
import { toOrigin } from './origin.ts'
import { empty, type Reply, type ReplyHeaders } from './reply.ts'

export type CorsOptions = {
  /** Whose pages may read, exactly: `https://app.example.org`. Empty turns all of this off. */
  origins: readonly string[]
  /** What they may use besides GET, HEAD and POST, which need no permission. */
  methods?: readonly string[]
  /** Which request headers they may set; JSON needs `content-type`. */
  headers?: readonly string[]
  /** Which reply headers their scripts may see besides the plain ones. */
  exposed?: readonly string[]
  /** How long a browser may remember the response to a preflight. */
  maxAgeSeconds?: number
  /** Whether they may send our cookies. */
  credentials?: boolean
}

/**
 * Makes the middleware that adds the CORS headers and responds to preflights with 204. What a
 * handler throws has to become a reply further in, or other origins cannot read it.
 *
 * Throws a TypeError for an origin that is malformed, `*` included, and for a `*` with credentials.
 */
export function cors(options: CorsOptions): Middleware {
  if (options.origins.length === 0) return (_context, next) => next()
  const origins = new Set(options.origins.map(toOrigin))
  const preflightHeaders = headersOfPreflight(options)
  const replyHeaders = headersOfReply(options)
  const permit = (context: Context, reply: Reply): Reply => {
    // A cache must not hand one origin's permission to another (Fetch, section 3.2.7).
    addVary(reply.headers, 'Origin')
    const origin = context.header('origin')
    if (origin === undefined || !origins.has(origin)) return reply
    reply.headers['access-control-allow-origin'] = origin
    Object.assign(reply.headers, isPreflight(context) ? preflightHeaders : replyHeaders)
    return reply
  }
  return (context, next) => {
    const reply = isPreflight(context) ? empty() : next()
    return whenReplied(reply, (arrived) => permit(context, arrived))
  }
}

function isPreflight(context: Context): boolean {
  if (context.method !== 'OPTIONS') return false
  const { headers } = context.request
  return headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

function headersOfPreflight(options: CorsOptions): ReplyHeaders {
  const { methods = [], headers = [], maxAgeSeconds = 600 } = options
  return {
    ...listHeader('access-control-allow-methods', methods, options),
    ...listHeader('access-control-allow-headers', headers, options),
    ...credentialsHeader(options),
    'access-control-max-age': String(maxAgeSeconds),
  }
}

function headersOfReply(options: CorsOptions): ReplyHeaders {
  const { exposed = [] } = options
  return {
    ...listHeader('access-control-expose-headers', exposed, options),
    ...credentialsHeader(options),
  }
}

// With credentials a browser reads `*` as a name, not as a wildcard (Fetch, section 3.2.5).
function listHeader(name: string, values: readonly string[], options: CorsOptions): ReplyHeaders {
  if (options.credentials && values.includes('*')) {
    throw new TypeError(`Cannot send ${name}: * with credentials: name each value`)
  }
  return values.length === 0 ? {} : { [name]: values.join(', ') }
}

function credentialsHeader({ credentials = false }: CorsOptions): ReplyHeaders {
  return credentials ? { 'access-control-allow-credentials': 'true' } : {}
}
