// The step about who gets in, and about what those who don't get to know.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { newAccount, type Account } from './client.ts'
import {
  expectNotPrinted, expectRefused, expectSignedIn, expectUnauthorized, newTyped, signUp,
  type AccountTools,
} from './accountTools.ts'

/** Makes an account, and tries to sign in with right and with wrong texts. */
export async function tryPasswords(tools: AccountTools): Promise<void> {
  const account = newTyped(tools.fresh)
  const { email, password } = account
  await signUp(tools, account)
  await expectSignedIn(tools, { email: email.toLowerCase(), password })
  await expectSignedIn(tools, account, 'address-case')
  await expectSignedIn(tools, { email: email.toUpperCase(), password }, 'address-case')
  const wrong = { email, password: withOtherEnd(password) }
  const refusal = await expectUnauthorized(tools, wrong)
  const unknown = newAccount(tools.fresh)
  await expectSame(tools, { wrong, refusal, unknown })
  // For like, the underscore stands for any letter.
  await expectSame(tools, { wrong, refusal, unknown: { email: `_${email.slice(1)}`, password } })
  expectNotPrinted(tools, [password, wrong.password])
}

/** The same text with another last letter. */
export function withOtherEnd(text: string): string {
  return text.slice(0, -1) + (text.endsWith('x') ? 'y' : 'x')
}

type Pair = { wrong: Account; refusal: HttpExchange; unknown: Account }

async function expectSame(
  tools: AccountTools, { wrong, refusal, unknown }: Pair,
): Promise<void> {
  // A status of its own for unknown addresses is what this is about.
  const exchange = await expectRefused(tools, unknown)
  const [known, other] = [describe(refusal, wrong), describe(exchange, unknown)]
  if (known === other) return
  // What differs between two refusals of the same request, such as an id, tells nothing.
  const again = describe(await expectRefused(tools, wrong), wrong)
  const isVarying = varyingParts(known, again)
  if (isSameBut(isVarying, known, other)) return
  tools.fail('reveals-account', {
    exchange, expected: `what a wrong password gets: ${known}`, actual: other,
  })
}

function describe({ answer }: HttpExchange, { email, password }: Account): string {
  const names = answer.fields.map(({ name }) => name.toLowerCase()).toSorted().join(', ')
  const typed = [email, email.toLowerCase(), password]
  const body = typed.reduce((text, part) => text.replaceAll(part, '…'), answer.text)
  return `${answer.status}, ${body} (headers: ${names})`
}

function varyingParts(one: string, other: string): (index: number) => boolean {
  const [parts, others] = [partsOf(one), partsOf(other)]
  return (index) => parts[index] !== others[index]
}

function isSameBut(
  isVarying: (index: number) => boolean, one: string, other: string,
): boolean {
  const [parts, others] = [partsOf(one), partsOf(other)]
  return parts.length === others.length
    && parts.every((part, index) => part === others[index] || isVarying(index))
}

function partsOf(text: string): string[] {
  return text.split(/([^\w-]+)/)
}
