// Checks the password of a link, and limits the guesses: those of one client at one link, so that
// a stranger who guesses doesn't lock out anybody else, and with a high cap those of all clients
// together. Only wrong guesses count. Lesson: limits (core)

import {
  mostPasswordBytes, PasswordsBusyError, verifyPassword,
} from '../../../auth/passwords/password.ts'
import type { Issue } from '../../../basics/check.ts'
import { minuteMs } from '../../../basics/clock.ts'
import type { Limits } from '../../../services/limits.ts'
import { takeOrRefuse } from '../../site/refusal.ts'
import type { Link } from '../links.ts'

const clientLimit = { name: 'link password', most: 10, windowMs: 10 * minuteMs }
const linkLimit = { name: 'link password of all', most: 1_000, windowMs: 60 * minuteMs }

const wrongPassword: Issue = { field: 'password', message: 'This is not the password' }

/**
 * Says what is wrong with a password; nothing when it's right, or when the link has none. It's
 * taken as it was typed, spaces included. Throws a Refusal `limited` after too many wrong ones.
 */
export async function checkLinkPassword(
  limits: Limits,
  { id, passwordHash }: Link,
  { password, client }: { password: string; client: string },
): Promise<Issue[]> {
  if (passwordHash === null) return []
  if (Buffer.byteLength(password) > mostPasswordBytes) return [wrongPassword]
  const guesses = [
    { limit: clientLimit, who: `${id} ${client}` },
    { limit: linkLimit, who: String(id) },
  ]
  const giveBack = () => Promise.all(guesses.map(({ limit, who }) => limits.giveBack(limit, who)))
  // Counted before hashing, so that guesses sent all at once are counted too.
  for (const guess of guesses) await takeOrRefuse(limits, guess)
  try {
    if (!await verifyPassword(password, passwordHash)) return [wrongPassword]
    await giveBack()
    return []
  } catch (error) {
    if (error instanceof PasswordsBusyError) await giveBack()
    throw error
  }
}
