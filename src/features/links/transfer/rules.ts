// Makes many links in one request: bulk creation and import. One wrong row never stops the others:
// each row has its own result, so a list is never half stored and reported as failed.
// Lesson: resources-and-naming (tour)

import { setImmediate } from 'node:timers/promises'
import { isRecord, type Issue } from '../../../basics/check.ts'
import { secondMs } from '../../../basics/clock.ts'
import { errorFields } from '../../../basics/log.ts'
import { refuse, toRefusal, type RefusalCode } from '../../site/refusal.ts'
import { count } from '../../site/texts.ts'
import type { Dependencies } from '../dependencies.ts'
import type { LinkContent } from '../links.ts'
import { createLink, planLink, readLink, refuseTaken } from '../make/rules.ts'
import { writtenSlug } from '../make/slug.ts'
import type { LinkRequester } from '../owner.ts'
import { isNo, type ImportRow } from './importRow.ts'

/** What became of one row. `row` counts from 1, as people do. */
export type RowResult =
  | { row: number; link: LinkContent | null }
  | { row: number; code: RefusalCode; errors: readonly Issue[] }

export type ManyOptions = {
  requester: LinkRequester
  /** Whether the rows come from a file: a link may have a past then. */
  isImported: boolean
  isDryRun: boolean
  /** Whether the file counted as a whole, and its rows no longer do. */
  isFileCounted?: boolean
  /** When the request came: rows that can't be stored in time are refused, not stored too late. */
  startedAt: number
}

// Rows that are stored at the same time share a commit.
const rowsAtOnce = 20
// Hashing a password takes a tenth of a second on purpose.
const mostPasswords = 20
// The whole request has 25 seconds.
const mostTimeMs = 20 * secondMs

/** Throws a Refusal `too-many-rows`, or `invalid` when there are none. */
export function checkCount(rows: number, most: number): void {
  if (rows === 0) throw refuse('invalid', 'There are no rows to read')
  if (rows <= most) return
  throw refuse('too-many-rows', `Send at most ${count(most, 'link')} at once`)
}

/**
 * Makes a link of each row. A dry run checks the same rules, and that no slug is taken, but stores
 * nothing. Throws a Refusal `too-many-passwords` for more than 20, before anything is stored.
 */
export async function createMany(
  dependencies: Dependencies,
  rows: readonly ImportRow[],
  options: ManyOptions,
): Promise<RowResult[]> {
  refuseManyPasswords(rows)
  const seen = new Set<string>()
  const bugs: unknown[] = []
  const results: RowResult[] = []
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    // Refused rows wait for nothing: without this, all would be checked in one turn of the event
    // loop.
    await setImmediate()
    const group = rows.slice(start, start + rowsAtOnce)
    const isLate = bugs.length > 0 || dependencies.clock() - options.startedAt > mostTimeMs
    results.push(...await Promise.all(group.map(({ row, input }) =>
      createRow(dependencies, input, { ...options, row, isLate, seen, bugs }))))
  }
  // Where nothing was stored, the request as a whole has failed, and can be repeated.
  if (bugs.length > 0 && !results.some((result) => 'link' in result)) throw bugs[0]
  for (const bug of bugs) dependencies.log?.error('row not stored', errorFields(bug))
  return results
}

function refuseManyPasswords(rows: readonly ImportRow[]): void {
  const passwords = rows.filter(({ input }) => isRecord(input) && Boolean(input['password'])).length
  if (passwords <= mostPasswords) return
  const message = `Nothing was stored: ${passwords} of these links have a password, and at most ` +
    `${mostPasswords} can have one at once. Send the others separately`
  throw refuse('too-many-passwords', message)
}

type RowOptions = ManyOptions & {
  row: number
  isLate: boolean
  /** The slugs of the rows before, for a dry run. */
  seen: Set<string>
  /** What went wrong on our side. */
  bugs: unknown[]
}

async function createRow(
  dependencies: Dependencies, input: unknown, options: RowOptions,
): Promise<RowResult> {
  const { row, bugs } = options
  try {
    return { row, link: await createOrTry(dependencies, input, options) }
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined) bugs.push(error)
    const { code, issues } = refusal ?? refuse('failed', notStored)
    return { row, code, errors: issues }
  }
}

const notStored = 'This row was not stored because of a problem on our side: send it again'
const tooLate = 'This row was not stored, because the server is busy: send it again'

async function createOrTry(
  dependencies: Dependencies,
  input: unknown,
  { requester, isImported, isDryRun, isFileCounted = false, isLate, seen }: RowOptions,
): Promise<LinkContent | null> {
  if (isLate) throw refuse('busy', tooLate)
  refuseLost(input)
  const link = readLink(dependencies, input, { isImported })
  const { owner } = requester
  if (!isDryRun) {
    return createLink(dependencies, link, requester, { isCounted: !isFileCounted, isImported })
  }
  const { slug } = planLink(dependencies, link, { owner, isImported })
  if (slug === undefined) return null
  refuseRepeated(slug, seen)
  await refuseTaken(dependencies, slug, owner)
  return null
}

/**
 * Refuses rows that would lose something. Text outside the columns may be the end of a target. A
 * short URL of another site doesn't say which name the link should have here. A `no` isn't a reason
 * to switch a link off.
 */
export function refuseLost(input: unknown): void {
  if (!isRecord(input)) return
  const stray = Object.keys(input).find((name) => /^column \d{1,3}$/.test(name))
  if (stray !== undefined) throw refuse('invalid', strayText, stray)
  if (input['shortUrl'] !== undefined) throw refuse('invalid', foreignUrl, 'shortUrl')
  if (isNo(input['disabled'])) throw refuse('invalid', noReason, 'disabled')
}

const strayText = 'The first line has no name for this column. If its text belongs to the field ' +
  'before it, put that field in double quotes'

const noReason = 'Leave this empty, or write why the link is switched off: visitors will see it'

const foreignUrl = 'This short URL is on another site, and the row has no slug: write the name ' +
  'that the link should have here into a column "slug"'

function refuseRepeated(slug: string, seen: Set<string>): void {
  if (seen.has(slug)) {
    throw refuse('taken', `The name "${writtenSlug(slug)}" appears twice in this list`, 'slug')
  }
  seen.add(slug)
}
