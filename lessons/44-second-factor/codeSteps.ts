// Steps: which codes are good at a moment, and that each is good once.

import { codeAt, codesAround, stepNow, withinStep } from './codes.ts'
import {
  apiDoors, codeNow, doors, enter, enterNow, expectIn, expectOut, knock, tryTicket, type Door,
} from './doors.ts'
import {
  factorPath, forgetStep, isOn, newFactor, newPerson, switchOn, type Factor, type FactorTools,
} from './factors.ts'

const mostWrong = 4

/** Tries codes of the half minutes around this one, and what isn't a code. */
export async function judgeWindow(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const factor = await newFactor(tools)
  const ways = fresh.shuffle(doors)
  const pairs = [[-2, 2], [1 - stepNow(), fresh.pick([-3, 3, -120, 120])]]
  const near = fresh.shuffle([-1, 1])
  // Two wrong ones, and a right one, which ends the count.
  for (const [index, offsets] of fresh.shuffle(pairs).entries()) {
    for (const offset of fresh.shuffle(offsets)) {
      await refuseOffset(tools, factor, { door: ways.pop() ?? fresh.pick(apiDoors), offset })
    }
    const place = { door: fresh.pick(apiDoors), offset: near[index] ?? 1 }
    expectIn(tools, await tryOffset(tools, factor, place), factor, 'window-too-narrow')
  }
  await sendWrong(tools, factor)
}

type Place = { door: Door; offset: number }

async function refuseOffset(
  tools: FactorTools, factor: Factor, { door, offset }: Place,
): Promise<void> {
  const { secret } = factor
  if (codesAround(secret, 1).includes(codeAt(secret, stepNow() + offset))) return
  const { exchange, email } = await tryOffset(tools, factor, { door, offset })
  if (email === undefined) return
  tools.fail('window-too-wide', {
    exchange, expected: 'nobody is signed in with a code '
      + `${Math.abs(offset)} half minutes ${offset < 0 ? 'ago' : 'ahead'}`,
    actual: `${exchange.answer.status}, and ${email} is signed in`,
  })
}

// What isn't the code, each with a ticket of its own: a wrong code may end its ticket. The right
// one comes in between: otherwise there would be too many.
async function sendWrong(tools: FactorTools, factor: Factor): Promise<void> {
  const { fresh } = tools
  const right = codeNow(factor)
  const near = right.replace(/\d$/, (digit) => String((Number(digit) + 5) % 10))
  const wrong = fresh.shuffle<unknown>([
    undefined, null, '', {}, [], [right], true, right.slice(0, 5), `${right}0`, `0${right}`,
    codesAround(factor.secret).includes(near) ? '' : near,
  ].map((code) => ({ code })))
  for (const door of [...apiDoors, fresh.pick(apiDoors)]) {
    for (const fields of wrong.splice(0, mostWrong)) {
      const { ticket } = await knock(tools, door, factor.account)
      forgetStep(tools, factor)
      const attempt = await tryTicket(tools, door, { ticket, ...Object(fields) })
      expectOut(tools, attempt, 'wrong-code-accepted')
    }
    await enterNow(tools, door, factor)
  }
}

// The program has seen the half minute that the check has computed the code for.
function tryOffset(tools: FactorTools, factor: Factor, { door, offset }: Place) {
  return withinStep(async (step) => {
    const waiting = await knock(tools, door, factor.account)
    forgetStep(tools, factor)
    return waiting.send(codeAt(factor.secret, step + offset))
  })
}

/** Sends codes again that were used, or that are older than one that was. */
export async function useTwice(tools: FactorTools): Promise<void> {
  const [ann, ben] = [await newFactor(tools), await newPerson(tools)]
  await refuseUsed(tools, ann, codeAt(ann.secret, ann.step))
  const early = await switchOn(tools, ben, { offset: -1 })
  const next = codeAt(ann.secret, ann.step + 1)
  expectIn(tools, await enter(tools, tools.fresh.pick(doors), ann, next), ann)
  await refuseUsed(tools, ann, next)
  // Nobody has used the one in between, but a later one.
  const [between, later] = [1, 2].map((after) => codeAt(early.secret, early.step + after))
  const door = tools.fresh.pick(apiDoors)
  expectIn(tools, await enter(tools, door, early, later ?? ''), early)
  expectOut(tools, await enter(tools, door, early, between ?? ''), 'code-twice')
}

// Four tries: one more would be one too many for some programs.
async function refuseUsed(tools: FactorTools, factor: Factor, code: string): Promise<void> {
  for (const door of tools.fresh.shuffle(doors)) {
    expectOut(tools, await enter(tools, door, factor, code), 'code-twice')
  }
  const { password } = factor.account
  const exchange = await factor.browser.sendJson('DELETE', factorPath, { password, code })
  if (isOn(tools, factor)) return
  tools.fail('code-twice', {
    exchange, expected: '401, and the factor stays on', actual: 'the factor is off',
  })
}
