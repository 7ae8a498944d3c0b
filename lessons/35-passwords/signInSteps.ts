// The step about who gets in, and about what those who don't get to know.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { newAccount, type Account } from './client.ts'
import {
  expectNotPrinted, expectRefused, expectSignedIn, expectUnauthorized, newTyped, readUsers, signUp,
  type AccountTools,
} from './accountTools.ts'
import { findInFile } from './hashSteps.ts'
import { withOtherEnd } from './similarTexts.ts'

/** Makes an account, and tries to sign in with right and with wrong texts. */
export async function tryPasswords(tools: AccountTools): Promise<void> {
  const account = newTyped(tools.fresh)
  const { email, password } = account
  await signUp(tools, account)
  await expectSignedIn(tools, { email: email.toLowerCase(), password })
  await expectSignedIn(tools, { email: email.toUpperCase(), password }, 'address-case')
  const wrong = { email, password: withOtherEnd(password) }
  const refusal = await expectUnauthorized(tools, wrong)
  const unknown = newAccount(tools.fresh)
  await expectSame(tools, { wrong, refusal, unknown })
  if (readUsers(tools, unknown.email).length > 0) await expectRefused(tools, unknown)
  // For like, the underscore stands for any letter.
  await expectSame(tools, { wrong, refusal, unknown: { email: `_${email.slice(1)}`, password } })
  expectNotPrinted(tools, [password, wrong.password])
  const found = findInFile(tools, wrong.password)
  if (found === undefined) return
  tools.fail('plain-text', { actual: `a wrong password that was tried is in the file ${found}` })
}

type Pair = { wrong: Account; refusal: HttpExchange; unknown: Account }

async function expectSame(tools: AccountTools, { wrong, refusal, unknown }: Pair): Promise<void> {
  // A status of its own for unknown addresses is what this is about.
  const exchange = await expectRefused(tools, unknown)
  const [known, other] = [describe(refusal, wrong), describe(exchange, unknown)]
  if (!isOtherwise(known, other)) return
  // What differs between two refusals of the same request, such as an id, tells nothing.
  const again = describe(await expectRefused(tools, wrong), wrong)
  const isVarying = (index: number) => known[index] !== again[index]
  if (!isOtherwise(known, other, isVarying)) return
  tools.fail('reveals-account', {
    exchange, expected: `what a wrong password gets: ${known.join('')}`, actual: other.join(''),
  })
}

// These depend on the clock and on the body, which is compared itself.
const changingHeaders = ['date', 'content-length', 'etag']

// The words of the body, what is between them, and the status and the headers. Numbers in headers
// are often times, so they aren't compared.
function describe({ answer }: HttpExchange, { email, password }: Account): string[] {
  const typed = [email, email.toLowerCase(), password]
  const body = typed.reduce((text, part) => text.replaceAll(part, '…'), answer.text)
  const lines = answer.fields.filter(({ name }) => !changingHeaders.includes(name.toLowerCase()))
    .map(({ name, value }) => `\n${name.toLowerCase()}: ${value.replaceAll(/\d+/g, '0')}`)
  return [`${answer.status}`, ...lines.toSorted(), '\n', ...body.split(/([^\w-]+)/)]
}

function isOtherwise(
  one: readonly string[], other: readonly string[], isVarying = (_index: number) => false,
): boolean {
  return one.length !== other.length
    || one.some((part, index) => part !== other[index] && !isVarying(index))
}
