// Checks the password of a link, and limits the guesses: those of one client at one link, so that
// a stranger who guesses doesn't lock out anybody else, and with a high cap those of all clients
// together. Only wrong guesses count. Lesson: limits (core)

import { minuteMs } from '../../../basics/clock.ts'
import {
  mostPasswordBytes, PasswordsBusyError, verifyPassword,
} from '../../../auth/passwords/password.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { clientAddress, limitKey } from '../../../http/peer.ts'
import type { Limit } from '../../../services/limits.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Link } from '../links.ts'
import { takeOrRefuse } from '../../site/refusal.ts'

const clientLimit = { name: 'link password', most: 10, windowMs: 10 * minuteMs }
const linkLimit = { name: 'link password of all', most: 1_000, windowMs: 60 * minuteMs }

/**
 * Returns a sentence when the password in a form is wrong, undefined when it's right. The password
 * is taken as it was typed, spaces included. Throws an HttpError 429 after too many wrong ones.
 */
export async function checkLinkPassword(
  dependencies: Dependencies,
  context: Context,
  link: Link,
): Promise<string | undefined> {
  const password = (await readForm(context)).get('password') ?? ''
  if (link.passwordHash === null) return undefined
  if (Buffer.byteLength(password) > mostPasswordBytes) return 'This is not the password'
  const counted: [Limit, string][] = [
    [clientLimit, `${link.id} ${clientOf(dependencies, context)}`],
    [linkLimit, String(link.id)],
  ]
  // Counted before hashing, so that guesses sent all at once are counted too.
  for (const [limit, who] of counted) {
    await takeOrRefuse(dependencies.limits, { limit, who, sentence: tooManyTries })
  }
  const giveBack = () =>
    Promise.all(counted.map(([limit, who]) => dependencies.limits.giveBack(limit, who)))
  try {
    if (!await verifyPassword(password, link.passwordHash)) return 'This is not the password'
    await giveBack()
    return undefined
  } catch (error) {
    if (error instanceof PasswordsBusyError) await giveBack()
    throw error
  }
}

/** The sentence of a limit on tries. */
export function tooManyTries(minutes: number): string {
  return `Too many tries: you can try again in ${minutes} min`
}

/** Names the client that a limit counts. */
export function clientOf(dependencies: Dependencies, context: Context): string {
  return limitKey(clientAddress(context.request, dependencies.trustedHops))
}
