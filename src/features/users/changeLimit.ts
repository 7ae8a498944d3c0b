// How often a user changes what protects the account. Each change sends an email and stays in the
// audit trail forever. Lesson: limits (appendix)

import { dayMs } from '../../basics/clock.ts'
import { takeOrRefuse } from '../site/refusal.ts'
import type { Actor } from './actor.ts'
import type { Dependencies } from './dependencies.ts'

const changeLimit = { name: 'account changes', most: 50, windowMs: dayMs }

/** Counts a change whose user has proved who they are. Throws a Refusal `limited`. */
export function countChange(
  { auth }: Pick<Dependencies, 'auth'>, { user }: Pick<Actor, 'user'>,
): Promise<void> {
  return takeOrRefuse(auth.limits, {
    limit: changeLimit, who: String(user.id),
    sentence: () =>
      `You can change your account ${changeLimit.most} times a day: try again tomorrow`,
  })
}
