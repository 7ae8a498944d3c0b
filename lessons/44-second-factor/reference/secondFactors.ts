// The SQL of second factors: the secret that a user's app has, and recovery codes for the day when
// the phone is lost. A password that somebody has found out isn't enough any more.

import { randomBytes } from 'node:crypto'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { encodeBase32 } from './base32.ts'
import { transaction } from './database.ts'
import { hashToken } from './tokens.ts'
import { findStep } from './totp.ts'

export type SecondFactors = {
  /** Makes a secret, which has no effect yet; undefined when a factor is on already. */
  begin(user: number): Uint8Array | undefined
  /** Switches the factor on with a first code, and gives recovery codes, shown this once. */
  enable(user: number, code: string): readonly string[] | undefined
  /** Uses up a code of the app, or a recovery code. Says whether it was right. */
  useCode(user: number, code: string): boolean
  disable(user: number): void
}

const secretBytes = 20
const codeCount = 10
const codeBytes = 10
const longestTyped = 50

/** Gives what can be done with the second factors of a database. */
export function createSecondFactors(database: DatabaseSync): SecondFactors {
  const insert = database.prepare(`
    insert into second_factors (user, secret) values (?, ?)
    on conflict (user) do update set secret = excluded.secret where enabled_at is null
    returning user`)
  const select = database.prepare(`
    select secret, last_step from second_factors where user = ? and (enabled_at is null) = ?`)
  // Each code counts once. Of two requests with the same one, only one changes the row.
  const useStep = database.prepare(`
    update second_factors set last_step = ?1, enabled_at = coalesce(enabled_at, ?2)
    where user = ?3 and last_step < ?1`)
  const insertCode = database.prepare('insert into recovery_codes (user, code_hash) values (?, ?)')
  const useRecovery = database.prepare(
    'delete from recovery_codes where user = ? and code_hash = ?')
  const remove = database.prepare('delete from second_factors where user = ?')

  function useAppCode(user: number, code: string, isPending: boolean): boolean {
    const row = select.get(user, Number(isPending))
    const step = row && findStep(secretOf(row), code, Number(row['last_step']))
    return step !== undefined && useStep.run(step, Date.now(), user).changes > 0
  }

  return {
    begin(user) {
      const secret = randomBytes(secretBytes)
      const row = insert.get(user, secret.toString('base64url'))
      return row === undefined ? undefined : secret
    },
    enable: (user, code) => transaction(database, () => {
      if (!useAppCode(user, normalize(code), true)) return undefined
      const codes = Array.from({ length: codeCount }, () =>
        encodeBase32(randomBytes(codeBytes)).toLowerCase())
      for (const each of codes) insertCode.run(user, hashToken(each))
      return codes.map((each) => each.replaceAll(/....\B/g, '$&-'))
    }),
    useCode(user, code) {
      const typed = normalize(code)
      return useAppCode(user, typed, false)
        || useRecovery.run(user, hashToken(typed)).changes > 0
    },
    disable: (user) => void remove.run(user),
  }
}

function secretOf(row: Record<string, SQLOutputValue>): Uint8Array {
  return Buffer.from(String(row['secret']), 'base64url')
}

// People type spaces, hyphens and capitals.
function normalize(code: string): string {
  return code.slice(0, longestTyped).toLowerCase().replaceAll(/[\s-]/g, '')
}
