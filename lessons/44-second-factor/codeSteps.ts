// Steps: which codes are good at a moment, and that each is good once.

import { codeAt, codesAround, stepNow, withinStep } from './codes.ts'
import { doors, enter, expectIn, expectOut, knock, type Door } from './doors.ts'
import {
  factorPath, forgetStep, isOn, newFactor, newPerson, switchOn, type Factor, type FactorTools,
} from './factors.ts'

/** Tries codes of the half minutes around this one, at each door. */
export async function judgeWindow(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const factor = await newFactor(tools)
  const far = fresh.shuffle([-3, 3, -120, 120, 1 - stepNow()])
  for (const door of fresh.shuffle(doors)) {
    for (const offset of fresh.shuffle([-2, 2, far.pop() ?? 4])) {
      if (codesAround(factor.secret, 1).includes(codeAt(factor.secret, stepNow() + offset))) continue
      const attempt = await tryOffset(tools, factor, { door, offset })
      const { exchange } = attempt
      if (attempt.email === undefined) continue
      tools.fail('window-too-wide', {
        exchange, expected: 'nobody is signed in with a code '
          + `${Math.abs(offset)} half minutes ${offset < 0 ? 'ago' : 'ahead'}`,
        actual: `${exchange.answer.status}, and ${attempt.email} is signed in`,
      })
    }
    for (const offset of fresh.shuffle([-1, 1])) {
      expectIn(tools, await tryOffset(tools, factor, { door, offset }), factor, 'window-too-narrow')
    }
  }
}

// The program has seen the half minute that the check has computed the code for.
function tryOffset(
  tools: FactorTools, factor: Factor, { door, offset }: { door: Door; offset: number },
) {
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
  for (const factor of tools.fresh.shuffle([ann, early])) {
    const next = codeAt(factor.secret, factor.step + (factor === early ? 2 : 1))
    const door = tools.fresh.pick(doors)
    expectIn(tools, await enter(tools, door, factor, next), factor)
    await refuseUsed(tools, factor, next)
  }
  // Nobody has used this one, but a later one.
  const skipped = codeAt(early.secret, early.step + 1)
  expectOut(tools, await enter(tools, tools.fresh.pick(doors), early, skipped), 'code-twice')
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
