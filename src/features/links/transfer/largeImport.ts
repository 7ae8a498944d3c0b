// Stores a large import, to be made into links later: reads its rows a few at a time, and checks
// each by the rules of a new link, so that its owner sees what would become of it before anything
// is made. Lesson: jobs-and-queues (tour)

import { check, type Issue } from '../../../basics/check.ts'
import { dayMs, secondMs } from '../../../basics/clock.ts'
import { insertAnonymousOwner } from '../../../auth/access/owners.ts'
import { Refusal, refuse, takeOrRefuse, toRefusal, violates } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { importedLinkChecker } from '../links.ts'
import { makeFreeSlug, planLink, takenSlug, type Plan } from '../make/rules.ts'
import { slugLength } from '../make/slug.ts'
import type { Owner, Requester } from '../owner.ts'
import type { ImportNotes, ImportRow } from './importRow.ts'
import {
  addProblems, addRows, beginImport, cancelImport, endReading, findTaken, mostActive,
  type FailedRow, type Import, type StoredRow,
} from './importStore.ts'
import { refuseLost } from './rules.ts'

/** What an import is made of: its rows in groups, and notes that are complete after the last. */
export type RowGroups = {
  groups: AsyncIterable<readonly ImportRow[]>
  notes: ImportNotes
  isDryRun: boolean
  /** When the request came. It has 25 seconds: what isn't read by then isn't imported. */
  startedAt: number
}

export const mostImportedLinks = 100_000
/** So many rows are checked, and stored, at once. */
export const rowsInGroup = 200

const importLimit = { name: 'imports of an account', most: 5, windowMs: dayMs }
const mostTimeMs = 20 * secondMs
const mostIssues = 5

/**
 * Stores an import. A dry run waits for its owner to start it.
 *
 * Throws a Refusal: `too-many` while another import of this owner is running, `busy` while there
 * are too many of all owners, `too-many-rows`, `limited` and `closed`; nothing is imported then.
 */
export async function storeImport(
  dependencies: Dependencies, requester: Requester, file: RowGroups,
): Promise<Import> {
  const { database, clock, imports } = dependencies
  const { notes, isDryRun } = file
  await limitImports(dependencies, requester)
  const id = await begin(dependencies, requester.owner)
  try {
    const { total, failed } = await storeRows(dependencies, requester.owner, { ...file, id })
    const state = isDryRun ? 'checked' : 'running'
    const skipped = JSON.stringify([...notes.skipped])
    const { rows: [stored] } = await database.run(
      endReading(id, { state, service: notes.service, skipped, total, failed }))
    if (stored === undefined) throw refuse('too-many', replaced)
    if (!isDryRun) imports.wake()
    return stored
  } catch (error) {
    await database.run(cancelImport(id, clock()))
    await imports.removeRows(id)
    throw error
  }
}

async function limitImports(
  { isPublic, anonymousLinks, limits }: Dependencies, { owner: { account } }: Requester,
): Promise<void> {
  const isForAccounts = isPublic || !anonymousLinks
  if (isForAccounts && account === undefined) throw refuse('closed', 'Sign in to import links')
  if (!isPublic || account === undefined) return
  const sentence = (minutes: number) =>
    `You can import ${importLimit.most} files a day: the next one in ${minutes} min`
  await takeOrRefuse(limits, { limit: importLimit, who: String(account.id), sentence })
}

async function begin({ database, clock }: Dependencies, owner: Owner): Promise<number> {
  const now = clock()
  const isNewOwner = owner.from === 'cookie' || owner.from === 'none'
  const [cancel, insert] = beginImport(owner.hash, now)
  try {
    if (isNewOwner) await database.run(insertAnonymousOwner(owner.hash, now))
    const [, { rows: [begun] }] = await database.batch([cancel, insert])
    if (begun !== undefined) return begun.id
  } catch (error) {
    if (!violates(error, 'imports.owner')) throw error
    throw refuse('too-many', stillRunning)
  }
  throw refuse('busy', `The server works on ${mostActive} imports already: try again later`)
}

type Count = { total: number; failed: number }

async function storeRows(
  dependencies: Dependencies,
  owner: Owner,
  { id, groups, startedAt }: RowGroups & { id: number },
): Promise<Count> {
  const seen = new Map<string, string>()
  const count = { total: 0, failed: 0 }
  for await (const group of groups) {
    count.total += group.length
    if (count.total > mostImportedLinks) throw tooMany()
    if (dependencies.clock() - startedAt > mostTimeMs) throw refuse('busy', tooLate)
    const { rows, problems } = await checkRows(dependencies, group, { owner, seen })
    count.failed += problems.length
    await dependencies.database.batch([addRows(id, rows), addProblems(id, problems)])
  }
  if (count.total === 0) throw refuse('invalid', 'There are no rows to read')
  return count
}

type Checking = {
  owner: Owner
  /** The slugs of the rows before, and where they were. */
  seen: Map<string, string>
}

type CheckedRows = { rows: StoredRow[]; problems: FailedRow[] }

/** Checks a group of rows: each gives a link to be made, or a problem. */
async function checkRows(
  dependencies: Dependencies, group: readonly ImportRow[], { owner, seen }: Checking,
): Promise<CheckedRows> {
  const plans = group.map((each) => planRow(dependencies, each, owner))
  const slugs = plans.flatMap(({ plan }) => plan?.slug ?? [])
  const taken = await findTaken(dependencies.database, slugs, owner.hash)
  const checked: CheckedRows = { rows: [], problems: [] }
  for (const { row, plan, written, issues } of plans) {
    const slug = plan?.slug ?? makeFreeSlug(dependencies, slugLength + 2)
    const before = seen.get(slug)
    const problem = plan === undefined ? issues
      : before !== undefined ? repeated(written, before)
        : taken.has(slug) ? takenSlug(slug).issues : undefined
    if (plan === undefined || problem !== undefined) {
      checked.problems.push({
        row, slug: written.slice(0, 100), errors: problem?.slice(0, mostIssues) ?? [],
      })
      continue
    }
    seen.set(slug, `row ${row}${written === slug ? '' : `, as "${written}"`}`)
    checked.rows.push(toStored(row, { slug, fields: plan.fields }, dependencies.clock()))
  }
  return checked
}

type PlannedRow = {
  row: number
  /** The slug as the file has it. */
  written: string
  plan?: Plan
  issues?: readonly Issue[]
}

function planRow(
  dependencies: Dependencies, { row, input }: ImportRow, owner: Owner,
): PlannedRow {
  const written = slugIn(input)
  try {
    refuseLost(input)
    const result = check(importedLinkChecker, input)
    if ('issues' in result) throw new Refusal('invalid', result.issues)
    if (result.value.password) throw refuse('invalid', noPasswords, 'password')
    return { row, written, plan: planLink(dependencies, result.value, owner) }
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal?.code !== 'invalid') throw error
    return { row, written, issues: refusal.issues }
  }
}

const noPasswords = "Make this link by itself: a large import can't set passwords"
const replaced = 'You began another import meanwhile: nothing of this one was imported'
const stillRunning = "Another import of yours is running: wait until it's done, or cancel it"
const tooLate = 'Nothing was imported, because reading the file took too long: split the file'

function slugIn(input: unknown): string {
  const slug = typeof input === 'object' && input !== null && 'slug' in input ? input.slug : ''
  return typeof slug === 'string' ? slug.trim() : ''
}

function repeated(written: string, before: string): Issue[] {
  const message = `The name "${written}" appears twice here, as upper case and domains don't ` +
    `count: the link of ${before} has it`
  return [{ field: 'slug', message }]
}

function toStored(row: number, { slug, fields }: Plan & { slug: string }, now: number): StoredRow {
  const { passwordHash: _none, createdAt = now, importedClicks = 0, ...rest } = fields
  return { ...rest, row, slug, createdAt: Math.min(createdAt, now), importedClicks }
}

function tooMany(): Refusal {
  const most = mostImportedLinks.toLocaleString('en')
  return refuse('too-many-rows', `Send at most ${most} links at once`)
}
