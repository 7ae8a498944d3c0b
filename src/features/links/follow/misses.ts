// Suggests a link when a path has no route or can't be read, such as `/abc-def/)`, `//abc-def` or
// `/abc-def%`. If no link resembles it, the error stays as it was.
// Lesson: create-and-redirect (appendix)

import { isUnavailable } from '../../../database/database.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import type { Reply } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { suggest } from './explain.ts'

// How much of a path is looked at.
const longestName = 200

/** Adds the link that may be meant to responses for such paths. */
export function suggestAtMisses(app: App, dependencies: Dependencies): void {
  app.use((context, next) => {
    try {
      return next()
    } catch (error) {
      if (!isMiss(error, context)) throw error
      return suggestOr(dependencies, context, error)
    }
  })
}

function isMiss(error: unknown, { method, route }: Context): error is HttpError {
  return error instanceof HttpError && ['not-found', 'bad-target'].includes(error.code) &&
    route === undefined && (method === 'GET' || method === 'HEAD')
}

async function suggestOr(
  dependencies: Dependencies, context: Context, error: HttpError,
): Promise<Reply> {
  const suggestion = await suggest(dependencies, context, nameIn(context.request.url))
    .catch((failure: unknown) => {
      // A miss needs no database, so it stays what it was.
      throw isUnavailable(failure) ? error : failure
    })
  if (suggestion === undefined) throw error
  return suggestion
}

// What follows the first slash, decoded as far as it can be.
function nameIn(url: string): string {
  const [path = ''] = url.slice(1, longestName).split(/[?#]/, 1)
  return path.replaceAll(/(?:%[0-9a-f]{2})+/gi, decode)
}

function decode(escapes: string): string {
  try {
    return decodeURIComponent(escapes)
  } catch {
    return escapes
  }
}
