// The reader shows and starts the learner's own programs, so it only responds to this machine. A
// page from elsewhere can make a browser send requests here (DNS rebinding), but not under our
// names.

import { isLoopbackName } from '../../basics/config.ts'
import type { Middleware } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'

/**
 * Makes the middleware that only responds under the names of this machine: `localhost`,
 * `127.0.0.1`, `[::1]`, with any port, because a tunnel may change it.
 *
 * The middleware throws an HttpError 421 for any other Host (RFC 9110, section 15.5.20).
 */
export function ownHostOnly(): Middleware {
  return (context, next) => {
    const host = context.header('host') ?? ''
    const url = URL.parse(`http://${host}/`)
    if (url !== null && url.host !== '' && isLoopbackName(url.hostname)) return next()
    const message = `This reader can only be reached as localhost, not as ${JSON.stringify(host)}`
    throw new HttpError(421, 'foreign-host', message)
  }
}
