// What owners do with their imports: find, start and cancel them, and read what is wrong with the
// rows. An import of somebody else isn't found, as if it didn't exist.
// Lesson: jobs-and-queues (tour)

import { readId, unknownId } from '../../site/input.ts'
import { cutPage, type Cursor } from '../../site/list.ts'
import { refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Owner } from '../owner.ts'
import {
  cancelImport, findImport, listProblems, startImport, type Import, type Problem,
} from './importStore.ts'

/** Finds an import of this owner. Throws a Refusal `not-found`. */
export async function findOwnImport(
  { database, imports }: Dependencies, owner: Owner | undefined, id: string,
): Promise<Import> {
  const number = readId(id)
  const found = owner && await findImport(database, owner.hash, number)
  if (found === undefined) throw unknownId()
  // The process that worked on it may be gone.
  if (found.state === 'running') imports.wake()
  return found
}

/** Starts an import that was checked. Throws a Refusal `nothing-to-do` for any other. */
export async function startOwnImport(
  { database, imports }: Dependencies, { id }: Import,
): Promise<Import> {
  const [, { rows: [started] }] = await database.batch(startImport(id))
  if (started === undefined) {
    throw refuse('nothing-to-do', "This import can't be started now: look at its state")
  }
  imports.wake()
  return started
}

/** Cancels an import: links that were made stay. Throws a Refusal `nothing-to-do` if it's over. */
export async function cancelOwnImport(
  { database, clock, imports }: Dependencies, { id }: Import,
): Promise<Import> {
  const [, { rows: [cancelled] }] = await database.batch(cancelImport(id, clock()))
  if (cancelled === undefined) throw refuse('nothing-to-do', 'This import has already ended')
  imports.discard(id)
  return cancelled
}

/** Lists what is wrong with an import's rows, a page at a time. */
export async function readProblems(
  { database }: Dependencies, { id }: Import,
  { after, limit }: { after: Cursor | undefined; limit: number },
): Promise<{ problems: readonly Problem[]; next: Cursor | undefined }> {
  const found = await listProblems(database, id, { after: after?.id ?? 0, limit: limit + 1 })
  const { rows, next } = cutPage(found, limit, ({ row, id }) => ({ value: row, id }))
  return { problems: rows, next }
}
