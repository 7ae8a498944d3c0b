// Opens accounts, sends transfers, and compares the balances in the file with those that the
// program tells.

import type { Evidence, RequestPlan, ServerCopy, Tools } from '../../src/course/check/check.ts'
import { whileLocked } from '../../src/course/check/databaseLock.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import type { Id } from './findings.ts'

export type BankTools = Tools<Id>
export type Transfer = { from: unknown; to: unknown; amount: unknown }
type Sender = Pick<ServerCopy, 'send'>

const json = [['Content-Type', 'application/json']] as const
// A transfer can wait for many others, and a slow disk.
const patienceMs = 8_000

/** Adds accounts with these balances to the file; gives their ids. */
export function openAccounts(
  { fresh, query, change }: BankTools, balances: readonly number[],
): number[] {
  let id = Number(query('select max(id) as last from accounts')[0]?.['last'])
  const rows = balances.flatMap((balance) => {
    id += fresh.integer(1, 3)
    return [id, `${fresh.name()} O'${fresh.foreignText()}`, balance]
  })
  const places = balances.map(() => '(?, ?, ?)').join()
  change(`insert into accounts (id, owner, balance) values ${places}`, ...rows)
  return rows.filter((_, index) => index % 3 === 0).map(Number)
}

/** Opens two accounts and says what they are. */
export function openPair(
  tools: BankTools, balances: readonly [number, number],
): { from: number; to: number } {
  const [from = 0, to = 0] = openAccounts(tools, balances)
  return { from, to }
}

export function sendTransfer({ send }: Sender, transfer: Transfer): Promise<HttpExchange> {
  return send(planOf(transfer))
}

/** A transfer, and the connection that was opened for it. */
export type Waiting = { connection: RawConnection; transfer: Transfer }

/** Sends transfers at the same moment. */
export async function sendTogether(
  tools: BankTools, waiting: readonly Waiting[],
): Promise<readonly HttpExchange[]> {
  for (const { connection, transfer } of waiting) {
    connection.write(formatRequest(planOf(transfer), 'localhost'))
  }
  return Promise.all(waiting.map((each) => receive(tools, each)))
}

/** Sends a transfer in two pieces, and does something in between. */
export async function sendInPieces(
  tools: BankTools, waiting: Waiting, between: () => Promise<unknown>,
): Promise<HttpExchange> {
  const { connection, transfer } = waiting
  const bytes = formatRequest(planOf(transfer), 'localhost')
  connection.write(bytes.subarray(0, -5))
  await connection.untilRead()
  await between()
  connection.write(bytes.subarray(-5))
  return receive(tools, waiting)
}

async function receive(
  { fail }: BankTools, { connection, transfer }: Waiting,
): Promise<HttpExchange> {
  const outcome = await receiveAnswer(connection, planOf(transfer))
  if ('answer' in outcome) return { turns: connection.turns, request: '', answer: outcome.answer }
  return fail(outcome.id, { exchange: connection, actual: outcome.actual })
}

function planOf(transfer: Transfer): RequestPlan {
  const body = JSON.stringify(transfer)
  return { method: 'POST', target: '/transfers', headers: json, body, timeoutMs: patienceMs }
}

export function isDone({ answer: { status } }: HttpExchange): boolean {
  return status >= 200 && status < 300
}

/** Fails unless a transfer that the balance covers was made. */
export function expectDone({ fail }: BankTools, exchange: HttpExchange): void {
  if (isDone(exchange)) return
  const id = exchange.answer.status >= 500 ? 'transfer-fails' : 'transfer-refused'
  fail(id, tellStatus(exchange, 'status 201'))
}

export function isRefused({ answer: { status } }: HttpExchange): boolean {
  return status >= 400 && status < 500
}

/** The balances in the file, in the order of the ids. */
export function storedBalances({ query }: BankTools, ids: readonly number[]): unknown[] {
  const places = ids.map(() => '?').join()
  const rows = query(`select id, balance from accounts where id in (${places})`, ...ids)
  return ids.map((id) => rows.find((row) => row['id'] === id)?.['balance'])
}

/** How many transfers from one account to another are in the file. */
export function countTransfers({ query }: BankTools, { from, to }: Transfer): number {
  const sql = 'select count(*) as count from transfers where sender = ? and receiver = ?'
  return Number(query(sql, Number(from), Number(to))[0]?.['count'])
}

/** The balances that the program itself tells. */
export async function toldBalances(
  tools: BankTools, ids: readonly number[],
): Promise<{ balances: unknown[]; exchange: HttpExchange | undefined }> {
  const balances: unknown[] = []
  let exchange: HttpExchange | undefined
  for (const id of ids) {
    exchange = await tools.send({ target: `/accounts/${id}` })
    const given = exchange.answer.json()
    balances.push(typeof given === 'object' && given !== null
      ? Reflect.get(given, 'balance') : exchange.answer.text.slice(0, 100))
  }
  return { balances, exchange }
}

/** Says how the balances of two accounts should be, and how they are. */
export function tellBalances(
  exchange: HttpExchange | undefined, expected: readonly unknown[], actual: readonly unknown[],
): Evidence {
  return {
    exchange, expected: `the balances ${expected.join(' and ')}`,
    actual: `the balances ${actual.join(' and ')}`,
  }
}

/** Says which status should have come. */
export function tellStatus(exchange: HttpExchange, expected: string): Evidence {
  return { exchange, mark: 'status', expected, actual: `status ${exchange.answer.status}` }
}

export function areEqual(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.join() === others.join()
}

/**
 * After a transfer that wasn't made: nobody holds the lock of the file, and the program tells the
 * balances that are stored.
 */
export async function expectClosed(
  tools: BankTools, last: HttpExchange, ids: readonly number[],
): Promise<void> {
  await expectUnlocked(tools, last)
  const stored = storedBalances(tools, ids)
  const { balances, exchange } = await toldBalances(tools, ids)
  const isKnown = stored.every((balance) => typeof balance === 'number')
  if (!isKnown || areEqual(stored, balances)) return
  return tools.fail('changed-by-refusal', tellBalances(exchange, stored, balances))
}

/** Fails if the program holds the lock of the file after a response. */
export async function expectUnlocked(
  { database, fail }: BankTools, exchange: HttpExchange,
): Promise<void> {
  const isFree = await whileLocked(database, [], async () => true)
  if (isFree === true) return
  fail('left-open', {
    exchange, expected: 'no open transaction after the response',
    actual: 'a second later, another program still gets "database is locked"',
  })
}

/** Sends a transfer that must be made and stored, because nothing is wrong with it. */
export async function expectStored(tools: BankTools): Promise<void> {
  const [balance, amount] = [tools.fresh.integer(500, 900), tools.fresh.integer(1, 500)]
  const { from, to } = openPair(tools, [balance, 0])
  const exchange = await sendTransfer(tools, { from, to, amount })
  if (!isDone(exchange)) {
    const id = exchange.answer.status >= 500 ? 'left-open' : 'transfer-refused'
    return tools.fail(id, tellStatus(exchange, 'status 201'))
  }
  const stored = storedBalances(tools, [from, to])
  const expected = [balance - amount, amount]
  if (!areEqual(stored, expected)) {
    return tools.fail('left-open', tellBalances(exchange, expected, stored))
  }
}
