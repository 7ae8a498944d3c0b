// Other programs use the file at the same time: the check itself, which holds the lock, and a
// second copy of the program.

import type { ServerCopy } from '../../src/course/check/check.ts'
import { whileLocked, type Change } from '../../src/course/check/databaseLock.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  areEqual, expectDone, isDone, isRefused, openAccounts, openPair, sendInPieces, sendTogether,
  sendTransfer, storedBalances, tellBalances, tellStatus, type BankTools,
} from './bank.ts'

const add = 'update accounts set balance = balance + ? where id = ?'

/** Another program changes a balance between the program's read and its write. */
export async function writeMeanwhile(tools: BankTools): Promise<void> {
  const { fresh } = tools
  const amount = fresh.integer(50, 90)
  // The other program takes most of the money.
  const first = await openUsedPair(tools)
  await meanwhile(tools, { ...first, amount }, {
    changes: [[add, -80, first.from], [add, 80, first.to]], expected: [20, 180],
    isCovered: false,
  })
  // It makes one of the balances larger: the old one and the new one cover the amount.
  const second = await openUsedPair(tools)
  await meanwhile(tools, { ...second, amount }, {
    changes: [[add, 1_000, second.from]], expected: [1_100 - amount, 100 + amount],
    isCovered: true,
  })
  const third = await openUsedPair(tools)
  await meanwhile(tools, { ...third, amount }, {
    changes: [[add, 1_000, third.to]], expected: [100 - amount, 1_100 + amount],
    isCovered: true,
  })
}

// The program has seen both accounts, so it can have kept their balances in a variable.
async function openUsedPair(tools: BankTools): Promise<{ from: number; to: number }> {
  const pair = openPair(tools, [101, 99])
  expectDone(tools, await sendTransfer(tools, { ...pair, amount: 1 }))
  return pair
}

async function meanwhile(
  tools: BankTools, transfer: { from: number; to: number; amount: number },
  { changes, expected, isCovered }: {
    changes: readonly Change[]; expected: readonly number[]; isCovered: boolean
  },
): Promise<void> {
  const { fail } = tools
  const exchange = await sendWhileLocked(tools, changes, () => sendTransfer(tools, transfer))
  if (exchange.answer.status >= 500 || (isCovered && isRefused(exchange))) {
    return fail('busy-failed', tellStatus(exchange, 'a response like after any other transfer'))
  }
  const stored = storedBalances(tools, [transfer.from, transfer.to])
  if (areEqual(stored, expected)) return
  return fail('stale-read', tellBalances(exchange, expected, stored))
}

// Sends something that has to wait until these changes are committed.
async function sendWhileLocked<Value>(
  { fail, connect, database }: BankTools, changes: readonly Change[], send: () => Promise<Value>,
): Promise<Value> {
  const watching = await connect()
  const held = await whileLocked(database, changes, async () => {
    const sending = send()
    // What goes wrong with it is told to the one who waits for it below.
    sending.catch(() => {})
    await watching.untilRead(60)
    return { sending }
  })
  watching.destroy()
  if (held === undefined) return fail('left-open')
  return held.sending
}

/** While the body of a transfer arrives, another one is sent. */
export async function sendSlowly(tools: BankTools): Promise<void> {
  const { connect, fail, fresh } = tools
  const pair = openPair(tools, [500, 500])
  const [first, second] = [fresh.integer(1, 250), fresh.integer(1, 250)]
  const slow = { connection: await connect(), transfer: { ...pair, amount: first } }
  const quick = { connection: await connect(), transfer: { ...pair, amount: second } }
  let sending: Promise<readonly HttpExchange[]> | undefined
  const exchange = await sendInPieces(tools, slow, async () => {
    sending = sendTogether(tools, [quick])
    // What goes wrong with it is told below.
    sending.catch(() => {})
    // A server that handles one connection at a time responds to the slow one first.
    await quick.connection.waitFor((received) => received !== '', 500)
  })
  const exchanges = [...await sending ?? [], exchange]
  const failed = exchanges.find((each) => !isDone(each))
  if (failed !== undefined) return fail('mixed-up', tellStatus(failed, 'status 201'))
  const expected = [500 - first - second, 500 + first + second]
  const stored = storedBalances(tools, [pair.from, pair.to])
  if (areEqual(stored, expected)) return
  return fail('mixed-up', tellBalances(exchange, expected, stored))
}

/** Twenty transfers at once to one copy of the program, and then fifty to two. */
export async function sendFifty(tools: BankTools): Promise<void> {
  await sendCrowd(tools, [tools], 20)
  const copy = await tools.startCopy()
  await sendCrowd(tools, [tools, copy], 50)
}

type Sender = Pick<ServerCopy, 'connect'>
type Sent = { from: number; to: number; amount: number; exchange: HttpExchange }

async function sendCrowd(
  tools: BankTools, senders: readonly Sender[], size: number,
): Promise<void> {
  const ids = openAccounts(tools, [100, 2_000, 2_000, 2_000])
  const waiting = await Promise.all(makeCrowd(tools, ids, size).map(async (transfer, index) => {
    const { connect } = senders[index % senders.length] ?? tools
    return { transfer, connection: await connect() }
  }))
  // Each copy accepts its connections. Then its first transfer waits for the lock, and meanwhile
  // the others arrive: so they meet.
  const newest = waiting.slice(-senders.length)
  await Promise.all(newest.map(({ connection }) => connection.untilRead()))
  const before = storedBalances(tools, ids).map(Number)
  const exchanges = await sendWhileLocked(tools, [], () => sendTogether(tools, waiting))
  const sent = exchanges.flatMap((exchange, index) => {
    const transfer = waiting[index]?.transfer
    return transfer === undefined ? [] : [{ ...transfer, exchange }]
  })
  judgeCrowd(tools, { ids, before, sent, isAlone: senders.length === 1 })
}

// Ten of the transfers of the first account can be made: it pays all the time, and gets nothing.
function makeCrowd(
  { fresh }: BankTools, [poor = 0, ...others]: readonly number[], size: number,
): Omit<Sent, 'exchange'>[] {
  return fresh.shuffle([
    ...Array.from({ length: size - 8 }, () => ({ from: poor, to: fresh.pick(others), amount: 10 })),
    ...Array.from({ length: 8 }, () => {
      const [from = 0, to = 0] = fresh.shuffle(others)
      return { from, to, amount: fresh.integer(1, 50) }
    }),
  ])
}

function judgeCrowd(
  tools: BankTools,
  { ids, before, sent, isAlone }: {
    ids: readonly number[]; before: readonly number[]; sent: readonly Sent[]; isAlone: boolean
  },
): void {
  const { fail, query } = tools
  const failed = sent.find(({ exchange }) => !isDone(exchange) && !isRefused(exchange))
  if (failed !== undefined) {
    return fail(isAlone ? 'mixed-up' : 'busy-failed',
      tellStatus(failed.exchange, 'a status below 500'))
  }
  const done = sent.filter(({ exchange }) => isDone(exchange))
  const sum = (some: readonly Sent[]) => some.reduce((total, { amount }) => total + amount, 0)
  const expected = ids.map((id, index) => (before[index] ?? 0)
    + sum(done.filter(({ to }) => to === id)) - sum(done.filter(({ from }) => from === id)))
  const after = storedBalances(tools, ids)
  const last = done.at(-1)?.exchange
  if (Number(after[0]) < 0 || !areEqual(after, expected)) {
    return fail(isAlone ? 'mixed-up' : 'stale-read', tellBalances(last, expected, after))
  }
  if (after[0] !== 0) return fail('transfer-refused', tellBalances(last, [0], after.slice(0, 1)))
  const places = ids.map(() => '?').join()
  const sql = `select count(*) as count from transfers where sender in (${places})`
  const rows = Number(query(sql, ...ids)[0]?.['count'])
  if (rows === done.length) return
  return fail('not-recorded', {
    exchange: last, expected: `${done.length} rows in transfers, one for each success`,
    actual: `${rows} rows`,
  })
}
