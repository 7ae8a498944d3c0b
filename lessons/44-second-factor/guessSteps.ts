// Steps: how often somebody who knows the password can guess the code.

import { isSuccess, type Headers } from '../35-passwords/client.ts'
import {
  codeNow, doors, enter, enterNow, expectOut, knock, type Attempt, type Door,
} from './doors.ts'
import {
  factorPath, forgetStep, isOn, newFactor, wrongCode, type Factor, type FactorTools, type Id,
} from './factors.ts'

const limit = 5

/** Guesses codes at all doors, with a new ticket each time. */
export async function guess(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  // Everybody mistypes. The right code ends the count.
  for (let round = 0; round < 2; round += 1) {
    await guessWrong(tools, ann, fresh.shuffle([...doors, fresh.pick(doors)]))
    await enterNow(tools, fresh.pick(doors), ann, 'locked-out')
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
  await enterNow(tools, fresh.pick(doors), ben, 'locked-out')
  await refuseLimited(tools, ann, { door: fresh.pick(doors), id: 'unlimited-guesses' })
}

/** Guesses codes from many addresses. */
export async function guessFromElsewhere(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const factor = await newFactor(tools)
  for (let count = 0; count < limit; count += 1) {
    const waiting = await knock(tools, fresh.pick(doors), factor.account)
    const attempt = await waiting.send(wrongCode(tools, factor), from(tools))
    expectOut(tools, attempt, 'wrong-code-accepted')
  }
  await refuseLimited(tools, factor, {
    door: fresh.pick(doors), id: 'guesses-per-client', headers: from(tools),
  })
}

// What the proxy in front of the program says about a client.
function from({ fresh }: FactorTools): Headers {
  const address = [198, 18, fresh.integer(0, 255), fresh.integer(1, 254)].join('.')
  return [['X-Forwarded-For', address]]
}

/** Tries everything that isn't the code: each is refused. */
export async function sendWrong(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const factor = await newFactor(tools)
  const right = codeNow(factor)
  const wrong: readonly unknown[] = [
    undefined, null, '', {}, [], true, 0, '0', right.slice(0, 5), `${right}0`, '000000\n', '%',
    right.replace(/\d$/, (digit) => String((Number(digit) + 5) % 10)),
  ]
  for (const code of fresh.shuffle(wrong)) {
    const door = fresh.pick<Exclude<Door, '/login'>>(['/api/sessions', '/api/tokens'])
    const waiting = await knock(tools, door, factor.account)
    forgetStep(tools, factor)
    if (factor.recovery.includes(String(code))) continue
    expectOut(tools, await waiting.send(code), 'wrong-code-accepted')
    await enterNow(tools, door, factor)
  }
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
  { door, id, headers = [] }: { door: Door; id: Id; headers?: Headers },
): Promise<Attempt> {
  const waiting = await knock(tools, door, factor.account)
  forgetStep(tools, factor)
  const attempt = await waiting.send(codeNow(factor), headers)
  expectOut(tools, attempt, id, [429])
  return attempt
}
