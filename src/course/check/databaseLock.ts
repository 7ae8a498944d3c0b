// Holds the write lock of a database file, as another program does that is in the middle of a
// transaction. What a program reads meanwhile is out of date when it gets to write.

import { DatabaseSync } from 'node:sqlite'
import type { RequestPlan, Tools } from './check.ts'
import type { HttpExchange } from './exchange.ts'
import { Failure } from './failure.ts'
import { toByteText } from './report.ts'
import { formatRequest, receiveAnswer } from './request.ts'

// Statements, each with its values.
export type Change = readonly [sql: string, ...values: (string | number | null)[]]

// The program may be writing. It can also keep a transaction open forever.
const waitMs = 1_000

/**
 * Makes changes in a transaction, and commits it when `work` is done. Gives undefined, and runs no
 * `work`, when the program itself doesn't give up the lock.
 */
export async function whileLocked<Value>(
  path: string, changes: readonly Change[], work: () => Promise<Value>,
): Promise<Value | undefined> {
  const database = new DatabaseSync(path, { timeout: waitMs })
  try {
    if (!begin(database)) return undefined
    for (const [sql, ...values] of changes) database.prepare(sql).run(...values)
    const value = await work()
    database.exec('commit')
    return value
  } catch (error) {
    if (error instanceof Error && 'errcode' in error) {
      throw new Failure('unreadable-database', { actual: String(error) })
    }
    throw error
  } finally {
    // This undoes what wasn't committed.
    database.close()
  }
}

type LockTools<Id extends string> = Pick<Tools<Id>, 'connect' | 'database' | 'fail' | 'port'>

type LockedPlan = RequestPlan & {
  /** Made in a transaction that is committed when the program has had time to look. */
  changes: readonly Change[]
}

/**
 * Sends a request that has to wait for another transaction, and reads the response afterwards. What
 * the transaction changes still looks unchanged when the program reads. Gives undefined if the
 * program keeps a transaction of its own open.
 */
export async function sendBehindLock(
  { connect, database, fail, port }: LockTools<never>, { changes, ...plan }: LockedPlan,
): Promise<HttpExchange | undefined> {
  const connection = await connect()
  const request = formatRequest(plan, `localhost:${port}`)
  const isSent = await whileLocked(database, changes, async () => {
    connection.write(request)
    await connection.untilRead(sleepMs)
    return true
  })
  if (isSent === undefined) return undefined
  const outcome = await receiveAnswer(connection, plan)
  if (!('answer' in outcome)) return fail(outcome.id, { exchange: connection, ...outcome })
  return { turns: connection.turns, request: toByteText(request), answer: outcome.answer }
}

/**
 * Sends such a request, and reports a 5xx as the program's mistake; `expected` says what should
 * come instead. A 503 is fine: the program may not wait for the lock long enough.
 */
export async function sendWhileLocked(
  tools: LockTools<'server-blamed'>, { expected, ...plan }: LockedPlan & { expected: string },
): Promise<HttpExchange> {
  const { fail } = tools
  const exchange = await sendBehindLock(tools, plan)
  if (exchange === undefined) {
    return fail('unreadable-database', { actual: 'A transaction of the program stays open' })
  }
  const { status } = exchange.answer
  if (status < 500 || status === busyStatus) return exchange
  return fail('server-blamed', { exchange, mark: 'status', expected })
}

// How long the program has to sleep before the check takes it for waiting.
const sleepMs = 50
const busyStatus = 503

function begin(database: DatabaseSync): boolean {
  try {
    database.exec('begin immediate')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busyCode) return false
    throw error
  }
}

// https://sqlite.org/rescode.html#busy
const busyCode = 5
