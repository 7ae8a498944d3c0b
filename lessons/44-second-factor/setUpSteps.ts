// Steps: an app gets its secret, its first code switches the factor on, and codes sign in.

import { isSuccess, newAccount, readObject, sendJson, signIn } from '../35-passwords/client.ts'
import { codeAt, codesAround, stepNow } from './codes.ts'
import { apiDoors, doors, enterNow, tryPassword, type Door } from './doors.ts'
import {
  begin, beginWith, factorPath, isOn, keyForLinks, newPerson, sendFirstCode, switchOn, wrongCode,
  type FactorTools, type Id, type Person,
} from './factors.ts'
import { expectHashed } from './recoveryCodes.ts'
import { expectProtected } from './sessionCookie.ts'

const leastBits = 160

/** Two people begin, and one of them switches the factor on. */
export async function setUp(tools: FactorTools): Promise<void> {
  const [ben, ann] = [await newPerson(tools), await newPerson(tools)]
  await expectShown(tools, ann, false)
  await refuseToBegin(tools, ann, ben)
  await refuseFirstCodes(tools, ann, [codeAt(Buffer.alloc(0), stepNow()), undefined])
  await sendNull(tools)
  await beginOddly(tools)
  const bens = await begin(tools, ben)
  const first = await beginWith(tools, ann)
  for (const door of tools.fresh.shuffle(doors)) {
    await expectNoFactor(tools, ann, { door, id: 'on-without-code' })
  }
  await expectShown(tools, ann, false)
  const foreign = codeAt(bens, stepNow())
  await refuseFirstCodes(tools, ann, [
    codesAround(first).includes(foreign) ? wrongCode(tools, { secret: first }) : foreign,
    ...tools.fresh.shuffle(['', undefined, null]).slice(0, 1),
  ])
  // Until a factor is on, it can be begun again.
  const secret = await beginWith(tools, ann)
  expectOwnSecrets(tools, [bens, first, secret])
  await refuseKey(tools, ann, secret)
  const factor = await switchOn(tools, ann, { secret })
  expectHashed(tools, tools.fresh.shuffle(factor.recovery).slice(0, 2))
  await expectShown(tools, ann, true)
  await expectNoFactor(tools, ben, { door: tools.fresh.pick(doors), id: 'others-changed' })
  for (const door of tools.fresh.shuffle(doors)) {
    await expectProtected(tools, await enterNow(tools, door, factor))
  }
  const zero = await beginWith(tools, ben, (each) => codeAt(each, stepNow()).startsWith('0'))
  expectOwnSecrets(tools, [bens, secret, zero])
  const other = await switchOn(tools, ben, { secret: zero })
  for (const each of [other, factor]) await enterNow(tools, tools.fresh.pick(apiDoors), each)
}

// Whatever the status is. Somebody else sends them: they may count as wrong codes and passwords.
async function sendNull(tools: FactorTools): Promise<void> {
  const { browser } = await newPerson(tools)
  for (const method of ['POST', 'PUT', 'DELETE']) await browser.sendJson(method, factorPath, null)
}

// Somebody whose email address has characters with a meaning in URIs. Lesson 35 leaves it to each
// program whether it accepts them.
async function beginOddly(tools: FactorTools): Promise<void> {
  const { fresh } = tools
  const usual = newAccount(fresh)
  const account = { ...usual, email: `${fresh.word()}+%a#&/${usual.email}` }
  const { answer: { status } } = await sendJson(tools, 'POST', '/api/users', account)
  if (status >= 400 && status < 500) return
  await begin(tools, { account, browser: await signIn(tools, account) })
}

// Secrets of two users, and two of one user: none may follow from whose it is.
function expectOwnSecrets({ fail }: FactorTools, secrets: readonly Buffer[]): void {
  const texts = secrets.map((secret) => secret.toString('hex'))
  if (new Set(texts).size < texts.length) {
    fail('secret-guessable', {
      expected: 'a new secret each time', actual: `${texts.join(' and ')}, in hex`,
    })
  }
  const kinds = new Set(secrets.flatMap((secret) => [...secret]))
  // The bytes of a text: of digits, or of the letters of hex or base64.
  const letters = [10, 16, 64].find((most) => kinds.size <= most && [...kinds].every(isLetter))
  const bits = Math.min(...secrets.map(({ length }) => length)) * Math.log2(letters ?? 256)
  if (bits >= leastBits) return
  fail('secret-guessable', {
    expected: `${leastBits} random bits`,
    actual: `at most ${Math.floor(bits)} in ${secrets.map((each) => each.toString()).join(', ')}`,
  })
}

function isLetter(byte: number): boolean {
  return byte > 32 && byte < 127
}

// Anyone in front of an open browser could set up their own app.
async function refuseToBegin(tools: FactorTools, ann: Person, ben: Person): Promise<void> {
  const { account, browser } = ann
  const passwords = [ben.account.password, newAccount(tools.fresh).password, undefined]
  const bodies = [...passwords.map((password) => ({ password })), ben.account]
  const tries = bodies.map((body) => () => browser.sendJson('POST', factorPath, body))
  const { password } = account
  const headers = await keyForLinks(tools, ann)
  tries.push(() => sendJson(tools, 'POST', factorPath, { password }, headers))
  const before = readRow(tools, ann)
  for (const attempt of tools.fresh.shuffle(tries)) {
    const exchange = await attempt()
    const hasChanged = readRow(tools, ann) !== before
    if (!isSuccess(exchange) && !hasChanged) continue
    tools.fail('begun-without-password', {
      exchange, mark: 'status', expected: '401, and second_factors as it was',
      actual: `${exchange.answer.status}${hasChanged ? ', and a new secret in the table' : ''}`,
    })
  }
}

async function refuseKey(tools: FactorTools, person: Person, secret: Buffer): Promise<void> {
  const headers = await keyForLinks(tools, person)
  const body = { code: codeAt(secret, stepNow()) }
  const exchange = await sendJson(tools, 'PUT', factorPath, body, headers)
  if (!isSuccess(exchange) && !isOn(tools, person)) return
  tools.fail('begun-without-password', {
    exchange, mark: 'status', expected: '403: this is a key for links',
  })
}

function readRow({ query }: FactorTools, { id }: Person): string {
  return JSON.stringify(query('select * from second_factors where user = ?', id))
}

async function refuseFirstCodes(
  tools: FactorTools, person: Person, codes: readonly unknown[],
): Promise<void> {
  for (const code of tools.fresh.shuffle(codes)) {
    const exchange = await sendFirstCode(person, code)
    if (!isSuccess(exchange) && !isOn(tools, person)) continue
    tools.fail('on-without-code', { exchange, mark: 'status', expected: '422, and no factor' })
  }
}

// The password alone signs in.
async function expectNoFactor(
  tools: FactorTools, { account }: Person, { door, id }: { door: Door; id: Id },
): Promise<void> {
  const { exchange, email } = await tryPassword(tools, door, account)
  if (email === account.email) return
  tools.fail(id, {
    exchange, expected: `the password signs ${account.email} in: nobody has switched it on`,
    actual: `${exchange.answer.status}, and ${email ?? 'nobody'} is signed in`,
  })
}

/** Fails unless the user and the table say whether the factor is on. */
export async function expectShown(
  tools: FactorTools, person: Pick<Person, 'browser' | 'id'>, expected: boolean,
): Promise<void> {
  const exchange = await person.browser.send({ target: '/api/users/me' })
  const { hasSecondFactor } = readObject(exchange)
  const inTable = isOn(tools, { id: person.id })
  if (hasSecondFactor === expected && inTable === expected) return
  tools.fail('not-told', {
    exchange, expected: `"hasSecondFactor": ${expected}, and a time in enabled_at if it's on`,
    actual: `${String(hasSecondFactor)}, and enabled_at is ${inTable ? 'set' : 'null or missing'}`,
  })
}
