// Steps: codes and tickets that several requests use at the same time, and a restart.

import type { Tools } from '../../src/course/check/check.ts'
import { codeAt } from './codes.ts'
import {
  codeNow, doors, enter, enterNow, expectIn, expectOut, knock, tryTicket, type ApiDoor,
  type Attempt, type Waiting,
} from './doors.ts'
import {
  forgetStep, newFactor, watch, wrongCode, type Factor, type FactorTools, type Id,
} from './factors.ts'

const atOnce = 5
const hourMs = 3_600_000
const apiDoors: readonly ApiDoor[] = ['/api/sessions', '/api/tokens']

/** Five requests at once have the same code, or the same ticket. */
export async function useTogether(unwatched: Tools<Id>): Promise<void> {
  const tools = watch(unwatched)
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
    await enterNow(tools, tools.fresh.pick(doors), factor)
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
  for (let round = 0; round < 2; round += 1) {
    const waiting: Waiting[] = []
    while (waiting.length < atOnce) waiting.push(await wait())
    await tools.together(() => Promise.all(
      waiting.map((each) => each.send(wrongCode(tools, factor)))))
  }
  const last = await wait()
  forgetStep(tools, factor)
  expectOut(tools, await last.send(codeNow(factor)), 'unlimited-guesses', [429])
}

/** Starts the program again: it has forgotten nothing. */
export async function startAgain(tools: FactorTools): Promise<void> {
  const { fresh, fail } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  const [spent = '', left = ''] = ann.recovery
  expectIn(tools, await enter(tools, fresh.pick(doors), ann, spent), ann)
  const code = codeAt(ann.secret, ann.step + 1)
  expectIn(tools, await enter(tools, fresh.pick(doors), ann, code), ann)
  for (let count = 0; count < atOnce; count += 1) {
    const attempt = await enter(tools, fresh.pick(apiDoors), ben, wrongCode(tools, ben))
    expectOut(tools, attempt, 'wrong-code-accepted')
  }
  await tools.stop()
  await tools.start()
  for (const used of fresh.shuffle([code, spent])) {
    const { email, exchange } = await enter(tools, fresh.pick(doors), ann, used)
    if (email === undefined) continue
    return fail('lost-at-restart', {
      exchange, expected: '401: this code was used before the restart', actual: `${email} is in`,
    })
  }
  expectIn(tools, await enter(tools, fresh.pick(doors), ann, left), ann, 'lost-at-restart')
  const waiting = await knock(tools, fresh.pick(apiDoors), ben.account)
  forgetStep(tools, ben)
  expectOut(tools, await waiting.send(codeNow(ben)), 'lost-at-restart', [429])
  tools.change('update buckets set updated_at = updated_at - ?', hourMs)
  await enterNow(tools, fresh.pick(doors), ben, 'locked-out')
}
