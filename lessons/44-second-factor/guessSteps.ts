// Steps: how often somebody who knows the password can guess the code.

import { isSuccess, type Headers } from '../35-passwords/client.ts'
import { codeAt } from './codes.ts'
import {
  apiDoors, ask, codeNow, doors, enter, enterNow, expectIn, expectOut, knock, tryTicket, type Door,
} from './doors.ts'
import {
  factorPath, forgetStep, isOn, newFactor, wrongCode, type Factor, type FactorTools, type Id,
} from './factors.ts'

const limit = 5
// The wait for another try is five minutes: one of these is too short, and two are enough.
const shortWaitMs = 200_000

/** Guesses codes at all doors, with a new ticket each time. */
export async function guess(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  // Everybody mistypes. The right code ends the count, wherever it's sent: where it doesn't, the
  // wrong ones of the next door are too many.
  for (const [index, door] of [...fresh.shuffle(doors), fresh.pick(apiDoors)].entries()) {
    const count = index % 2 === 0 ? limit - 1 : 1
    await guessWrong(tools, ann, Array.from({ length: count }, () => door))
    await enterNow(tools, door, ann, 'locked-out')
  }
  await guessWrong(tools, ann, fresh.shuffle(doors))
  for (let left = limit - doors.length; left > 0; left -= 1) {
    await guessToSwitchOff(tools, ann)
  }
  for (const door of fresh.shuffle(doors)) {
    await refuseLimited(tools, ann, { door, id: 'unlimited-guesses' })
  }
  await refuseToSwitchOff(tools, ann)
  // Another user, from the same client.
  await enterNow(tools, fresh.pick(apiDoors), ben, 'locked-out')
  await refuseLimited(tools, ann, { door: fresh.pick(apiDoors), id: 'unlimited-guesses' })
}

/** Guesses codes from many addresses, and again after a restart. */
export async function guessFromElsewhere(tools: FactorTools): Promise<void> {
  const { fresh, fail } = tools
  const [factor, ann] = [await newFactor(tools), await newFactor(tools)]
  for (let count = 0; count < limit; count += 1) {
    const waiting = await knock(tools, fresh.pick(apiDoors), factor.account)
    const attempt = await waiting.send(wrongCode(tools, factor), from(tools))
    expectOut(tools, attempt, 'wrong-code-accepted')
  }
  const door = fresh.pick(doors)
  await refuseLimited(tools, factor, { door, id: 'guesses-per-client', headers: from(tools) })
  letTimeGoBy(tools)
  const [recovery = ''] = factor.recovery
  await refuseLimited(tools, factor, {
    door, id: 'unlimited-guesses', headers: from(tools), code: recovery,
  })
  const [spent = '', left = '', first = '', second = ''] = ann.recovery
  const { ticket, send } = await knock(tools, '/api/sessions', ann.account)
  expectIn(tools, await send(first), ann, 'recovery-refused')
  const code = codeAt(ann.secret, ann.step + 1)
  for (const [each, id] of [[spent, 'recovery-twice'], [code, 'code-twice']] as const) {
    expectIn(tools, await enter(tools, fresh.pick(apiDoors), ann, each), ann)
    expectOut(tools, await enter(tools, fresh.pick(apiDoors), ann, each), id)
  }
  await tools.stop()
  await tools.start()
  const again = [
    () => enter(tools, fresh.pick(apiDoors), ann, code),
    () => enter(tools, fresh.pick(apiDoors), ann, spent),
    () => tryTicket(tools, '/api/sessions', { ticket, code: second }),
  ]
  for (const use of fresh.shuffle(again)) {
    const { email, exchange } = await use()
    if (email === undefined) continue
    return fail('lost-at-restart', {
      exchange, expected: '401: this was used before the restart', actual: `${email} is in`,
    })
  }
  const attempt = await enter(tools, fresh.pick(apiDoors), ann, left)
  expectIn(tools, attempt, ann, 'lost-at-restart')
  await refuseLimited(tools, factor, {
    door: fresh.pick(apiDoors), id: 'lost-at-restart', headers: from(tools),
  })
  letTimeGoBy(tools)
  // A code that was refused is still there.
  expectIn(tools, await enter(tools, fresh.pick(apiDoors), factor, recovery), factor)
}

function letTimeGoBy({ change }: FactorTools): void {
  change('update buckets set updated_at = updated_at - ?', shortWaitMs)
}

// What the proxy in front of the program says about a client.
function from({ fresh }: FactorTools): Headers {
  const address = [198, 18, fresh.integer(0, 255), fresh.integer(1, 254)].join('.')
  return [['X-Forwarded-For', address]]
}

async function guessWrong(
  tools: FactorTools, factor: Factor, ways: readonly Door[],
): Promise<void> {
  for (const door of ways) {
    const attempt = await enter(tools, door, factor, wrongCode(tools, factor))
    expectOut(tools, attempt, 'wrong-code-accepted')
  }
}

async function guessToSwitchOff(tools: FactorTools, factor: Factor): Promise<void> {
  const { password } = factor.account
  const code = wrongCode(tools, factor)
  const exchange = await factor.browser.sendJson('DELETE', factorPath, { password, code })
  if (isOn(tools, factor)) return
  tools.fail('off-without-proof', { exchange, mark: 'status', expected: '401 for a wrong code' })
}

async function refuseToSwitchOff(tools: FactorTools, factor: Factor): Promise<void> {
  const { password } = factor.account
  forgetStep(tools, factor)
  const body = { password, code: codeNow(factor) }
  const exchange = await factor.browser.sendJson('DELETE', factorPath, body)
  if (isOn(tools, factor) && !isSuccess(exchange)) return
  tools.fail('unlimited-guesses', {
    exchange, mark: 'status', expected: `429 after ${limit} wrong codes`,
  })
}

// Not even the right code gets in: otherwise a guess that hits would, too.
async function refuseLimited(
  tools: FactorTools, factor: Factor,
  { door, id, headers = [], code }: { door: Door; id: Id; headers?: Headers; code?: string },
): Promise<void> {
  const { exchange, waiting } = await ask(tools, door, factor.account)
  // Some don't even take the password then.
  if (waiting === undefined && exchange.answer.status === 429) return
  forgetStep(tools, factor)
  const next = waiting ?? await knock(tools, door, factor.account)
  expectOut(tools, await next.send(code ?? codeNow(factor), headers), id, [429])
}
