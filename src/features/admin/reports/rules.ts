// What an administrator decides about a reported link: it stays, or it's switched off and its owner
// can't switch it on again. Lesson: roles-and-ownership (tour)

import { object, oneOf, optional, string, type Checked } from '../../../basics/check.ts'
import { explainEnded } from '../../site/confirmPassword.ts'
import { checkInput } from '../../site/input.ts'
import type { ModeratedLink, ReportedLink } from '../../site/moderation.ts'
import { refuse } from '../../site/refusal.ts'
import type { AdminRequest, Dependencies } from '../dependencies.ts'

// Why a link is switched off. Visitors see this text.
const reason = optional(string({ min: 1, max: 200 }))

/** What can be decided about reports. */
export const decisionChecker = object({ decision: oneOf(['dismiss', 'block']), reason })

/** What can be said about a link that is switched off. */
export const blockChecker = object({ reason })

type Decision = Checked<typeof decisionChecker>

export const defaultReason = 'It breaks the rules of this service'

// More than somebody handles in one go; the rest follows when these are done.
const mostReported = 50

/** Reads a decision from a form; an empty reason counts as none. Throws a Refusal `invalid`. */
export function readDecision(fields: URLSearchParams, decision = fields.get('decision')): Decision {
  const reason = fields.get('reason')?.trim() || undefined
  return checkInput(decisionChecker, { decision, ...(reason && { reason }) })
}

/** Lists the links with open reports, and those that administrators have switched off. */
export async function listReports({ database, moderation }: Dependencies): Promise<{
  reported: readonly ReportedLink[]
  blocked: readonly ModeratedLink[]
}> {
  const [reported, blocked] = await Promise.all([
    moderation.listReported(database, mostReported),
    moderation.listBlocked(database, mostReported),
  ])
  return { reported, blocked }
}

/** Finds a link by its slug. Throws a Refusal `not-found`. */
export async function findLink(
  { database, moderation }: Dependencies, slug: string,
): Promise<ModeratedLink> {
  const link = await moderation.findModeratedLink(database, slug)
  if (link === undefined) throw refuse('not-found', `There is no link /${slug}`)
  return link
}

/**
 * Decides about a link and handles its open reports. Gives how many these were. Throws a
 * Refusal `not-found`, or `nothing-to-do` when there is nothing left to decide.
 */
export async function decide(
  dependencies: Dependencies,
  { guard, ...cause }: AdminRequest,
  { slug, decision, reason = defaultReason }: Decision & { slug: string },
): Promise<number> {
  const { database, audit, moderation, clock } = dependencies
  const link = await findLink(dependencies, slug)
  const now = clock()
  const target = `link ${link.slug}`
  const [, handled, , blocked] = await database.batch([
    guard,
    moderation.handleReports(link.slug, now),
    audit.prepareIfChanged({
      ...cause, action: decision === 'block' ? 'reports-upheld' : 'reports-dismissed', target,
    }),
    ...(decision === 'dismiss' ? [] : [
      moderation.blockLink(link.slug, { reason, now }),
      audit.prepareIfChanged({ ...cause, action: 'link-blocked', target, details: { reason } }),
    ]),
  ]).catch(explainEnded)
  if (handled.changes + (blocked?.changes ?? 0) === 0) throw nothingToDo(link, decision)
  return handled.changes
}

/** Switches a link on: it leads to its target again. Throws a Refusal as `decide` does. */
export async function unblock(
  dependencies: Dependencies, { guard, ...cause }: AdminRequest, slug: string,
): Promise<void> {
  const { database, audit, moderation, clock } = dependencies
  const link = await findLink(dependencies, slug)
  const [, { changes }] = await database.batch([
    guard,
    moderation.unblockLink(link.slug, clock()),
    audit.prepareIfChanged({ ...cause, action: 'link-unblocked', target: `link ${link.slug}` }),
  ]).catch(explainEnded)
  if (changes === 0) throw refuse('nothing-to-do', `The link /${link.slug} isn't switched off`)
}

function nothingToDo({ slug }: ModeratedLink, decision: Decision['decision']) {
  return refuse('nothing-to-do', decision === 'block'
    ? `The link /${slug} is switched off already`
    : `The link /${slug} has no open reports`)
}
