// What is in the tables of refresh tokens, and what a check changes there.

import type { Account } from '../35-passwords/client.ts'
import type { TokenTools } from './programs.ts'

const minuteMs = 60_000

export type Family = { id: number; expiresAt: number }

/** Reads the family of the user's last sign-in. */
export function readFamily({ query, fail }: TokenTools, { email }: Account): Family {
  const [row] = query(`
    select token_families.id, token_families.expires_at from token_families
    join users on users.id = token_families.user where email = ?
    order by token_families.id desc`, email)
  const { id, expires_at: expiresAt } = { ...row }
  if (typeof id === 'number' && typeof expiresAt === 'number') return { id, expiresAt }
  return fail('not-in-tables', {
    expected: `a row of token_families whose user is ${email}`,
    actual: row === undefined ? 'none' : JSON.stringify(row),
  })
}

/** Fails unless the user's last family has a token that can be used, and used ones with a time. */
export function expectInTables(tools: TokenTools, account: Account): void {
  const { id } = readFamily(tools, account)
  const tokens = tools.query('select used_at from refresh_tokens where family = ?', id)
  const early = tokens.map((token) => token['used_at'])
    .find((time) => typeof time === 'number' && time < Date.now() - minuteMs)
  if (early !== undefined) {
    return tools.fail('not-in-tables', {
      expected: `used_at is null, and after the use its time in ms, about ${Date.now()}`,
      actual: String(early),
    })
  }
  if (tokens.some((token) => token['used_at'] === null)) return
  tools.fail('not-in-tables', {
    expected: `a row of refresh_tokens with family = ${id}, and null in used_at`,
    actual: `${tokens.length} rows with this family, all of them used`,
  })
}

/** Sets when a family ends. */
export function endAt({ change }: TokenTools, family: Family, time: number): void {
  change('update token_families set expires_at = ? where id = ?', time, family.id)
}

/** Makes all uses of a family's tokens look as if they had been an hour ago. */
export function letHourPass({ change }: TokenTools, { id }: Family): void {
  change(`
    update refresh_tokens set used_at = used_at - 3600000
    where family = ? and used_at is not null`, id)
}
