// Whether the number of a step is set in the transaction of the step. Only the SQL log shows that,
// so it's judged for programs in Node alone.

import type { ProgramEvent } from '../../src/course/check/events.ts'
import type { AddressBookTools } from './addressBook.ts'

/** Judges the statements of the last start. */
export function judgeTransactions({ events, fail }: AddressBookTools): void {
  const alone = findLoneVersion(events())
  if (alone === undefined) return
  fail('version-outside', {
    expected: 'pragma user_version = … between begin and commit',
    actual: `\`${alone}\` ran when no transaction was open`,
  })
}

/** Finds a statement that sets the version when its connection has no transaction open. */
function findLoneVersion(events: readonly ProgramEvent[]): string | undefined {
  const open = new Set<number | undefined>()
  for (const event of events) {
    if (event.event !== 'sql') continue
    const { sql, connection } = event
    if (/^\s*(?:begin|savepoint)\b/i.test(sql)) open.add(connection)
    // Whether the last savepoint was released can't be told from one statement.
    if (/^\s*release\b/i.test(sql)) return undefined
    if (/^\s*(?:commit|end|rollback(?!.*\bto\b))\b/i.test(sql)) open.delete(connection)
    if (/^\s*pragma\s+(?:\w+\.)?user_version\s*[=(]/i.test(sql) && !open.has(connection)) return sql
  }
  return undefined
}
