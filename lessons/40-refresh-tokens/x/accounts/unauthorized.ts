// The 401: we don't know who is asking. It always says which ways there are to prove it (RFC 9110,
// section 15.5.2).

import { HttpError } from './framework/errors.ts'

const headers = {
  'www-authenticate': 'Bearer realm="Links", Basic realm="Links", charset="UTF-8"',
  'cache-control': 'no-store',
}

/** Makes the error. The message doesn't say which part was wrong. */
export function unauthorized(message: string): HttpError {
  return new HttpError(401, message, headers)
}
