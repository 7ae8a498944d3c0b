// The step about which passwords can be chosen, and the one about what isn't a password at all.

import { isSuccess, newAccount } from './client.ts'
import {
  expectNotMade, expectRefused, expectSignedIn, newTyped, post, signUp, type AccountTools,
} from './accountTools.ts'
import { withOtherEnd } from './signInSteps.ts'

const mostBytes = 1_024
const longestEmail = 254

/** Each character counts, the first and the last one, too. */
export async function choosePasswords(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const word = fresh.word()
  const typed = `  ${word.toUpperCase()} ${fresh.word()}  naïve 言葉 `
  const { email } = await signUp(tools, { ...newTyped(fresh), password: typed })
  await expectSignedIn(tools, { email, password: typed })
  for (const password of similarTo(typed)) {
    await expectRefused(tools, { email, password }, 'password-trimmed')
  }
  await chooseLength(tools)
}

function similarTo(password: string): string[] {
  return [
    password.trimStart(), password.trimEnd(), password.toLowerCase(),
    password.replaceAll(/(?<=\S) +(?=\S)/g, ' '), password.replace('ï', 'i'),
    // These have the same low byte: a program that reads one byte per character can't tell them
    // apart.
    password.replace('言葉', '謀蕉'),
  ]
}

async function chooseLength(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const eight = `${fresh.word()}${fresh.word()}`.slice(0, 8)
  await signUp(tools, { ...newTyped(fresh), password: eight }, ' for 8 characters')
  const email = newAccount(fresh).email
  const [seeds, long] = [fresh.shuffle([...'🌱🚲🎈🍋🦉🎻🪁']).join(''), longText(tools)]
  for (const password of ['', eight.slice(1), seeds]) {
    const shown = `"${password}"`
    await expectNotMade(tools, { email, password }, { id: 'short-accepted', shown })
  }
  for (const password of [`${long}é`.slice(1), `${'ü'.repeat(mostBytes / 2)}x`]) {
    const shown = `a password of ${Buffer.byteLength(password)} bytes`
    await expectNotMade(tools, { email, password }, { id: 'too-long-accepted', shown })
  }
  const exchange = await post(tools, '/api/users', { email, password: long })
  if (!isSuccess(exchange)) {
    return tools.fail('long-refused', { exchange, mark: 'status', expected: '201' })
  }
  await expectSignedIn(tools, { email, password: long }, 'long-refused')
  await expectRefused(tools, { email, password: withOtherEnd(long) }, 'password-cut')
}

function longText({ fresh }: AccountTools): string {
  const words = Array.from({ length: 150 }, () => fresh.word()).join(' ')
  return words.slice(0, mostBytes)
}

/** What isn't an address and a password makes no account, and signs nobody in. */
export async function sendOtherValues(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const { email, password } = newAccount(fresh)
  await signUp(tools, { email: longAddress(tools), password }, ' for an address of 254 characters')
  const bodies: unknown[] = [
    ...badAddresses(tools).map((bad) => ({ email: bad, password })),
    ...[42, null, true, [password], { length: 12 }, undefined].map((bad) =>
      ({ email, password: bad })),
    null, [], [email, password], `${email} ${password}`, 7, {},
  ]
  for (const body of bodies) {
    const text = JSON.stringify(body)
    const shown = text.length < 200 ? text : `an address of ${longestEmail + 1} characters`
    await expectNotMade(tools, body, { id: 'bad-value-accepted', shown })
  }
  await signInWithOthers(tools)
}

function badAddresses(tools: AccountTools): unknown[] {
  const { email } = newAccount(tools.fresh)
  const [name = '', host = ''] = email.split('@')
  return [
    '', host, `@${host}`, `${name}@`, `${name}@${name}@${host}`, `${email}@`,
    `${longAddress(tools)}x`, 42, null, [email], { email }, undefined,
  ]
}

// As long as can be, and right in each of its parts: at most 64 characters before the @, and at
// most 63 between two dots.
function longAddress({ fresh }: AccountTools): string {
  const letters = Array.from({ length: 50 }, () => fresh.word()).join('')
  const labels = [0, 1, 2].map((part) => letters.slice(64 + part * 60, 64 + part * 60 + 60))
  return `${letters.slice(0, 63)}@${labels.join('.')}.example`
}

async function signInWithOthers(tools: AccountTools): Promise<void> {
  const { email, password } = await signUp(tools)
  const bodies: unknown[] = [
    { email }, { email, password: null }, { email, password: [password] },
    { email, password: { toString: password } }, { password }, { email: [email], password },
    { email: { email }, password }, { email: null, password }, null, [email, password], 'text',
  ]
  for (const body of bodies) {
    const exchange = await post(tools, '/api/sessions', body)
    const { status } = exchange.answer
    if ([422, 400, 401].includes(status)) continue
    tools.fail(isSuccess(exchange) ? 'bad-value-accepted' : 'wrong-refusal', {
      exchange, mark: 'status', expected: '422',
    })
  }
}
