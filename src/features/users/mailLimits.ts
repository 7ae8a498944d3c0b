// Limits the emails that visitors can have sent to one address: a few for each client, and more for
// all clients together, so nobody's mailbox is flooded. With a single limit, a stranger could use
// it up and keep the owner of the address from signing up or resetting the password.
// Lesson: limits (tour)

import { hourMs } from '../../basics/clock.ts'
import type { Limits } from '../../services/limits.ts'
import { takeOrRefuse } from '../site/refusal.ts'

const mostOfClient = 5
const mostOfAll = 20

/** Counts an email of one kind to an address. Throws a Refusal `limited` above a limit. */
export async function takeMail(
  limits: Limits, kind: string, { email, client }: { email: string; client: string },
): Promise<void> {
  const one = { name: kind, most: mostOfClient, windowMs: hourMs }
  const all = { name: `all ${kind}`, most: mostOfAll, windowMs: hourMs }
  await takeOrRefuse(limits, { limit: one, who: `${client}\n${email}` })
  await takeOrRefuse(limits, { limit: all, who: email })
}
