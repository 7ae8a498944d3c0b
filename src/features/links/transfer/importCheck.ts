// Checks the rows of a large import by the rules of a new link: whether each can become one, and
// where a slug appears twice, because other services tell upper case and domains apart.
// Lesson: codes-that-collide (tour)

import type { Issue } from '../../../basics/check.ts'
import { refuse, toRefusal } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { makeFreeSlug, planLink, readLink, takenSlug, type Plan } from '../make/rules.ts'
import { slugLength } from '../make/slug.ts'
import type { Owner } from '../owner.ts'
import { findTaken } from '../store.ts'
import type { ImportRow } from './importRow.ts'
import type { FailedRow, StoredRow } from './importStore.ts'
import { refuseLost } from './rules.ts'

const mostIssues = 5
const longestShown = 100
const noPasswords = "Make this link by itself: a large import can't set passwords"

type Checking = {
  owner: Owner
  /** The slugs of the rows before, and where they were. */
  seen: Map<string, string>
}

/** What became of a group: links to be made, and rows that can't be. */
export type CheckedRows = { rows: StoredRow[]; problems: FailedRow[] }

/** Checks a group of rows: each gives a link to be made, or a problem. */
export async function checkRows(
  dependencies: Dependencies, group: readonly ImportRow[], { owner, seen }: Checking,
): Promise<CheckedRows> {
  const plans = group.map((each) => planRow(dependencies, each, owner))
  const slugs = plans.flatMap(({ plan }) => plan?.slug ?? [])
  const taken = await findTaken(dependencies.database, slugs, owner.hash)
  const checked: CheckedRows = { rows: [], problems: [] }
  for (const { row, written, plan, issues } of plans) {
    // Longer than usual: it's made later, and nobody chooses another one then.
    const slug = plan?.slug ?? makeFreeSlug(dependencies, slugLength + 2)
    const before = seen.get(slug)
    const holder = taken.get(slug)
    if (plan !== undefined && before !== undefined) issues.push(repeated(written, before))
    else if (plan !== undefined && holder) issues.push(...takenSlug(slug, holder).issues)
    if (plan === undefined || issues.length > 0) {
      const errors = issues.slice(0, mostIssues)
      checked.problems.push({ row, slug: written.slice(0, longestShown), errors })
      continue
    }
    seen.set(slug, `row ${row}${written === slug ? '' : ` ("${written}")`}`)
    checked.rows.push(toStored(row, { slug, fields: plan.fields }, dependencies.clock()))
  }
  return checked
}

type PlannedRow = {
  row: number
  /** The slug as the file has it. */
  written: string
  plan: Plan | undefined
  issues: Issue[]
}

function planRow(dependencies: Dependencies, { row, input }: ImportRow, owner: Owner): PlannedRow {
  const written = slugIn(input)
  try {
    refuseLost(input)
    const link = readLink(dependencies, input, { isImported: true })
    if (link.password) throw refuse('invalid', noPasswords, 'password')
    const plan = planLink(dependencies, link, { owner, isImported: true })
    return { row, written, plan, issues: [] }
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal?.code !== 'invalid') throw error
    return { row, written, plan: undefined, issues: [...refusal.issues] }
  }
}

function slugIn(input: unknown): string {
  const slug = typeof input === 'object' && input !== null && 'slug' in input ? input.slug : ''
  return typeof slug === 'string' ? slug.trim() : ''
}

function repeated(written: string, before: string): Issue {
  const message = `"${written}" has the same name here as ${before}: upper and lower case, and ` +
    'domains, make no difference'
  return { field: 'slug', message }
}

function toStored(row: number, { slug, fields }: Plan & { slug: string }, now: number): StoredRow {
  const { passwordHash: _none, createdAt = now, importedClicks = 0, ...rest } = fields
  return { ...rest, row, slug, createdAt: Math.min(createdAt, now), importedClicks }
}
