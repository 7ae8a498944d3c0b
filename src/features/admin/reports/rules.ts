// What an administrator decides about a reported link: it stays, or it goes off and its owner
// cannot switch it on again. Lesson: roles-and-ownership (tour)

import type { Cause } from '../../../auth/access/audit.ts'
import { object, oneOf, optional, string, type Checked } from '../../../basics/check.ts'
import type { JudgedLink, Moderation, RuleDependencies } from '../dependencies.ts'
import { refuse } from '../../site/refusal.ts'

/** What can be decided; the reason of a block is what visitors of the link read. */
export const decisionChecker = object({
  decision: oneOf(['dismiss', 'block']),
  reason: optional(string({ min: 1, max: 200 })),
})

export type Decision = Checked<typeof decisionChecker>

/** Where links are judged: the rules need the links' own statements as well. */
export type ReportDependencies = RuleDependencies & { moderation: Moderation }

export const defaultReason = 'It breaks the rules of this service'

/**
 * Decides about a link and handles its open reports. Gives how many these were. Throws an
 * Refusal `not-found`, or `nothing-to-do` when there is nothing left to decide.
 */
export async function decide(
  dependencies: ReportDependencies,
  cause: Cause,
  { slug, decision, reason = defaultReason }: Decision & { slug: string },
): Promise<number> {
  const { database, audit, moderation, clock } = dependencies
  const link = await findLink(moderation, slug)
  const now = clock()
  const target = `link ${link.slug}`
  const [handled, , blocked] = await database.batch([
    moderation.handleReports(link.slug, now),
    audit.prepareIfChanged({
      ...cause, action: decision === 'block' ? 'reports-upheld' : 'reports-dismissed', target,
    }),
    ...(decision === 'dismiss' ? [] : [
      moderation.block(link.slug, { reason, now }),
      audit.prepareIfChanged({ ...cause, action: 'link-blocked', target, details: { reason } }),
    ]),
  ])
  if (handled.changes + (blocked?.changes ?? 0) === 0) throw nothingToDo(link, decision)
  return handled.changes
}

/** Lets a link that was switched off lead on again. */
export async function unblock(dependencies: ReportDependencies, cause: Cause, slug: string): Promise<void> {
  const { database, audit, moderation, clock } = dependencies
  const link = await findLink(moderation, slug)
  const [{ changes }] = await database.batch([
    moderation.unblock(link.slug, clock()),
    audit.prepareIfChanged({ ...cause, action: 'link-unblocked', target: `link ${link.slug}` }),
  ])
  if (changes === 0) throw refuse('nothing-to-do', `The link /${link.slug} is not blocked`)
}

async function findLink(moderation: Moderation, slug: string): Promise<JudgedLink> {
  const link = await moderation.find(slug)
  if (link === undefined) throw refuse('not-found', `There is no link /${slug}`)
  return link
}

function nothingToDo({ slug }: JudgedLink, decision: Decision['decision']) {
  return refuse('nothing-to-do', decision === 'block'
    ? `The link /${slug} is blocked already`
    : `The link /${slug} has no open reports`)
}
