// The step about codes and tickets that several requests use at the same time.

import type { Tools } from '../../src/course/check/check.ts'
import {
  apiDoors, ask, codeNow, enterNow, expectIn, expectOut, knock, tryTicket,
  type Attempt, type Waiting,
} from './doors.ts'
import {
  forgetStep, keepingFile, newFactor, wrongCode, type Factor, type FactorTools, type Id,
} from './factors.ts'

const atOnce = 5

/** Five requests at once have the same code, or the same ticket. */
export function useTogether(tools: Tools<Id>): Promise<void> {
  // Over connections of their own, so that they meet.
  return keepingFile(tools, race)
}

async function race(tools: FactorTools): Promise<void> {
  const factor = await newFactor(tools)
  const [recovery = '', ...others] = factor.recovery
  const tickets = async () => {
    const list: Waiting[] = []
    for (let count = 0; count < atOnce; count += 1) {
      list.push(await knock(tools, tools.fresh.pick(apiDoors), factor.account))
    }
    return list
  }
  for (const id of ['code-twice', 'recovery-twice'] as const) {
    const sends = (await tickets()).map(({ send }) => send)
    forgetStep(tools, factor)
    const code = id === 'code-twice' ? codeNow(factor) : recovery
    await expectOne(tools, factor, id, sends.map((send) => () => send(code)))
    // Ends the count of those that were refused.
    await enterNow(tools, tools.fresh.pick(apiDoors), factor)
  }
  const { ticket } = await knock(tools, tools.fresh.pick(apiDoors), factor.account)
  await expectOne(tools, factor, 'ticket-stays', others.slice(0, atOnce).map((other) => () =>
    tryTicket(tools, tools.fresh.pick(apiDoors), { ticket, code: other })))
  await guessTogether(tools, factor)
}

async function expectOne(
  tools: FactorTools, factor: Factor, id: Id, sends: readonly (() => Promise<Attempt>)[],
): Promise<void> {
  const attempts = await tools.together(() => Promise.all(sends.map((send) => send())))
  const winners = attempts.filter(({ email }) => email !== undefined)
  if (winners.length > 1) {
    return tools.fail(id, {
      exchange: winners[1]?.exchange, expected: 'one of five requests at once signs in',
      actual: `${winners.length} of them did`,
    })
  }
  const [winner = attempts[0]] = winners
  if (winner !== undefined) expectIn(tools, winner, factor)
}

async function guessTogether(tools: FactorTools, factor: Factor): Promise<void> {
  await enterNow(tools, tools.fresh.pick(apiDoors), factor)
  const wait = () => knock(tools, tools.fresh.pick(apiDoors), factor.account)
  const waiting: Waiting[] = []
  while (waiting.length < atOnce) waiting.push(await wait())
  await tools.together(() => Promise.all(
    waiting.map((each) => each.send(wrongCode(tools, factor)))))
  const last = await ask(tools, tools.fresh.pick(apiDoors), factor.account)
  // Some don't even take the password then.
  if (last.waiting === undefined) return
  forgetStep(tools, factor)
  const attempt = await last.waiting.send(codeNow(factor))
  if (attempt.email !== undefined && !await keepsTickets(tools, factor)) return
  expectOut(tools, attempt, 'unlimited-guesses', [429])
}

// Where a new ticket or a wrong code ends the other tickets, nobody guesses with five at once.
async function keepsTickets(tools: FactorTools, factor: Factor): Promise<boolean> {
  const first = await knock(tools, '/api/sessions', factor.account)
  const second = await knock(tools, '/api/sessions', factor.account)
  await second.send(wrongCode(tools, factor))
  forgetStep(tools, factor)
  return (await first.send(codeNow(factor))).email !== undefined
}
