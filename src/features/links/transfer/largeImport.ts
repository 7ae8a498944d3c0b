// Stores a large import, to be made into links later: its rows are read and checked a few at a
// time, so that its owner sees what would become of them before anything is made.
// Lesson: jobs-and-queues (tour)

import { insertAnonymousOwner } from '../../../auth/access/owners.ts'
import { dayMs, secondMs } from '../../../basics/clock.ts'
import { refuse, takeOrRefuse, violates } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { mayBeNew, type Owner, type LinkRequester } from '../owner.ts'
import { checkRows, type CheckedRows } from './importCheck.ts'
import type { ImportNotes, ImportRow } from './importRow.ts'
import {
  addProblems, addRows, beginImport, cancelImport, endReading, mostActive, type Import,
} from './importStore.ts'
import { checkCount } from './rules.ts'

/** What an import is made of: its rows in groups, and notes that are complete after the last. */
export type RowGroups = {
  groups: AsyncIterable<readonly ImportRow[]>
  notes: ImportNotes
  isDryRun: boolean
  /** When the request came. It has 25 seconds: what isn't read by then isn't imported. */
  startedAt: number
}

export const mostImportedLinks = 100_000
/** So many rows are checked at once. */
export const rowsInGroup = 200

const importLimit = { name: 'imports of an account', most: 5, windowMs: dayMs }
// Some 300 rows. Each commit waits for the disk, and a longer statement would keep others waiting.
const storedAtOnce = 60_000
const mostTimeMs = 20 * secondMs

/**
 * Stores an import. A dry run waits for its owner to start it.
 *
 * Throws a Refusal: `too-many` while another import of this owner is running, `busy` while there
 * are too many of all owners, `too-many-rows`, `limited` and `closed`; nothing is imported then.
 */
export async function storeImport(
  dependencies: Dependencies, requester: LinkRequester, file: RowGroups,
): Promise<Import> {
  const { database, clock, imports } = dependencies
  const { notes, isDryRun } = file
  await limitImports(dependencies, requester)
  const id = await begin(dependencies, requester.owner)
  try {
    const { total, failed } = await storeRows(dependencies, requester.owner, { ...file, id })
    const state = isDryRun ? 'checked' : 'running'
    const skipped = JSON.stringify([...notes.skipped])
    const rewritten = JSON.stringify([...notes.rewritten])
    const [, { rows: [stored] }] = await database.batch(
      endReading(id, { state, service: notes.service, skipped, rewritten, total, failed }))
    if (stored === undefined) throw refuse('too-many', replaced)
    if (!isDryRun) imports.wake()
    return stored
  } catch (error) {
    await database.batch(cancelImport(id, clock()))
    imports.discard(id)
    throw error
  }
}

export const signInFirst = 'Sign in to import links'

/** Says whether large imports need an account. */
export function areForAccounts(
  { isPublic, anonymousLinks }: Pick<Dependencies, 'isPublic' | 'anonymousLinks'>,
): boolean {
  return isPublic || !anonymousLinks
}

/** Counts an import. Throws a Refusal `limited`, or `closed` where large ones need an account. */
export async function limitImports(
  dependencies: Dependencies, { owner: { account } }: LinkRequester,
): Promise<void> {
  const { isPublic, limits } = dependencies
  if (areForAccounts(dependencies) && account === undefined) throw refuse('closed', signInFirst)
  if (!isPublic || account === undefined) return
  const sentence = (minutes: number) =>
    `You can import ${importLimit.most} files a day: the next one in ${minutes} min`
  await takeOrRefuse(limits, { limit: importLimit, who: String(account.id), sentence })
}

async function begin({ database, clock, imports }: Dependencies, owner: Owner): Promise<number> {
  const now = clock()
  try {
    if (mayBeNew(owner)) await database.run(insertAnonymousOwner(owner.hash, now))
    const [replacedOnes, , , { rows: [begun] }] = await database.batch(
      beginImport(owner.hash, now))
    for (const { id } of replacedOnes.rows) imports.discard(id)
    if (begun !== undefined) return begun.id
  } catch (error) {
    if (!violates(error, 'imports.owner')) throw error
    throw refuse('too-many', stillRunning)
  }
  throw refuse('busy', `The server is already working on ${mostActive} imports: try again later`)
}

type Count = { total: number; failed: number }

async function storeRows(
  dependencies: Dependencies,
  owner: Owner,
  { id, groups, startedAt }: RowGroups & { id: number },
): Promise<Count> {
  const { database, clock } = dependencies
  const seen = new Map<string, string>()
  const count = { total: 0, failed: 0 }
  const store = ({ rows, problems }: CheckedRows) =>
    database.batch([addRows(id, rows), addProblems(id, problems)])
  let waiting: CheckedRows = { rows: [], problems: [] }
  for await (const group of groups) {
    count.total += group.length
    checkCount(count.total, mostImportedLinks)
    if (clock() - startedAt > mostTimeMs) throw refuse('busy', tooLate)
    const { rows, problems } = await checkRows(dependencies, group, { owner, seen })
    count.failed += problems.length
    waiting = { rows: [...waiting.rows, ...rows], problems: [...waiting.problems, ...problems] }
    if (sizeOf(waiting) < storedAtOnce) continue
    await store(waiting)
    waiting = { rows: [], problems: [] }
  }
  await store(waiting)
  checkCount(count.total, mostImportedLinks)
  return count
}

// In characters, about.
function sizeOf({ rows, problems }: CheckedRows): number {
  return rows.reduce((sum, row) => sum + row.target.length + row.note.length + 100,
    200 * problems.length)
}

const replaced = 'You started another import, so nothing from this one was imported'
const stillRunning = "Another import of yours is running: wait until it's done, or cancel it"
const tooLate = 'Nothing was imported, because reading the file took too long: split the file'
