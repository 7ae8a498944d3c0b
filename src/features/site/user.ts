// How a request names a user, and how the API shows one: to themselves and to an administrator.
// Lesson: user-management (tour)

import type { ListedSignIn } from '../../auth/access/identity.ts'
import type { User } from '../../auth/access/users.ts'
import { isBlank } from '../../auth/passwords/passwordRules.ts'
import { string, type Issue } from '../../basics/check.ts'
import { formatTime } from '../../basics/clock.ts'
import { versionTag } from '../../http/conditional.ts'
import { json, type Reply } from '../../http/reply.ts'
import { parseAddress } from '../../services/mail/address.ts'
import { Refusal } from './refusal.ts'

/** The checker of an email address; `readEmail` reads what it lets through. */
export const emailText = string({ min: 1, max: 254 })

/** Reads an email address as it's stored. Throws a Refusal `invalid`. */
export function readEmail(text: string): string {
  const address = parseAddress(text.trim())
  if (address === undefined) throw new Refusal('invalid', [notAnAddress])
  return address
}

// Control characters, line breaks, and invisible characters such as direction marks and soft
// hyphens: they could make one name look like another, and a search would miss it.
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
// Emojis, their flags and some scripts need joiners, variation selectors and tags.
const needed = /[\u200c\u200d\p{Variation_Selector}\u{e0020}-\u{e007f}]+/gu

/** Says whether a name is on one line and has no hidden characters. */
export function isPlainName(name: string): boolean {
  if (hidden.test(name.replaceAll(needed, ''))) return false
  return name.trim() === '' || !isBlank(name)
}

export const notAnAddress: Issue = {
  field: 'email', message: 'Write an address like ada@example.org',
}

/** Shows a user in JSON. */
export function describeUser(user: User) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    createdAt: formatTime(user.createdAt),
    updatedAt: formatTime(user.updatedAt),
    disabledAt: user.disabledAt === null ? null : formatTime(user.disabledAt),
    hasPassword: user.hasPassword === 1,
    hasSecondFactor: user.hasSecondFactor === 1,
    version: user.version,
  }
}

/** Shows a browser or program that is signed in, in JSON. */
export function describeSignIn({ id, agent, createdAt, seenAt }: ListedSignIn) {
  return { id, agent, createdAt: formatTime(createdAt), seenAt: formatTime(seenAt) }
}

/** Makes the response with a user, and whatever more there is to show, under its ETag. */
export function userReply(user: User, more: object = {}): Reply {
  // Compression would make the tag weak, and If-Match takes strong ones only.
  const headers = { 'cache-control': 'no-store, no-transform', etag: versionTag(user) }
  return json({ ...describeUser(user), ...more }, 200, headers)
}
