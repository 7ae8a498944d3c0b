// Codes to print and keep in a drawer: each replaces the authenticator app once, when the phone is
// lost. They're long and random, so unlike passwords they can't be guessed, not even from a stolen
// database: storing their SHA-256 is enough (OWASP ASVS 5.0, 6.5.2: from 112 bits on).
// Lesson: second-factor (tour)

import { hash } from 'node:crypto'
import { decodeBase32, encodeBase32 } from '../../basics/base32.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

const codeCount = 10
// 120 bits: 24 letters in six groups.
const codeBytes = 15
// Codes used to have 80 bits. Those that were printed then are still valid.
const formerCodeBytes = 10
// Room for spaces and hyphens between the letters.
const longestTyped = 50

/** Makes ten codes such as `mzxw-6ytb-oi2g-k43u-mzxw-6ytb`. They are shown once. */
export function makeRecoveryCodes(random: Random): string[] {
  return Array.from({ length: codeCount }, () => formatCode(random(codeBytes)))
}

/**
 * Returns the hash that is stored of a code; undefined for text that can't be a code. Capitals,
 * spaces and hyphens make no difference, including those that word processors put in their place.
 */
export function hashRecoveryCode(typed: string): Uint8Array | undefined {
  if (typed.length > longestTyped) return undefined
  const bytes = decodeBase32(typed.replaceAll(/[\p{Zs}\t\p{Pd}]/gu, ''))
  const isCode = bytes?.length === codeBytes || bytes?.length === formerCodeBytes
  return isCode ? hash('sha256', formatCode(bytes), 'buffer') : undefined
}

/** Gives a user these codes in place of all others; nothing when the account was deleted. */
export function replaceRecoveryCodes(user: number, codes: readonly string[]): readonly Sql[] {
  return [deleteRecoveryCodes(user), ...codes.map((code) => sql`
    insert into recovery_codes (user, code_hash)
    select id, ${hashRecoveryCode(code) ?? null} from users where id = ${user}`)]
}

/** Uses up a code. It changes nothing for a wrong one. */
export function useRecoveryCode(user: number, typed: string): Sql {
  return sql`
    delete from recovery_codes
    where user = ${user} and code_hash = ${hashRecoveryCode(typed) ?? null}`
}

export function deleteRecoveryCodes(user: number): Sql {
  return sql`delete from recovery_codes where user = ${user}`
}

/** Counts the codes that a user has left. */
export async function countRecoveryCodes(database: Database, user: number): Promise<number> {
  const row = await database.one(sql<{ count: number }>`
    select count(*) as count from recovery_codes where user = ${user}`)
  return row?.count ?? 0
}

function formatCode(bytes: Uint8Array): string {
  return encodeBase32(bytes).toLowerCase().replaceAll(/....\B/g, '$&-')
}
