// The JSON API of large imports: how far one is, what couldn't be imported, and starting or
// cancelling it.
// Lesson: jobs-and-queues (tour)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { parseJson } from '../../../http/json.ts'
import { json, type Reply } from '../../../http/reply.ts'
import { checkParameters, readAmount } from '../../site/input.ts'
import { listReply, readCursor } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import { privateHeaders, readOwner, requireKnown } from '../owner.ts'
import type { Import } from './importStore.ts'
import { cancelOwnImport, findOwnImport, readProblems, startOwnImport } from './ownImport.ts'

type IdContext = Context<'/api/links/imports/:id'>

/** Adds what can be done with an import below `/api/links/imports/:id`. */
export function addImportApi(app: App, dependencies: Dependencies): void {
  const find = async (context: IdContext): Promise<Import> => {
    const owner = await readOwner(context, dependencies)
    if (owner !== undefined) await requireKnown(dependencies, owner)
    return findOwnImport(dependencies, owner, context.params.id)
  }
  app.get('/api/links/imports/:id', async (context) => show(await find(context)))
  app.get('/api/links/imports/:id/errors', async (context) =>
    listErrors(dependencies, context, await find(context)))
  app.post('/api/links/imports/:id/start', async (context) =>
    show(await startOwnImport(dependencies, await find(context))))
  app.delete('/api/links/imports/:id', async (context) =>
    show(await cancelOwnImport(dependencies, await find(context))))
}

/** Shows an import to its owner. */
export function describeImport({ skipped, rewritten, createdAt, finishedAt, ...rest }: Import) {
  return {
    ...rest,
    waiting: rest.state === 'cancelled' ? 0 : rest.total - rest.made - rest.failed,
    skipped: parseJson(skipped),
    rewritten: parseJson(rewritten),
    createdAt: formatTime(createdAt),
    finishedAt: finishedAt === null ? null : formatTime(finishedAt),
  }
}

function show(found: Import): Reply {
  return json(describeImport(found), 200, privateHeaders)
}

async function listErrors(
  dependencies: Dependencies, context: Context, found: Import,
): Promise<Reply> {
  checkParameters(context.query, ['limit', 'cursor'])
  const limit = readAmount(context.query, 'limit', { usual: 100, most: 500 })
  const after = readCursor(context.query, 'number')
  const { problems, next } = await readProblems(dependencies, found, { after, limit })
  const rows = problems.map(({ row, slug, errors }) => ({ row, slug, errors: parseJson(errors) }))
  return listReply(context, { rows, next }, privateHeaders)
}
