// Codes to print and keep in a drawer: each replaces the authenticator app once, when the telephone
// is lost. They are random and long, so a plain SHA-256 is enough to store them: there is nothing
// to guess, other than with a password. Lesson: second-factor (tour)

import { hash } from 'node:crypto'
import { decodeBase32, encodeBase32 } from '../../basics/base32.ts'
import type { Random } from '../../basics/random.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'

const codeCount = 10
// 80 bits: sixteen letters in four groups.
const codeBytes = 10
// Room for spaces and hyphens between the letters.
const longestTyped = 50

/** Makes ten codes such as `mzxw-6ytb-oi2g-k43u`. They are shown once. */
export function makeRecoveryCodes(random: Random): string[] {
  return Array.from({ length: codeCount }, () => formatCode(random(codeBytes)))
}

/**
 * Returns what is stored of a code, and looked for when one is typed; undefined for what cannot be
 * a code. Capitals, spaces and hyphens make no difference.
 */
export function hashRecoveryCode(typed: string): Uint8Array | undefined {
  if (typed.length > longestTyped) return undefined
  const bytes = decodeBase32(typed.replaceAll('-', ''))
  return bytes?.length === codeBytes ? hash('sha256', formatCode(bytes), 'buffer') : undefined
}

/** Makes the statements that give a user these codes in place of all others. */
export function replaceRecoveryCodes(user: number, codes: readonly string[]): readonly Sql[] {
  return [deleteRecoveryCodes(user), ...codes.map((code) => sql`
    insert into recovery_codes (user, code_hash)
    values (${user}, ${hashRecoveryCode(code) ?? null})`)]
}

/** Makes the statement that uses up a code: it changes nothing for a wrong one. */
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
