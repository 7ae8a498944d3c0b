// Suggests a link when a path has no route or can't be read, such as `/abc-def/)`, `//abc-def` or
// `/abc-def%`. If no link resembles it, the error stays as it was.
// Lesson: create-and-redirect (appendix)

import { isUnavailable } from '../../../database/database.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import type { HttpError } from '../../../http/errors.ts'
import type { Reply } from '../../../http/reply.ts'
import type { Dependencies } from '../dependencies.ts'
import { decodeEscapes } from '../make/target.ts'
import { suggest } from './explain.ts'

// How much of a path is looked at.
const longestName = 200

/** Adds the link that may be meant to responses for such paths. */
export function suggestAtMisses(app: App, dependencies: Dependencies): void {
  app.onMiss((miss, context) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') throw miss
    return suggestOr(dependencies, context, miss)
  })
}

async function suggestOr(
  dependencies: Dependencies, context: Context, miss: HttpError,
): Promise<Reply> {
  const suggestion = await suggest(dependencies, context, nameIn(context.request.url))
    .catch((failure: unknown) => {
      // A miss needs no database, so it stays what it was.
      throw isUnavailable(failure) ? miss : failure
    })
  if (suggestion === undefined) throw miss
  return suggestion
}

// What follows the first slash, decoded as far as it can be.
function nameIn(url: string): string {
  const [path = ''] = url.slice(1, longestName).split(/[?#]/, 1)
  return decodeEscapes(path)
}
