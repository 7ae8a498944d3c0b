// Steps: recovery codes work instead of the app, once each; and the factor is switched off.

import { isSuccess, newAccount, sendJson, type Browser } from '../35-passwords/client.ts'
import {
  apiDoors, codeNow, doors, enter, enterNow, expectIn, expectOut, tryPassword, type Door,
} from './doors.ts'
import {
  factorPath, forgetStep, isOn, keyForLinks, newFactor, switchOn, wrongCode, type Factor,
  type FactorTools,
} from './factors.ts'
import { expectShown } from './setUpSteps.ts'

const mostWrong = 4

/** Uses recovery codes, each at another door, and uses them again. */
export async function recover(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  const [foreign = '', ...bens] = fresh.shuffle(ben.recovery)
  expectOut(tools, await enter(tools, fresh.pick(apiDoors), ann, foreign), 'wrong-code-accepted')
  const codes = fresh.shuffle(ann.recovery)
  const used = codes.slice(0, doors.length)
  for (const [index, door] of fresh.shuffle(doors).entries()) {
    const code = codes[index] ?? ''
    expectIn(tools, await enter(tools, door, ann, code), ann, 'recovery-refused')
    for (const other of new Set([door, fresh.pick(apiDoors)])) {
      expectOut(tools, await enter(tools, other, ann, code), 'recovery-twice')
    }
  }
  // The app still works, and so do the others of the sheet.
  await enterNow(tools, fresh.pick(apiDoors), ann)
  for (const code of codes.slice(doors.length, doors.length + 2)) {
    expectIn(tools, await enter(tools, '/api/tokens', ann, code), ann, 'recovery-refused')
  }
  await refuseOff(tools, ann, used[0] ?? '')
  const [unused = '', last = ''] = codes.slice(-2)
  await switchOff(tools, ann, { recovery: last, other: ben })
  const bensEntry = await enter(tools, fresh.pick(apiDoors), ben, bens[0] ?? '')
  expectIn(tools, bensEntry, ben, 'others-changed')
  await refuseOld(tools, ann, [unused, codeNow(ann)])
}

async function refuseOff(tools: FactorTools, factor: Factor, code: string): Promise<void> {
  const { account: { password }, browser } = factor
  const exchange = await browser.sendJson('DELETE', factorPath, { password, code })
  if (isOn(tools, factor)) return
  tools.fail('recovery-twice', { exchange, expected: '401, and the factor stays on' })
}

// What belonged to a factor ends with it, also when there's a new one.
async function refuseOld(tools: FactorTools, old: Factor, codes: readonly string[]): Promise<void> {
  const next = await switchOn(tools, old)
  if (next.secret.equals(old.secret)) {
    tools.fail('secret-guessable', {
      expected: 'a new secret for each factor', actual: `${old.secret.toString('hex')} again`,
    })
  }
  for (const code of codes) {
    const attempt = await enter(tools, tools.fresh.pick(apiDoors), next, code)
    expectOut(tools, attempt, 'wrong-code-accepted')
  }
  await enterNow(tools, tools.fresh.pick(apiDoors), next)
}

/** Tries to switch a factor off, or to replace it, without the password or without a code. */
export async function keepOn(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newFactor(tools), await newFactor(tools)]
  const { account: { password }, browser } = ann
  await lookForSecret(tools, browser, password)
  await switchOnAgain(tools, ann)
  const code = () => codeNow(ann)
  const wrong = { password: newAccount(fresh).password }
  const proofs: readonly (() => object)[] = [
    () => ({ ...wrong, code: code() }), () => ({ code: code() }), () => ({ password }),
    () => ({ password, code: wrongCode(tools, ann) }), () => ({ password, code: codeNow(ben) }),
    () => ({ password: null, code: code() }), () => ({ password, code: null }),
    () => ({ password: ben.account.password, code: code() }), () => ({ ...wrong, code: '' }),
    () => ({ ...ben.account, code: code() }),
  ]
  for (const [index, proof] of fresh.shuffle(proofs).entries()) {
    // Some look at the code first, and count it.
    if (index % mostWrong === 0) await enterNow(tools, fresh.pick(apiDoors), ann)
    forgetStep(tools, ann)
    const exchange = await browser.sendJson('DELETE', factorPath, proof())
    if (isOn(tools, ann) && !isSuccess(exchange)) continue
    tools.fail('off-without-proof', {
      exchange, expected: '401, and the factor stays on',
      actual: `${exchange.answer.status}, and the factor is ${isOn(tools, ann) ? 'on' : 'off'}`,
    })
  }
  await enterNow(tools, fresh.pick(apiDoors), ann)
  await refuseKey(tools, ann)
  await switchOff(tools, ann, { other: ben })
  await enterWithout(tools, fresh.pick(doors), ann)
  await enterNow(tools, fresh.pick(apiDoors), ben, 'others-changed')
}

async function refuseKey(tools: FactorTools, factor: Factor): Promise<void> {
  const headers = await keyForLinks(tools, factor)
  forgetStep(tools, factor)
  const body = { password: factor.account.password, code: codeNow(factor) }
  const exchange = await sendJson(tools, 'DELETE', factorPath, body, headers)
  if (isOn(tools, factor) && !isSuccess(exchange)) return
  tools.fail('begun-without-password', {
    exchange, mark: 'status', expected: '403: this is a key for links',
  })
}

// All that somebody can ask for who sits in front of an open browser.
async function lookForSecret(
  tools: FactorTools, browser: Browser, password: string,
): Promise<void> {
  const paths = [factorPath, '/api/users/me', '/api/sessions', '/', '/login', `${factorPath}/codes`]
  for (const target of paths) await browser.send({ target })
  const exchange = await browser.sendJson('POST', factorPath, { password })
  if (isSuccess(exchange)) {
    tools.fail('secret-shown-again', {
      exchange, mark: 'status', expected: '409: the factor is on already',
    })
  }
}

// Somebody who has seen one code would get ten recovery codes, which don't expire.
async function switchOnAgain(tools: FactorTools, factor: Factor): Promise<void> {
  forgetStep(tools, factor)
  const exchange = await factor.browser.sendJson('PUT', factorPath, { code: codeNow(factor) })
  if (!isSuccess(exchange)) return
  tools.fail('on-twice', { exchange, mark: 'status', expected: '422: the factor is on already' })
}

async function switchOff(
  tools: FactorTools, factor: Factor, { recovery, other }: { recovery?: string; other: Factor },
): Promise<void> {
  const { account: { password }, browser } = factor
  forgetStep(tools, factor)
  const code = recovery ?? codeNow(factor)
  const exchange = await browser.sendJson('DELETE', factorPath, { password, code })
  if (!isSuccess(exchange) || isOn(tools, factor)) {
    tools.fail(recovery === undefined ? 'right-code-refused' : 'recovery-refused', {
      exchange, expected: '204, and the factor is off',
      actual: `${exchange.answer.status}, and the factor is ${isOn(tools, factor) ? 'on' : 'off'}`,
    })
  }
  if (!isOn(tools, other)) {
    tools.fail('others-changed', {
      exchange, expected: `the factor of ${other.account.email} stays on`, actual: 'it is off, too',
    })
  }
  await expectShown(tools, factor, false)
}

async function enterWithout(tools: FactorTools, door: Door, { account }: Factor): Promise<void> {
  const { exchange, email } = await tryPassword(tools, door, account)
  if (email === account.email) return
  tools.fail('right-code-refused', {
    exchange, expected: `${account.email} is signed in: the factor is off`,
    actual: `${exchange.answer.status}, and ${email ?? 'nobody'} is signed in`,
  })
}
