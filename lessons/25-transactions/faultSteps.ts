// Makes one statement of a transfer fail, by a trigger in the file, and looks for what stayed.

import type { Evidence } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statementsDuring } from '../../src/course/check/statements.ts'
import {
  areEqual, countTransfers, expectClosed, expectStored, isDone, isRefused, openPair, sendTransfer,
  storedBalances, tellBalances, tellStatus, type BankTools, type Transfer,
} from './bank.ts'

type Pair = { from: number; to: number }

// What fails, and how. "rollback" ends the whole transaction, as a full disk can.
const faults: readonly { name: string; trigger(pair: Pair): string; action: string }[] = [
  { name: 'credit', action: 'abort', trigger: ({ to }) => updateOf(to) },
  { name: 'debit', action: 'abort', trigger: ({ from }) => updateOf(from) },
  { name: 'record', action: 'abort', trigger: insertOf },
  { name: 'credit_again', action: 'rollback', trigger: ({ to }) => updateOf(to) },
  { name: 'record_again', action: 'rollback', trigger: insertOf },
]

/** Each statement of a transfer fails once, and then a transfer that fits must work. */
export async function failInTheMiddle(tools: BankTools): Promise<void> {
  for (const { name, trigger, action } of faults) {
    const pair = openPair(tools, [900, 900])
    tools.change(`create trigger ${name}_fails ${trigger(pair)}
      begin select raise(${action}, 'The disk is on fire'); end`)
    await expectNothing(tools, { ...pair, amount: tools.fresh.integer(1, 900) })
    await expectStored(tools)
  }
}

function updateOf(id: number): string {
  return `before update on accounts when new.id = ${id}`
}

function insertOf({ from }: Pair): string {
  return `before insert on transfers when new.sender = ${from}`
}

async function expectNothing(tools: BankTools, transfer: Transfer & Pair): Promise<void> {
  const { fail } = tools
  const ids = [transfer.from, transfer.to]
  let exchange: HttpExchange | undefined
  const statements = await statementsDuring(tools, async () => {
    exchange = await sendTransfer(tools, transfer)
  })
  if (exchange === undefined) return
  const stored = storedBalances(tools, ids)
  const rows = countTransfers(tools, transfer)
  if (!areEqual(stored, [900, 900]) || rows > 0) {
    const hasBegun = statements.some(({ sql }) => /^\s*(?:begin|savepoint)\b/i.test(sql))
    // Once money has moved completely, only the row in transfers can have been left to do.
    const isSplit = hasBegun || stored.every((balance) => balance !== 900)
    return fail(isSplit ? 'outside-transaction' : 'half-done', tellHalf(exchange, stored, rows))
  }
  await expectClosed(tools, exchange, ids)
  if (isDone(exchange)) {
    return fail('success-without-transfer', tellStatus(exchange, 'status 500 or 503'))
  }
  if (isRefused(exchange)) return fail('client-blamed', tellStatus(exchange, 'status 500 or 503'))
}

function tellHalf(exchange: HttpExchange, stored: readonly unknown[], rows: number): Evidence {
  const evidence = tellBalances(exchange, [900, 900], stored)
  return {
    ...evidence,
    expected: `${evidence.expected}, and no row in transfers, as before`,
    actual: `${evidence.actual}, and ${rows === 0 ? 'no row' : 'a row'} in transfers`,
  }
}
