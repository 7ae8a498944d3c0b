// Transfers money, with faults in the middle, other programs beside it, and kill -9 at the end.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { hasJournalDuring } from '../../src/course/check/journal.ts'
import {
  areEqual, expectDone, expectStored, expectUnlocked, openAccounts, openPair, sendTransfer,
  storedBalances, tellBalances, toldBalances, type BankTools, type Transfer,
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
  const amounts = [fresh.integer(2, 50), 1, fresh.integer(2, 40)]
  for (const amount of amounts) {
    const exchange = await sendTransfer(tools, { from, to, amount })
    expectDone(tools, exchange)
    left -= amount
    arrived += amount
    const expected = [left, arrived, other]
    const stored = storedBalances(tools, ids)
    if (!areEqual(stored, expected)) {
      await expectUnlocked(tools, exchange)
      return fail('wrong-balances', tellBalances(exchange, expected, stored))
    }
    const told = await toldBalances(tools, ids)
    if (!areEqual(told.balances, expected)) {
      return fail('wrong-balances', tellBalances(told.exchange, expected, told.balances))
    }
  }
  const rows = tools.query(
    'select amount from transfers where sender = ? and receiver = ? order by id', from, to)
  const recorded = rows.map(({ amount }) => amount)
  if (areEqual(recorded, amounts)) return
  return fail('not-recorded', {
    expected: `3 rows in transfers from ${from} to ${to}, with the amounts ${amounts.join(', ')}`,
    actual: recorded.length === 0 ? 'no such rows' : `the amounts ${recorded.join(', ')}`,
  })
}

async function surviveKill(tools: BankTools): Promise<void> {
  const { fail, query } = tools
  const pair = openPair(tools, [500, 500])
  // Two accounts were there at the first start. They mustn't be put back at the next one.
  const given = query('select id from accounts where id in (1, 2) and balance > 0 order by id')
  await sendWithJournal(tools, { ...pair, amount: tools.fresh.integer(1, 500) })
  if (given.length === 2) await sendDone(tools, { from: 1, to: 2, amount: 1 })
  const ids = [pair.from, pair.to, ...given.map(({ id }) => Number(id))]
  const expected = storedBalances(tools, ids)
  const before = contents(tools)
  await tools.kill()
  await tools.start()
  const { balances, exchange: last } = await toldBalances(tools, ids)
  if (!areEqual(balances, expected)) {
    return fail('lost-at-restart', tellBalances(last, expected, balances))
  }
  const after = contents(tools)
  const lost = before.find((row) => !after.includes(row))
  if (lost !== undefined) {
    return fail('lost-at-restart', { expected: `still the row ${lost}`, actual: 'no such row' })
  }
  await expectStored(tools)
}

async function sendDone(tools: BankTools, transfer: Transfer): Promise<void> {
  expectDone(tools, await sendTransfer(tools, transfer))
}

async function sendWithJournal(
  tools: BankTools, transfer: { from: number; to: number; amount: number },
): Promise<void> {
  const hasJournal = await hasJournalDuring(tools.database, () => sendDone(tools, transfer))
  const { from, to, amount } = transfer
  const stored = storedBalances(tools, [from, to])
  if (!areEqual(stored, [500 - amount, 500 + amount])) {
    return tools.fail('wrong-balances', {
      expected: `the balances ${500 - amount} and ${500 + amount}`,
      actual: `the balances ${stored.join(' and ')}`,
    })
  }
  if (hasJournal) return
  tools.fail('no-journal', {
    expected: 'a file whose name ends in -journal or -wal, at least during the transaction',
    actual: 'a transfer was stored, and there was no such file',
  })
}

// All rows of both tables.
function contents({ query }: BankTools): string[] {
  return [...query('select * from accounts'), ...query('select * from transfers')]
    .map((row) => JSON.stringify(row))
}
