// Transfers money, with faults in the middle, other programs beside it, and kill -9 at the end.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import {
  areEqual, countTransfers, expectStored, isDone, openAccounts, openPair, sendTransfer,
  storedBalances, tellBalances, tellStatus, toldBalances, type BankTools,
} from './bank.ts'
import { failInTheMiddle } from './faultSteps.ts'
import { findings } from './findings.ts'
import { refuseOverdraft, refuseUnknown, refuseValues } from './refusalSteps.ts'
import { sendFifty, sendSlowly, writeMeanwhile } from './sharingSteps.ts'

// A commit waits for the disk, which can be slow, and there are many of them.
const patient = { deadlineMs: 15_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('A transfer moves money', moveMoney, patient),
    step('Nobody pays more than they have', refuseOverdraft, patient),
    step('Accounts that do not exist get nothing', refuseUnknown, patient),
    step('Values that make no sense are refused', refuseValues, patient),
    step('If one statement fails, nothing has happened', failInTheMiddle, patient),
    step('Another program writes between a read and a write', writeMeanwhile, patient),
    step('What was acknowledged is there after kill -9', surviveKill, patient),
    step('A transfer that arrives slowly disturbs no other', sendSlowly, patient),
    step('Fifty transfers at once, in one copy and in two', sendFifty, { deadlineMs: 30_000 }),
    survivalStep('/transfers'),
  ],
})

async function moveMoney(tools: BankTools): Promise<void> {
  const { fresh, fail } = tools
  const balances = [fresh.integer(100, 900), fresh.integer(100, 900), fresh.integer(100, 900)]
  const [from = 0, to = 0, bystander = 0] = openAccounts(tools, balances)
  const ids = [from, to, bystander]
  let [left = 0, arrived = 0, other = 0] = balances
  for (const amount of [fresh.integer(1, 50), 1, fresh.integer(1, 40)]) {
    const exchange = await sendTransfer(tools, { from, to, amount })
    if (!isDone(exchange)) return fail('transfer-refused', tellStatus(exchange, 'status 201'))
    left -= amount
    arrived += amount
    const expected = [left, arrived, other]
    const stored = storedBalances(tools, ids)
    if (!areEqual(stored, expected)) {
      return fail('wrong-balances', tellBalances(exchange, expected, stored))
    }
    const told = await toldBalances(tools, ids)
    if (!areEqual(told.balances, expected)) {
      return fail('wrong-balances', tellBalances(told.exchange, expected, told.balances))
    }
  }
  const rows = tools.query(
    'select amount from transfers where sender = ? and receiver = ? and amount > 0', from, to)
  if (rows.length === 3) return
  return fail('not-recorded', {
    expected: '3 rows in the table transfers', actual: `${rows.length} rows`,
  })
}

async function surviveKill(tools: BankTools): Promise<void> {
  const { fresh, fail } = tools
  const pair = openPair(tools, [500, 500])
  const amount = fresh.integer(1, 500)
  const exchange = await sendTransfer(tools, { ...pair, amount })
  if (!isDone(exchange)) return fail('transfer-refused', tellStatus(exchange, 'status 201'))
  await tools.kill()
  await tools.start()
  const ids = [pair.from, pair.to]
  const expected = [500 - amount, 500 + amount]
  const { balances, exchange: last } = await toldBalances(tools, ids)
  if (!areEqual(balances, expected)) {
    return fail('lost-at-restart', tellBalances(last, expected, balances))
  }
  const stored = storedBalances(tools, ids)
  if (!areEqual(stored, expected)) {
    return fail('lost-at-restart', tellBalances(exchange, expected, stored))
  }
  if (countTransfers(tools, { ...pair, amount }) !== 1) {
    return fail('lost-at-restart', { exchange, expected: 'the row in transfers' })
  }
  await expectStored(tools)
}
