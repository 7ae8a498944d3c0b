// The JSON API of large imports: how far one is, what couldn't be imported, and starting or
// cancelling it. Other people's imports are as absent as ones that never were.
// Lesson: jobs-and-queues (tour)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { parseJson } from '../../../http/json.ts'
import { json, type Reply } from '../../../http/reply.ts'
import { readAmount, readId, unknownId } from '../../site/input.ts'
import { formatCursor, linkHeader, pageUrl, readCursor } from '../../site/list.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { privateHeaders, readOwner, requireKnown, type Owner } from '../owner.ts'
import {
  cancelImport, findImport, listProblems, startImport, type Import, type Problem,
} from './importStore.ts'

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

/** Finds an import of the party that asks. Throws a Refusal `not-found`. */
export async function findOwnImport(
  { database, imports }: Dependencies, owner: Owner | undefined, id: string,
): Promise<Import> {
  const number = readId(id)
  const found = owner && await findImport(database, owner.hash, number)
  if (found === undefined) throw unknownId()
  // In case the process that worked on it is gone.
  if (found.state === 'running') imports.wake()
  return found
}

/** Starts an import that was checked. Throws a Refusal `nothing-to-do` for any other. */
export async function startOwnImport(
  { database, imports }: Dependencies, { id }: Import,
): Promise<Import> {
  const [, { rows: [started] }] = await database.batch(startImport(id))
  if (started === undefined) {
    throw refuse('nothing-to-do', "This import isn't waiting to be started: look at its state")
  }
  imports.wake()
  return started
}

/** Cancels an import: links that were made stay. Throws a Refusal `nothing-to-do` if it's over. */
export async function cancelOwnImport(
  { database, clock, imports }: Dependencies, { id }: Import,
): Promise<Import> {
  const [, { rows: [cancelled] }] = await database.batch(cancelImport(id, clock()))
  if (cancelled === undefined) throw refuse('nothing-to-do', 'This import is over already')
  imports.discard(id)
  return cancelled
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

/** Shows what is wrong with a row. */
function describeProblem({ row, slug, errors }: Problem) {
  return { row, slug, errors: parseJson(errors) }
}

function show(found: Import): Reply {
  return json(describeImport(found), 200, privateHeaders)
}

async function listErrors(
  { database }: Dependencies, context: Context, { id }: Import,
): Promise<Reply> {
  const limit = readAmount(context.query, 'limit', { usual: 100, most: 500 })
  const after = readCursor(context.query, 'number')?.id ?? 0
  const found = await listProblems(database, id, { after, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = last === undefined || found.length <= limit ? null
    : pageUrl(context, formatCursor({ value: last.row, id: last.id }))
  const headers = { ...privateHeaders, link: linkHeader(context, next) }
  return json({ rows: shown.map(describeProblem), next }, 200, headers)
}
