// Finds out where a salt comes from, if it isn't random.

import { createHash } from 'node:crypto'

const digests = ['md5', 'sha1', 'sha256', 'sha512']

/** Says what two salts show about their source; undefined when they look random. The first one is
 * the salt of the account with these spellings of its address. */
export function findSaltSource(
  emails: readonly string[], salt: Uint8Array, other: Uint8Array,
): string | undefined {
  const bytes = Buffer.from(salt)
  const sources = emails.flatMap((email) => [
    ['text', Buffer.from(email)] as const,
    ...digests.map((name) => [name, createHash(name).update(email).digest()] as const),
  ])
  const found = sources.find(([, source]) => startsAlike(bytes, source)
    || startsAlike(Buffer.from(bytes.toString('latin1'), 'hex'), source))
  if (found !== undefined) return `the salt is the ${found[0]} of the address`
  const same = bytes.filter((byte, index) => byte === other[index]).length
  return same * 2 > bytes.length ? `${same} of ${bytes.length} bytes are the same` : undefined
}

// A salt can be cut off, or be filled up.
function startsAlike(salt: Buffer, source: Buffer): boolean {
  const length = Math.min(salt.length, source.length)
  return length >= 16 && salt.subarray(0, length).equals(source.subarray(0, length))
}
