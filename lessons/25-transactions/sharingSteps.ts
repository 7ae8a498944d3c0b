// Other programs use the file at the same time: the check itself, which holds the lock, and a
// second copy of the program.

import type { ServerCopy } from '../../src/course/check/check.ts'
import { whileLocked, type Change } from '../../src/course/check/databaseLock.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  areEqual, isDone, isRefused, openAccounts, openPair, sendTransfer, storedBalances, tellBalances,
  tellStatus, type BankTools,
} from './bank.ts'

const add = 'update accounts set balance = balance + ? where id = ?'

/** Another program changes a balance between the program's read and its write. */
export async function writeMeanwhile(tools: BankTools): Promise<void> {
  const { fresh } = tools
  const amount = fresh.integer(50, 90)
  // The other program takes most of the money.
  const first = openPair(tools, [100, 100])
  await meanwhile(tools, { ...first, amount }, {
    changes: [[add, -80, first.from], [add, 80, first.to]], expected: [20, 180],
  })
  // It makes one of the balances larger.
  const second = openPair(tools, [100, 100])
  await meanwhile(tools, { ...second, amount }, {
    changes: [[add, 1_000, second.from]], expected: [1_100 - amount, 100 + amount],
  })
  const third = openPair(tools, [100, 100])
  await meanwhile(tools, { ...third, amount }, {
    changes: [[add, 1_000, third.to]], expected: [100 - amount, 1_100 + amount],
  })
}

async function meanwhile(
  tools: BankTools, transfer: { from: number; to: number; amount: number },
  { changes, expected }: { changes: readonly Change[]; expected: readonly number[] },
): Promise<void> {
  const { fail, connect, database } = tools
  const watching = await connect()
  const held = await whileLocked(database, changes, async () => {
    const sending = sendTransfer(tools, transfer)
    // What goes wrong with it is told by the one who waits for it below.
    sending.catch(() => {})
    await watching.untilRead(60)
    return { sending }
  })
  watching.destroy()
  if (held === undefined) return fail('left-open')
  const exchange = await held.sending
  if (exchange.answer.status >= 500) {
    return fail('busy-failed', tellStatus(exchange, 'a response like after any other transfer'))
  }
  const stored = storedBalances(tools, [transfer.from, transfer.to])
  if (areEqual(stored, expected)) return
  return fail('stale-read', tellBalances(exchange, expected, stored))
}

/** Twenty transfers at once to one copy of the program, and then fifty to two. */
export async function sendFifty(tools: BankTools): Promise<void> {
  await sendCrowd(tools, [tools], 20)
  const copy = await tools.startCopy()
  await sendCrowd(tools, [tools, copy], 50)
}

type Sender = Pick<ServerCopy, 'send'>

async function sendCrowd(
  tools: BankTools, senders: readonly Sender[], size: number,
): Promise<void> {
  const { fresh, fail, query } = tools
  const [poor = 0, ...others] = openAccounts(tools, [100, 2_000, 2_000, 2_000])
  const ids = [poor, ...others]
  // Ten of the transfers of the poor account can be made: it pays all the time, and gets nothing.
  const wanted = fresh.shuffle([
    ...Array.from({ length: size - 8 }, () => ({ from: poor, to: fresh.pick(others), amount: 10 })),
    ...Array.from({ length: 8 }, () => {
      const [from = 0, to = 0] = fresh.shuffle(others)
      return { from, to, amount: fresh.integer(1, 50) }
    }),
  ])
  const before = storedBalances(tools, ids)
  const exchanges = await Promise.all(wanted.map((transfer, index) => {
    return sendTransfer(senders[index % senders.length] ?? tools, transfer)
  }))
  const failed = exchanges.find((exchange) => !isDone(exchange) && !isRefused(exchange))
  if (failed !== undefined) {
    const id = senders.length === 1 ? 'mixed-up' : 'busy-failed'
    return fail(id, tellStatus(failed, 'a status below 500'))
  }
  const after = storedBalances(tools, ids)
  const expected = [...before].map(Number)
  for (const [index, { from, to, amount }] of wanted.entries()) {
    const exchange = exchanges[index]
    if (exchange === undefined || !isDone(exchange)) continue
    expected[ids.indexOf(from)] = (expected[ids.indexOf(from)] ?? 0) - amount
    expected[ids.indexOf(to)] = (expected[ids.indexOf(to)] ?? 0) + amount
  }
  const done = exchanges.filter(isDone)
  const last: HttpExchange | undefined = done.at(-1)
  if (Number(after[0]) < 0 || !areEqual(after, expected)) {
    const id = senders.length === 1 ? 'mixed-up' : 'stale-read'
    return fail(id, tellBalances(last, expected, after))
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
