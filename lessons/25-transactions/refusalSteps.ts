// Transfers that can't be made: each is refused, changes nothing, and ends its transaction.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  areEqual, expectClosed, expectStored, isDone, isRefused, openPair, sendTransfer,
  storedBalances, tellBalances, tellStatus, type BankTools, type Transfer,
} from './bank.ts'
import type { Id } from './findings.ts'

/** More money than there is; and then exactly as much. */
export async function refuseOverdraft(tools: BankTools): Promise<void> {
  const { fresh, fail } = tools
  const balance = fresh.integer(50, 900)
  for (const surplus of [1, fresh.integer(2, 5_000)]) {
    const pair = openPair(tools, [balance, 7])
    await expectRefusal(tools, { ...pair, amount: balance + surplus }, 'overdrawn')
    const exchange = await sendTransfer(tools, { ...pair, amount: balance })
    const isLocked = exchange.answer.status >= 500
    if (!isDone(exchange)) {
      return fail(isLocked ? 'left-open' : 'transfer-refused', tellStatus(exchange, 'status 201'))
    }
    const { from, to } = pair
    const stored = storedBalances(tools, [from, to])
    if (!areEqual(stored, [0, balance + 7])) {
      return fail('left-open', tellBalances(exchange, [0, balance + 7], stored))
    }
  }
}

/** Accounts that don't exist, on either side. */
export async function refuseUnknown(tools: BankTools): Promise<void> {
  const { from, to } = openPair(tools, [500, 500])
  const nobody = 900_000 + tools.fresh.integer(1, 90_000)
  for (const transfer of [{ from, to: nobody }, { from: nobody, to }, { from, to: 0 }]) {
    const accounts = { from, to }
    const amount = tools.fresh.integer(1, 500)
    await expectRefusal(tools, { ...transfer, amount }, 'unknown-account-accepted', accounts)
    await expectStored(tools)
  }
}

/** Values that make no sense. */
export async function refuseValues(tools: BankTools): Promise<void> {
  const { fresh } = tools
  const accounts = openPair(tools, [500, 500])
  const { from, to } = accounts
  const amounts = [0, -1, -fresh.integer(2, 400), 0.5, 1e99, -1e99, 2 ** 63, null, true, [5], {},
    '', '5', fresh.word(), '1 or 1=1', undefined]
  for (const amount of fresh.shuffle(amounts)) {
    await expectRefusal(tools, { from, to, amount }, 'bad-amount-accepted')
  }
  for (const wrong of fresh.shuffle([null, 1.5, 1e99, [to], fresh.word(), undefined])) {
    await expectRefusal(tools, { from, to: wrong, amount: 5 }, 'bad-amount-accepted', accounts)
    await expectRefusal(tools, { from: wrong, to, amount: 5 }, 'bad-amount-accepted', accounts)
  }
  // This one also finds what the others have left behind.
  await expectRefusal(tools, { from, to: from, amount: 5 }, 'to-itself', accounts)
  await expectStored(tools)
}

// Sends a transfer that must get a 4xx, and looks for what it changed in two accounts.
async function expectRefusal(
  tools: BankTools, transfer: Transfer,
  id: Id & ('overdrawn' | 'bad-amount-accepted' | 'unknown-account-accepted' | 'to-itself'),
  accounts: { from: unknown; to: unknown } = transfer,
): Promise<void> {
  const { fail } = tools
  const ids = [Number(accounts.from), Number(accounts.to)]
  const count = () => Number(tools.query('select count(*) as count from transfers')[0]?.['count'])
  const [before, rowsBefore] = [storedBalances(tools, ids), count()]
  const exchange = await sendTransfer(tools, transfer)
  // What concerns only the values is refused before the file is touched, or not at all.
  if (id !== 'bad-amount-accepted') await expectClosed(tools, exchange, ids)
  const [after, added] = [storedBalances(tools, ids), count() - rowsBefore]
  const hasChanged = !areEqual(before, after) || added !== 0
  if (isDone(exchange)) {
    const isSilent = id === 'overdrawn' && !hasChanged
    return fail(isSilent ? 'success-without-transfer' : id, tellOutcome(exchange, before, after))
  }
  if (hasChanged) {
    const evidence = tellBalances(exchange, before, after)
    return fail('changed-by-refusal', added === 0 ? evidence : {
      ...evidence, actual: `${evidence.actual}, and ${added} more row in transfers`,
    })
  }
  if (!isRefused(exchange)) return fail('server-blamed', tellStatus(exchange, '400 to 499'))
}

function tellOutcome(exchange: HttpExchange, before: unknown[], after: unknown[]) {
  return {
    ...tellStatus(exchange, `a status from 400 to 499, and the balances ${before.join(' and ')}`),
    actual: `status ${exchange.answer.status}, and the balances ${after.join(' and ')}`,
  }
}
