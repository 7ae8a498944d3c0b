// What a database still has of a user, and what its audit trail says about the end of an account.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readSince } from './trail.ts'
import type { UserTools } from './tools.ts'

export type Traces = {
  /** The id of the user. */
  id: number
  /** What only this user has typed. */
  texts: readonly string[]
  /** The ids of their token families. */
  families?: readonly unknown[]
}

/**
 * Looks through all tables, and gives a row that is left. Buckets count tries of an address,
 * whether it has an account or not.
 */
export function findTrace(
  { query }: UserTools, { id, texts, families = [] }: Traces,
): string | undefined {
  const tables = query("select name from sqlite_master where type = 'table'")
    .map((table) => String(table['name']))
    .filter((table) => table !== 'buckets' && !table.startsWith('sqlite_'))
  for (const table of tables) {
    for (const row of query(`select * from "${table}"`)) {
      const text = Object.values(row).map(String).join('\n')
      const isTheirs = table !== 'audit_events' && row['user'] === id
      const isOfFamily = families.includes(row['family'] ?? undefined)
      if (!isTheirs && !isOfFamily && !texts.some((each) => text.includes(each))) continue
      return `in ${table}: ${JSON.stringify(row)}`
    }
  }
  return undefined
}

export type Ended = {
  /** The id of the user. */
  id: number
  /** The id of the newest event before all this. */
  last: number
  /** What may have happened just before the end, and be written just after it. */
  meanwhile?: readonly string[]
}

/** Fails if an account was deleted twice, or if something happened to it afterwards. */
export function expectOneEnd(
  tools: UserTools, exchange: HttpExchange | undefined, { id, last, meanwhile = [] }: Ended,
): void {
  const actions = readSince(tools, last).filter(({ user }) => user === id)
    .map(({ action }) => String(action))
  const later = actions.slice(actions.indexOf('account-deleted') + 1)
    .filter((action) => action !== 'sign-in-refused' && !meanwhile.includes(action))
  if (!actions.includes('account-deleted') || later.length === 0) return
  tools.fail('audit-false', {
    exchange, expected: `account-deleted is the last event of user ${id}`,
    actual: `After it, there is ${later.join(', ')}`,
  })
}
