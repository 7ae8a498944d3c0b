// Lesson 11: takes the target of a request apart, `/api/notices/7?sort=title`.

import { HttpError } from './errors.ts'

export type Target = {
  path: string
  /** The decoded parts of the path: `['api', 'notices', '7']`. */
  segments: readonly string[]
  query: URLSearchParams
}

/** Throws an HttpError 400 for a path that can't be decoded. */
export function parseTarget(url: string): Target {
  // A request to a proxy has the whole URL in its first line (RFC 9112, section 3.2.2).
  const target = url.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  const path = (mark === -1 ? target : target.slice(0, mark)) || '/'
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1))
  return { path, segments: path.split('/').slice(1).map(decode), query }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new HttpError(400, `Can't decode ${segment}: after % comes a byte, as in %20`)
  }
}
